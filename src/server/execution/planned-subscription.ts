import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Execute } from './planned-execution.ts';

/** Starts a subscription: its results, or the errors that kept it from starting. */
export type Subscribe = (
  args: ExecutionArgs,
) => Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;

/** Makes graphql-js's `subscribe` with another executor for the events of its streams. */
export function createPlannedSubscription(execute: Execute): Subscribe {
  return async (args) => {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    return executed(source[Symbol.asyncIterator](), args, execute);
  };
}

/** The result of each event. If one cannot be executed, the source ends. */
function executed(
  events: AsyncIterator<unknown>,
  args: ExecutionArgs,
  execute: Execute,
): AsyncIterableIterator<ExecutionResult> {
  async function resultOf(event: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult>> {
    if (event.done) return { done: true, value: undefined };
    try {
      return { done: false, value: await execute({ ...args, rootValue: event.value }) };
    } catch (error) {
      await events.return?.().catch(() => undefined);
      throw error;
    }
  }
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => resultOf(await events.next()),
    return: async () => resultOf((await events.return?.()) ?? { done: true, value: undefined }),
  };
}
