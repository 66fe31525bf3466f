import type { JsonResult } from '../execution/planned-execution.ts';

/**
 * Sends the results of an operation to its socket, one after the other, each as soon as `send` has sent the one before. To
 * its reader, graphql-ws, it is a stream without results, which ends when the operation does or throws what it throws: so
 * graphql-ws says how the operation ended, and the JSON of a result is not parsed for it to be written once more.
 */
export class PushedResults implements AsyncIterableIterator<never> {
  readonly #results: AsyncIterator<JsonResult>;
  readonly #send: (result: JsonResult) => Promise<void>;

  constructor(results: AsyncIterator<JsonResult>, send: (result: JsonResult) => Promise<void>) {
    this.#results = results;
    this.#send = send;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorReturnResult<undefined>> {
    let result = await this.#results.next();
    while (!result.done) {
      try {
        await this.#send(result.value);
      } catch (error) {
        // A reader whom an error reaches does not call `return`, and the source would wait for ever.
        await this.return();
        throw error;
      }
      // What waits for the next result keeps its variables, and the last result with them.
      result = waiting;
      result = await this.#results.next();
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    await this.#results.return?.();
    return { done: true, value: undefined };
  }
}

const waiting: IteratorResult<JsonResult> = { done: true, value: undefined };

/** The message `next` of graphql-transport-ws, whose payload is JSON already. */
export function nextMessage(id: string, payload: string): string {
  return `{"id":${JSON.stringify(id)},"type":"next","payload":${payload}}`;
}
