import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The responses that each connection still waits for: more than one if its client sends requests ahead. */
export interface RunningResponses {
  /** Counts a response from now until it is closed. */
  add(request: IncomingMessage, response: ServerResponse): void;
  /** Calls `proceed` once no response of this connection is running: at once, or when the last one has closed. */
  whenNone(connection: Duplex, proceed: () => void): void;
}

export function createRunningResponses(): RunningResponses {
  const runningCounts = new WeakMap<Duplex, number>();
  const waiting = new WeakMap<Duplex, () => void>();

  return {
    add({ socket }, response) {
      runningCounts.set(socket, (runningCounts.get(socket) ?? 0) + 1);
      response.once('close', () => {
        const leftCount = (runningCounts.get(socket) ?? 1) - 1;
        runningCounts.set(socket, leftCount);
        if (leftCount > 0) return;
        waiting.get(socket)?.();
        waiting.delete(socket);
      });
    },
    whenNone(connection, proceed) {
      if ((runningCounts.get(connection) ?? 0) === 0) proceed();
      // A connection waits at most once at a time: until its upgrade has gone on, Node reads nothing from it.
      else waiting.set(connection, proceed);
    },
  };
}
