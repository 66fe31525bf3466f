/**
 * Yields the values of `source` and ends as soon as `controller` aborts, even while the source waits for its next
 * value. A reader that leaves early (`return`) aborts `controller`, which wakes a waiting source: an async generator
 * would queue a call of its own `return` behind the wait.
 */
export function endOnAbort<T>(
  source: AsyncIterable<T>,
  controller: AbortController,
): AsyncIterableIterator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const done: IteratorReturnResult<undefined> = { done: true, value: undefined };
  let endWait = () => {};

  const stop = () => {
    endWait();
    // Nobody reads what the source still returns or throws.
    iterator.return?.().then(undefined, () => {});
  };
  if (controller.signal.aborted) stop();
  else controller.signal.addEventListener('abort', stop, { once: true });

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () =>
      controller.signal.aborted
        ? Promise.resolve(done)
        : new Promise((resolve, reject) => {
            endWait = () => resolve(done);
            iterator.next().then(resolve, reject);
          }),
    return: () => {
      controller.abort();
      return Promise.resolve(done);
    },
  };
}
