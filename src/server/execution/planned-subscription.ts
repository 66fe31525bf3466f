import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { asResult, type ExecuteToJson, type JsonResult } from './planned-execution.ts';

/** Starts a subscription: its results, or the errors that kept it from starting. */
export type Subscribe = (
  args: ExecutionArgs,
) => Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;

/** Starts a subscription whose results are JSON already: those, or the errors that kept it from starting. */
export type SubscribeToJson = (
  args: ExecutionArgs,
) => Promise<AsyncIterableIterator<JsonResult> | Pick<JsonResult, 'errors'>>;

/** Makes graphql-js's `subscribe` with another executor for the events of its streams. */
export function createPlannedSubscription(execute: ExecuteToJson): SubscribeToJson {
  return async (args) => {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return { errors: source.errors ?? [] };
    return new PlannedResults(source[Symbol.asyncIterator](), args, execute);
  };
}

/** The same for those who need the data itself. */
export function asSubscribe(subscribeToJson: SubscribeToJson): Subscribe {
  return async (args) => {
    const results = await subscribeToJson(args);
    return Symbol.asyncIterator in results ? parsed(results) : results;
  };
}

function parsed(results: AsyncIterator<JsonResult>): AsyncIterableIterator<ExecutionResult> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const next = await results.next();
      return next.done ? { done: true, value: undefined } : { done: false, value: asResult(next.value) };
    },
    async return() {
      await results.return?.();
      return { done: true, value: undefined };
    },
  };
}

/**
 * The result of each event. If one cannot be executed, the source ends. A class, because each waiting payer has one
 * (end-on-abort.ts).
 */
class PlannedResults implements AsyncIterableIterator<JsonResult> {
  readonly #events: AsyncIterator<unknown>;
  readonly #args: ExecutionArgs;
  readonly #execute: ExecuteToJson;

  constructor(events: AsyncIterator<unknown>, args: ExecutionArgs, execute: ExecuteToJson) {
    this.#events = events;
    this.#args = args;
    this.#execute = execute;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<JsonResult, undefined>> {
    return this.#resultOf(await this.#events.next());
  }

  async return(): Promise<IteratorResult<JsonResult, undefined>> {
    return this.#resultOf((await this.#events.return?.()) ?? { done: true, value: undefined });
  }

  async #resultOf(event: IteratorResult<unknown>): Promise<IteratorResult<JsonResult, undefined>> {
    if (event.done) return { done: true, value: undefined };
    try {
      return { done: false, value: await this.#execute({ ...this.#args, rootValue: event.value }) };
    } catch (error) {
      await this.#events.return?.().catch(() => undefined);
      throw error;
    }
  }
}
