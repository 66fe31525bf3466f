import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { eventually } from './eventually.ts';

/** A secret as the specification writes it, made from a name so that a failing test repeats. */
export function webhookSecret(name: string): string {
  return `whsec_${createHash('sha256').update(name).digest('base64')}`;
}

/** A delivery as it arrived, its signature verified with the published library. */
export interface Received {
  readonly id: string;
  readonly type: string;
  readonly orderId: string;
  readonly version: number;
  readonly payload: { readonly [name: string]: unknown };
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers: with a status, or by a function (which may never answer). */
export type Answer = number | ((response: http.ServerResponse) => void);

/** A merchant's server. */
export interface Receiver {
  readonly url: string;
  /** Every delivery in the order of arrival, repeats included. */
  readonly received: readonly Received[];
  /** Deliveries whose signature was wrong. */
  readonly forged: number;
  answer: (delivery: Received, attempt: number) => Answer;
  /** Resolves when this many different events were received. */
  hears(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function openReceiver(options: { secret?: string } = {}): Promise<Receiver> {
  const webhook = new Webhook(options.secret ?? webhookSecret('the merchant'));
  const received: Received[] = [];
  let forged = 0;

  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    try {
      webhook.verify(body, request.headers as Record<string, string>);
    } catch {
      forged += 1;
      response.writeHead(401).end();
      return;
    }
    const delivery = read(request.headers, body);
    received.push(delivery);
    const attempt = received.filter(({ id }) => id === delivery.id).length;
    const answer = receiver.answer(delivery, attempt);
    if (typeof answer === 'number') response.writeHead(answer).end();
    else answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/events`,
    received,
    get forged() {
      return forged;
    },
    answer: () => 204,
    async hears(count) {
      await eventually(
        async () => new Set(received.map(({ id }) => id)).size,
        (heard) => heard >= count,
      );
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

function read(headers: http.IncomingHttpHeaders, body: string): Received {
  const payload = JSON.parse(body) as {
    id: string;
    type: string;
    data: { order: { id: string; version: number } };
  };
  const { id, type, data } = payload;
  return { id, type, orderId: data.order.id, version: data.order.version, payload, headers, body };
}

/** The versions of each order in the order in which the receiver first accepted them. */
export function versionsByOrder(received: readonly Received[]): Map<string, number[]> {
  const versions = new Map<string, number[]>();
  for (const { orderId, version } of received) {
    const seen = versions.get(orderId) ?? [];
    if (!seen.includes(version)) seen.push(version);
    versions.set(orderId, seen);
  }
  return versions;
}
