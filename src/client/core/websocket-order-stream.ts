import { asGatewayError, GatewayError, readAnswer } from './gateway-error.ts';
import type { OrderStatusSubscription } from './generated/graphql.ts';
import { endOf, type OrderStream, onceLive, type StreamEnd, type StreamRequest } from './order-stream.ts';

/**
 * The used part of a WebSocket: the browser's own, Node's from version 22, or the one of the `ws` package.
 */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  /** Only in `ws`: closes the socket without waiting for a peer that is gone. */
  terminate?(): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
}
/** A class of such WebSockets. */
export type SocketConstructor = new (url: string, protocol: string) => SocketLike;

/**
 * The close codes after which a repeated request would be refused again (from the graphql-transport-ws
 * protocol).
 */
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

/**
 * Watches one order over its own WebSocket (graphql-transport-ws), because a client token is valid for one
 * order only.
 */
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
  /** The one running timer: it pings the socket or gives it up. */
  let alarm = setTimeout(() => giveUp(true), timing.socketOpenTimeoutMs);

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

  function giveUp(isHanging = false): void {
    finish({ kind: 'lost', retryAfterMs: 0, isHanging });
    if (socket.terminate) socket.terminate();
    else socket.close();
  }

  const send = (message: object) => socket.send(JSON.stringify(message));

  function probe(): void {
    if (!isOpen || isEnded) return;
    send({ type: 'ping' });
    setAlarm(() => giveUp(), timing.pongTimeoutMs);
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
  // A close follows. Without a listener, `ws` would end the process on an error.
  socket.addEventListener('error', () => {});

  return { ended, probe, close: () => giveUp() };
}
