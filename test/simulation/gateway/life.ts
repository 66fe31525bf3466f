/** One run of a gateway process, from its start to its kill. What was awaited when it ended never continues. */
export interface Life {
  readonly name: string;
  isAlive(): boolean;
  /** Resolves when the process is gone: its callers see a lost connection. */
  readonly ended: Promise<'disconnected'>;
  end(): void;
  /** The value of this promise, if the process still runs by then; otherwise the result never settles. */
  whileAlive<Value>(promise: Promise<Value>): Promise<Value>;
}

export function createLife(name: string): Life {
  let isAlive = true;
  let end: () => void = () => {};
  const ended = new Promise<'disconnected'>((resolve) => {
    end = () => resolve('disconnected');
  });
  return {
    name,
    isAlive: () => isAlive,
    ended,
    end() {
      isAlive = false;
      end();
    },
    whileAlive: (promise) =>
      new Promise((resolve, reject) => {
        promise.then(
          (value) => isAlive && resolve(value),
          (error: unknown) => isAlive && reject(error),
        );
      }),
  };
}

/** For everything that a dead process was waiting for. */
export function never<Value>(): Promise<Value> {
  return new Promise(() => {});
}
