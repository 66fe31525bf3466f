import type { Timing } from './timing.ts';

export type Transport = 'webSocket' | 'serverSentEvents';

/** WebSockets that did not open, in a row, before something else is tried. */
const socketFailuresMax = 2;

/** Which way the next connection takes. */
export interface TransportChoice {
  next(nowMs: number): Transport;
  /** A connection that was begun at `begunAtMs` has ended; `wasLive`: the gateway had taken its subscription. */
  note(transport: Transport, wasLive: boolean, begunAtMs: number): void;
}

/**
 * WebSocket, while it works. Where it does not open, some proxy on the way may refuse it: server-sent events take
 * turns with it until one of them does the work. Those keep it for a while, and then WebSocket gets its chance again.
 */
export function chooseTransport(hasWebSocket: boolean, timing: Timing): TransportChoice {
  let socketFailuresCount = 0;
  /** When server-sent events took over; null while they have not. */
  let eventsSinceMs: number | null = null;

  return {
    next(nowMs) {
      if (!hasWebSocket) return 'serverSentEvents';
      if (eventsSinceMs !== null && nowMs - eventsSinceMs < timing.socketAgainAfterMs)
        return 'serverSentEvents';
      return socketFailuresCount < socketFailuresMax ? 'webSocket' : 'serverSentEvents';
    },
    note(transport, wasLive, begunAtMs) {
      if (transport === 'webSocket') {
        socketFailuresCount = wasLive ? 0 : socketFailuresCount + 1;
        eventsSinceMs = null;
      } else {
        // One more WebSocket that does not open is enough to come back here.
        socketFailuresCount = socketFailuresMax - 1;
        eventsSinceMs = wasLive ? (eventsSinceMs ?? begunAtMs) : null;
      }
    },
  };
}
