import type { Duplex } from 'node:stream';

/** The responses that each connection still waits for: more than one if its client sends requests ahead. */
export interface RunningResponses {
  /** Counts a response that begins on this connection; returns how many of it are running now. */
  begin(connection: Duplex): number;
  /** Called when a response of this connection has closed. */
  end(connection: Duplex): void;
  /** Calls `proceed` once no response of this connection is running: at once, or when the last one has closed. */
  whenNone(connection: Duplex, proceed: () => void): void;
}

export function createRunningResponses(): RunningResponses {
  const runningCounts = new WeakMap<Duplex, number>();
  const waiting = new WeakMap<Duplex, () => void>();

  return {
    begin(connection) {
      const runningCount = (runningCounts.get(connection) ?? 0) + 1;
      runningCounts.set(connection, runningCount);
      return runningCount;
    },
    end(connection) {
      const leftCount = (runningCounts.get(connection) ?? 1) - 1;
      runningCounts.set(connection, leftCount);
      if (leftCount > 0) return;
      waiting.get(connection)?.();
      waiting.delete(connection);
    },
    whenNone(connection, proceed) {
      if ((runningCounts.get(connection) ?? 0) === 0) proceed();
      // A connection waits at most once at a time: until its upgrade has gone on, Node reads nothing from it.
      else waiting.set(connection, proceed);
    },
  };
}
