import { asGatewayError, GatewayError, readAnswer } from './gateway-error.ts';
import type { OrderStatusSubscription } from './generated/graphql.ts';
import { endOf, type OrderStream, onceLive, type StreamEnd, type StreamRequest } from './order-stream.ts';

/** What is used of a WebSocket: the browser's own, Node's from version 22, or the one of the `ws` package. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  /** Of `ws` only: ends it without waiting for a peer that is gone. */
  terminate?(): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
}
export type SocketConstructor = new (url: string, protocol: string) => SocketLike;

/** Close codes after which the same request would only be refused again (graphql-transport-ws names them). */
const refusals: Readonly<Record<number, readonly [code: string, message: string]>> = {
  4400: ['BAD_REQUEST', 'The gateway does not understand this client.'],
  4401: ['UNAUTHENTICATED', 'The credential is missing.'],
  4403: ['UNAUTHENTICATED', 'The credential is wrong or has expired.'],
  4406: ['BAD_REQUEST', 'The gateway does not speak graphql-transport-ws.'],
};

interface Message {
  readonly type?: string;
  readonly payload?: unknown;
}

/** Watches one order over a WebSocket of its own (graphql-transport-ws): its token opens no other order. */
export function openWebSocketOrderStream(WebSocket: SocketConstructor, request: StreamRequest): OrderStream {
  const { timing } = request;
  const socket = new WebSocket(request.url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  let isOpen = false;
  const live = onceLive(request);
  let isEnded = false;
  let end: (end: StreamEnd) => void = () => {};
  const ended = new Promise<StreamEnd>((resolve) => {
    end = resolve;
  });
  /** Rings where the socket has to be given up, or asked for a sign of life. One at a time. */
  let alarm = setTimeout(giveUp, timing.openTimeoutMs);

  function setAlarm(ring: () => void, afterMs: number): void {
    clearTimeout(alarm);
    alarm = setTimeout(ring, afterMs);
  }

  function finish(how: StreamEnd): void {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(alarm);
    live.cancel();
    end(how);
  }

  function giveUp(): void {
    finish({ kind: 'lost', retryAfterMs: 0 });
    if (socket.terminate) socket.terminate();
    else socket.close();
  }

  const send = (message: object) => socket.send(JSON.stringify(message));

  function probe(): void {
    if (!isOpen || isEnded) return;
    send({ type: 'ping' });
    setAlarm(giveUp, timing.pongTimeoutMs);
  }

  function hear({ type, payload }: Message): void {
    if (type === 'connection_ack') {
      isOpen = true;
      send({ id: '1', type: 'subscribe', payload: { query: request.query, variables: request.variables } });
      live.reportAfterDelay();
    } else if (type === 'ping') {
      send({ type: 'pong' });
    } else if (type === 'next') {
      const { orderStatus } = readAnswer(payload, 'INTERNAL_SERVER_ERROR') as OrderStatusSubscription;
      live.report();
      request.onOrder(orderStatus);
    } else if (type === 'error') {
      readAnswer({ errors: payload });
    } else if (type === 'complete') {
      finish({ kind: 'completed' });
      socket.close(1000);
    }
  }

  socket.addEventListener('open', () => {
    send({ type: 'connection_init', payload: { authorization: `Bearer ${request.token}` } });
  });
  socket.addEventListener('message', ({ data }) => {
    if (isEnded) return;
    setAlarm(probe, timing.pingAfterMs);
    try {
      hear(JSON.parse(String(data)) as Message);
    } catch (thrown) {
      finish(endOf(asGatewayError(thrown)));
      socket.close(1000);
    }
  });
  socket.addEventListener('close', ({ code }) => {
    const refusal = refusals[code];
    if (refusal === undefined) finish({ kind: 'lost', retryAfterMs: 0 });
    else finish({ kind: 'refused', error: new GatewayError(...refusal) });
  });
  // A close follows. `ws` would end the process for an error that nobody hears.
  socket.addEventListener('error', () => {});

  return { ended, probe, close: giveUp };
}
