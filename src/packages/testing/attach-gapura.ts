import { orderStatuses } from '../../domain/order.ts';
import { type Addresses, makePayer, type OrderName } from './payer.ts';

/** DANA's operations, as faults name them. */
export type DanaOperation =
  | 'consultPay'
  | 'createOrder'
  | 'queryPayment'
  | 'cancelOrder'
  | 'refundOrder'
  | 'notify';

/** The acts of payers, of DANA and of the clock at a gateway for tests. Those about an order wait until the gateway shows them. */
export interface AttachedGapura extends Addresses {
  /**
   * The payer pays. Resolves with the order's status at the gateway, `PAID`, once the gateway shows it. `how`: the way that
   * the payer chose on DANA's page, for an order that leaves the choice to that page.
   */
  pay(order: OrderName, how?: { readonly payMethod: string; readonly payOption?: string }): Promise<string>;
  /** The time to pay is over, for this order alone. Resolves with `EXPIRED`. */
  expire(order: OrderName): Promise<string>;
  /** The payer or the bank refuses the payment. Resolves with the order's status after that: DANA closes it, `EXPIRED`. */
  refuse(order: OrderName): Promise<string>;
  /**
   * Moves the gateway's clock and DANA's ahead: whatever is then due begins, for every order of this gateway. There is no
   * way back. See `until`.
   */
  advanceClock(ms: number): Promise<void>;
  /** Waits until the gateway shows the order in this status; rejects after 10 s, and at once if there is no such status. */
  until(order: OrderName, status: string): Promise<void>;
  /**
   * Lets DANA's next answer to this operation fail: `failNext('createOrder', 'commit-then-hang')`. The faults and their
   * options are listed in docs/simulator.md.
   */
  failNext(
    operation: DanaOperation,
    fault: string,
    options?: { readonly times?: number; readonly [option: string]: unknown },
  ): Promise<void>;
}

/**
 * The acts at a gateway that another process started, for example the `globalSetup` of vitest or jest. Whoever started it
 * ends it.
 */
export function attachGapura(addresses: Addresses): AttachedGapura {
  const { url, simulatorUrl, serverKey } = addresses;
  const payer = makePayer(addresses);
  return {
    ...{ url, simulatorUrl, serverKey },
    pay: (order, how) => payer.act(order, 'pay', how),
    expire: (order) => payer.act(order, 'expire'),
    refuse: (order) => payer.act(order, 'refuse'),
    async advanceClock(ms) {
      await payer.post('/simulator/clock', { advanceMs: ms });
    },
    async until(order, status) {
      if (!isStatus(status))
        throw new TypeError(`There is no status ${status}. There are ${orderStatuses.join(', ')}.`);
      await payer.until(order, status);
    },
    async failNext(operation, fault, more = {}) {
      await payer.post('/simulator/faults', { operation, fault, ...more });
    },
  };
}

function isStatus(status: string): boolean {
  return orderStatuses.some((one) => one === status);
}
