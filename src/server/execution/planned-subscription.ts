import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { asResult, type ExecuteToJson, type JsonResult } from './planned-execution.ts';
import { isPromise } from './run.ts';

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
    const event = await this.#events.next();
    if (event.done) return done;
    try {
      const result = this.#execute({ ...this.#args, rootValue: event.value });
      // No turn of microtasks more than needed: the answer to whoever caused the event is written between them.
      return { done: false, value: isPromise(result) ? await result : result };
    } catch (error) {
      await this.#events.return?.().catch(() => undefined);
      throw error;
    }
  }

  async return(): Promise<IteratorResult<JsonResult, undefined>> {
    await this.#events.return?.();
    return done;
  }
}

const done: IteratorReturnResult<undefined> = { done: true, value: undefined };
