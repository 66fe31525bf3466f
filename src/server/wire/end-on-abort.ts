/**
 * Yields the values of `source` and ends as soon as `controller` aborts, even while the source waits for its next
 * value. A reader that leaves early (`return`) aborts `controller`, which wakes a waiting source: an async generator
 * would queue a call of its own `return` behind the wait.
 */
export function endOnAbort<T>(
  source: AsyncIterable<T>,
  controller: AbortController,
): AsyncIterableIterator<T> {
  return new EndingOnAbort(source[Symbol.asyncIterator](), controller);
}

const done: IteratorReturnResult<undefined> = { done: true, value: undefined };

function ignore(): void {}

/** A class, because each waiting payer has one: as an object of functions it took 0.4 KB more. */
class EndingOnAbort<T> implements AsyncIterableIterator<T> {
  readonly #iterator: AsyncIterator<T>;
  readonly #controller: AbortController;
  #endWait: () => void = ignore;

  constructor(iterator: AsyncIterator<T>, controller: AbortController) {
    this.#iterator = iterator;
    this.#controller = controller;
    if (controller.signal.aborted) this.handleEvent();
    else controller.signal.addEventListener('abort', this, { once: true });
  }

  /** The controller was aborted. */
  handleEvent(): void {
    this.#endWait();
    // Nobody reads what the source still returns or throws.
    this.#iterator.return?.().then(undefined, ignore);
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#controller.signal.aborted) return Promise.resolve(done);
    return new Promise((resolve, reject) => {
      this.#endWait = () => resolve(done);
      this.#iterator.next().then(resolve, reject);
    });
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#controller.abort();
    return Promise.resolve(done);
  }
}
