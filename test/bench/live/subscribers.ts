import { WebSocket } from 'ws';
import { OrderStatusDocument } from '../../../src/client/core/generated/graphql.ts';
import { nowMs } from './now-ms.ts';

/** One socket: the payment it waits for, and for the gateway whose order it is. */
export interface Subscription {
  readonly index: number;
  readonly url: string;
  readonly order: { readonly id: string; readonly token: string } | null;
}
export type Question =
  | { readonly kind: 'open'; readonly subscriptions: readonly Subscription[]; readonly atOnceMax: number }
  /** Answered when this many pushes have come since the last collection. */
  | { readonly kind: 'collect'; readonly count: number }
  | { readonly kind: 'close' };
/** A push: its socket, and its time of arrival in milliseconds of `nowMs`. */
export type Push = readonly [index: number, atMs: number];

/**
 * Many payers in one process, on bare `ws` for every server alike, so that the measurement is the server's.
 * Messages are not parsed: the socket says whose it is.
 */
const sockets: WebSocket[] = [];
let pushes: Push[] = [];
let sample = '';
let wanted: { count: number; reach: () => void } | null = null;

function open({ index, url, order }: Subscription): Promise<void> {
  return new Promise((opened, failed) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    let isOpened = false;
    sockets.push(socket);
    const say = (message: object) => socket.send(JSON.stringify(message));
    socket.on('open', () => {
      const authorization = `Bearer ${order?.token}`;
      say(order === null ? {} : { type: 'connection_init', payload: { authorization } });
    });
    socket.on('message', (data: Buffer) => {
      const atMs = nowMs();
      if (!isOpened && order !== null && data.includes('"connection_ack"')) {
        const variables = { orderId: order.id, afterVersion: null };
        say({ id: '1', type: 'subscribe', payload: { query: OrderStatusDocument.toString(), variables } });
        return;
      }
      if (!isOpened) {
        isOpened = true;
        if (data.includes('"errors"')) failed(new Error(data.toString()));
        opened();
        return;
      }
      // A minute after its payment the gateway's stream completes, which is no push.
      if (order !== null && !data.includes('"next"')) return;
      if (sample === '') sample = data.toString();
      pushes.push([index, atMs]);
      if (wanted !== null && pushes.length >= wanted.count) wanted.reach();
    });
    socket.on('error', failed);
    socket.on('close', (code) => failed(new Error(`closed with ${code} ${order?.id}`)));
  });
}

async function openAll(subscriptions: readonly Subscription[], atOnceMax: number): Promise<void> {
  const left = subscriptions.values();
  const openNext = async () => {
    for (const subscription of left) await open(subscription);
  };
  await Promise.all(Array.from({ length: atOnceMax }, openNext));
}

async function answer(question: Question): Promise<unknown> {
  if (question.kind === 'open') {
    const beganMs = nowMs();
    await openAll(question.subscriptions, question.atOnceMax);
    return { tookMs: nowMs() - beganMs };
  }
  if (question.kind === 'collect') {
    const { count } = question;
    await new Promise<void>((reach) => {
      wanted = { count, reach };
      if (pushes.length >= count) reach();
    });
    const collected = { pushes, sample };
    wanted = null;
    pushes = [];
    return collected;
  }
  for (const socket of sockets.splice(0)) socket.terminate();
  sample = '';
  return {};
}

process.on('message', (question: Question) => {
  answer(question).then(
    (answered) => process.send?.(answered as object),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.send?.('ready');
