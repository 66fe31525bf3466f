import { deepEqual } from 'node:assert/strict';
import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { asExecute, createPlannedExecution } from '../../src/server/execution/planned-execution.ts';

const executePlanned = asExecute(createPlannedExecution({ plannedFieldsMax: 1_000 }));

/**
 * Executes an operation as the server does, a second time by the plan of the first, and on graphql-js. Throws unless all
 * three results are the same text, errors included. `contextOf` makes the context of each run.
 */
export async function executeOnBoth(
  args: ExecutionArgs,
  contextOf: () => unknown = () => args.contextValue,
): Promise<ExecutionResult> {
  const first = await executePlanned({ ...args, contextValue: await contextOf() });
  const second = await executePlanned({ ...args, contextValue: await contextOf() });
  const reference = await execute({ ...args, contextValue: await contextOf() });
  deepEqual(textsOf(first), textsOf(reference));
  deepEqual(textsOf(second), textsOf(reference));
  return first;
}

/** What a client or the log could tell apart, names in the order in which they are written. */
function textsOf(result: ExecutionResult): readonly string[] {
  const causes = result.errors?.map(({ originalError }) => String(originalError));
  return [JSON.stringify(result, null, 1), ...(causes ?? [])];
}

/** Functions of which the first of several runs finds the outcomes, and the others get them again, in the same order. */
export function recordOnce<Functions extends object>(functions: Functions): () => Functions {
  const outcomes = new Map<string | symbol, (() => unknown)[]>();
  let runsCount = 0;

  function record(name: string | symbol, call: (...args: unknown[]) => unknown, args: unknown[]): unknown {
    const recorded = outcomes.get(name) ?? [];
    outcomes.set(name, recorded);
    try {
      const outcome = call(...args);
      recorded.push(() => outcome);
      return outcome;
    } catch (error) {
      recorded.push(() => {
        throw error;
      });
      throw error;
    }
  }

  return () => {
    runsCount += 1;
    const isFirst = runsCount === 1;
    const calls = new Map<string | symbol, number>();
    return new Proxy(functions, {
      get:
        (target, name) =>
        (...args: unknown[]) => {
          if (isFirst) return record(name, Reflect.get(target, name) as () => unknown, args);
          const call = calls.get(name) ?? 0;
          calls.set(name, call + 1);
          const outcome = outcomes.get(name)?.[call];
          if (outcome === undefined) throw new Error(`${String(name)} is called more often by this executor`);
          return outcome();
        },
    });
  };
}
