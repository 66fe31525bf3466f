/**
 * The values of `source` until `life` aborts, and then the end at once, even while the source still waits for its
 * next value. A reader that leaves early (`return`) aborts `life` itself, which is what wakes a source that waits:
 * asking a waiting async generator to return would only be queued behind its wait.
 */
export function endOnAbort<T>(source: AsyncIterable<T>, life: AbortController): AsyncIterableIterator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const done: IteratorReturnResult<undefined> = { done: true, value: undefined };
  let endWait = () => {};

  const stop = () => {
    endWait();
    // Whatever the source says to its own end, nobody listens any more.
    iterator.return?.().then(undefined, () => {});
  };
  if (life.signal.aborted) stop();
  else life.signal.addEventListener('abort', stop, { once: true });

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () =>
      life.signal.aborted
        ? Promise.resolve(done)
        : new Promise((resolve, reject) => {
            endWait = () => resolve(done);
            iterator.next().then(resolve, reject);
          }),
    return: () => {
      life.abort();
      return Promise.resolve(done);
    },
  };
}
