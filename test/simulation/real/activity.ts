/** The work under way between the rooms of a real world: calls to DANA, statements, notifications. */
export interface Activity {
  /** Counts this as under way until it has ended. */
  track<Value>(work: Promise<Value>): Promise<Value>;
  /** Resolves when nothing is under way, or after `maxMs` of real time at the latest. */
  quiet(maxMs: number): Promise<void>;
}

export function createActivity(): Activity {
  let count = 0;
  const waiting = new Set<() => void>();

  return {
    async track(work) {
      count += 1;
      try {
        return await work;
      } finally {
        count -= 1;
        // The consequences of the last piece of work have begun by the next turn of the event loop.
        setImmediate(() => {
          if (count === 0) for (const resolve of [...waiting]) resolve();
        });
      }
    },
    quiet: (maxMs) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(end);
          resolve();
        };
        const timer = setTimeout(end, maxMs);
        waiting.add(end);
        setImmediate(() => {
          if (count === 0) end();
        });
      }),
  };
}
