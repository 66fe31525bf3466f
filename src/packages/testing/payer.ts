import { setTimeout as delay } from 'node:timers/promises';

/** How often the gateway is queried until it shows what happened at DANA, and for how long. */
const queryEveryMs = 25;
const shownWithinMs = 10_000;

/** An order as a shop names it: its `partnerReferenceNo`, or anything that has one. */
export type OrderName = string | { readonly partnerReferenceNo: string };

/** Where a gateway and its simulated DANA are. */
export interface Addresses {
  /** The gateway's GraphQL endpoint, for `connectGateway` or any GraphQL client. */
  readonly url: string;
  /** The simulated DANA: its desk, its pages for payers, its control interface. */
  readonly simulatorUrl: string;
  /** A key with every scope. */
  readonly serverKey: string;
}

/** Acts at the simulated DANA, and waits until the gateway knows. */
export function makePayer({ url, simulatorUrl, serverKey }: Addresses) {
  async function post(path: string, body: object = {}): Promise<unknown> {
    const response = await fetch(simulatorUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { error?: string };
    if (!response.ok) throw new Error(`The simulated DANA refuses ${path}: ${answer.error}`);
    return answer;
  }

  /** The order's status at the gateway; throws if the gateway knows no such order. */
  async function statusOf(partnerReferenceNo: string): Promise<string> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
      body: JSON.stringify({
        query: 'query ($by: OrderBy!) { order(by: $by) { status } }',
        variables: { by: { partnerReferenceNo } },
      }),
    });
    const { data, errors } = (await response.json()) as {
      data?: { order: { status: string } | null };
      errors?: readonly { message: string }[];
    };
    if (errors?.[0]) throw new Error(errors[0].message);
    if (!data?.order) throw new Error(`The gateway has no order ${partnerReferenceNo}.`);
    return data.order.status;
  }

  /** Waits until the order's status is as wished, and returns it. */
  async function waitFor(partnerReferenceNo: string, isShown: (status: string) => boolean): Promise<string> {
    const deadlineMs = performance.now() + shownWithinMs;
    for (;;) {
      const status = await statusOf(partnerReferenceNo);
      if (isShown(status)) return status;
      if (performance.now() > deadlineMs)
        throw new Error(`${partnerReferenceNo} is still ${status} after ${shownWithinMs / 1000} s.`);
      await delay(queryEveryMs);
    }
  }

  const nameOf = (order: OrderName) => (typeof order === 'string' ? order : order.partnerReferenceNo);
  const isOpen = (status: string) => status === 'CONFIRMING' || status === 'PENDING';

  /** Lets DANA do `what` to an order, and waits until the gateway shows the order as no longer open. */
  async function act(order: OrderName, what: string, body: object = {}): Promise<string> {
    const name = nameOf(order);
    await waitFor(name, (status) => status !== 'CONFIRMING');
    await post(`/simulator/orders/${encodeURIComponent(name)}/${what}`, body);
    return waitFor(name, (status) => !isOpen(status));
  }

  async function until(order: OrderName, status: string): Promise<void> {
    await waitFor(nameOf(order), (shown) => shown === status);
  }

  return { post, act, until };
}
