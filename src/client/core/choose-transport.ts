import type { Timing } from './timing.ts';

/** The two transports of a subscription. */
export type Transport = 'webSocket' | 'serverSentEvents';

/** After this many failed WebSockets in a row, the client attempts server-sent events. */
const socketFailuresMax = 2;

/** Chooses the transport of the next connection. */
export interface TransportChoice {
  next(nowMs: number): Transport;
  /**
   * Records the end of a connection that started at `begunAtMs`; `wasLive`: the gateway had accepted its
   * subscription. `isHanging`: it did not even open in time, which counts as enough failures.
   */
  note(transport: Transport, wasLive: boolean, begunAtMs: number, isHanging?: boolean): void;
}

/**
 * Prefers WebSocket while it works. If it does not open, a proxy may block it: the client alternates with
 * server-sent events until one of them works. Server-sent events then stay in use for `socketAgainAfterMs`.
 */
export function chooseTransport(hasWebSocket: boolean, timing: Timing): TransportChoice {
  let socketFailuresCount = 0;
  /** The time since which server-sent events are in use; null while they are not. */
  let eventsSinceMs: number | null = null;

  return {
    next(nowMs) {
      if (!hasWebSocket) return 'serverSentEvents';
      if (eventsSinceMs !== null && nowMs - eventsSinceMs < timing.socketAgainAfterMs)
        return 'serverSentEvents';
      return socketFailuresCount < socketFailuresMax ? 'webSocket' : 'serverSentEvents';
    },
    note(transport, wasLive, begunAtMs, isHanging = false) {
      if (transport === 'webSocket') {
        socketFailuresCount = wasLive ? 0 : isHanging ? socketFailuresMax : socketFailuresCount + 1;
        eventsSinceMs = null;
      } else {
        // One more failed WebSocket is enough to return to server-sent events.
        socketFailuresCount = socketFailuresMax - 1;
        eventsSinceMs = wasLive ? (eventsSinceMs ?? begunAtMs) : null;
      }
    },
  };
}
