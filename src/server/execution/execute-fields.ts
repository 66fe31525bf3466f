import { defaultFieldResolver, getArgumentValues } from 'graphql';
import { failedValue, infoOf, isPromise, type Path, type PlannedField, type Run } from './run.ts';

type Result = Record<string, unknown>;

/**
 * An object without a prototype's names, so that an alias may be `__proto__`. V8 fills the instances of a class several
 * times faster than what `Object.create(null)` returns.
 */
class Bare {}
Object.setPrototypeOf(Bare.prototype, null);
Reflect.deleteProperty(Bare.prototype, 'constructor');

/** Executes fields beside each other; returns a promise if one of them waits. */
export function executeFields(
  run: Run,
  fields: readonly PlannedField[],
  source: unknown,
  path: Path | undefined,
): Result | Promise<Result> {
  const results = new Bare() as Result;
  let waiting: string[] | undefined;
  try {
    for (const field of fields) {
      const result = executeField(run, field, source, path);
      results[field.responseName] = result;
      if (isPromise(result)) {
        waiting ??= [];
        waiting.push(field.responseName);
      }
    }
  } catch (error) {
    if (waiting === undefined) throw error;
    // The others may reject too, and somebody has to notice.
    return settle(results, waiting).finally(() => {
      throw error;
    });
  }
  return waiting === undefined ? results : settle(results, waiting);
}

/** Executes fields one after the other, as mutations demand. */
export function executeFieldsSerially(
  run: Run,
  fields: readonly PlannedField[],
  source: unknown,
): Result | Promise<Result> {
  const results = new Bare() as Result;
  const left = fields.values();
  function executeRest(): Result | Promise<Result> {
    for (const field of left) {
      const result = executeField(run, field, source, undefined);
      results[field.responseName] = result;
      if (!isPromise(result)) continue;
      return result.then((resolved) => {
        results[field.responseName] = resolved;
        return executeRest();
      });
    }
    return results;
  }
  return executeRest();
}

/** Puts what the promises resolve to into their places, which they hold already. */
async function settle(results: Result, waiting: readonly string[]): Promise<Result> {
  const resolved = await Promise.all(waiting.map((name) => results[name]));
  for (const [index, name] of waiting.entries()) results[name] = resolved[index];
  return results;
}

function executeField(run: Run, field: PlannedField, source: unknown, parentPath: Path | undefined): unknown {
  let path: Path | undefined;
  try {
    let value = field.isPlain ? propertyOf(source, field.definition.name) : undefined;
    if (field.isPlain && typeof value !== 'function' && !isPromise(value)) {
      return field.complete(run, field, unusedPath, value);
    }
    path = pathOf(field, parentPath);
    if (!isPromise(value)) value = resolve(run, field, source, path);
    if (isPromise(value)) return completeLater(run, field, path, value);
    const completed = field.complete(run, field, path, value);
    return isPromise(completed) ? completed.then(undefined, failLater(run, field, path)) : completed;
  } catch (thrown) {
    path ??= pathOf(field, parentPath);
    return failedValue(run, field, { path, isNonNull: field.isNonNull }, thrown);
  }
}

/** A plain field has nothing below it that could need its path. */
const unusedPath: Path = { prev: undefined, key: '', typename: undefined };

function pathOf({ responseName, parentType }: PlannedField, prev: Path | undefined): Path {
  return { prev, key: responseName, typename: parentType.name };
}

function propertyOf(source: unknown, name: string): unknown {
  return (typeof source === 'object' && source !== null) || typeof source === 'function'
    ? (source as Record<string, unknown>)[name]
    : undefined;
}

function resolve(run: Run, field: PlannedField, source: unknown, path: Path): unknown {
  const { definition, nodes } = field;
  const [node] = nodes;
  const args =
    definition.args.length === 0 || node === undefined
      ? {}
      : getArgumentValues(definition, node, run.variables);
  return (definition.resolve ?? defaultFieldResolver)(source, args, run.context, infoOf(run, field, path));
}

function completeLater(run: Run, field: PlannedField, path: Path, value: Promise<unknown>): Promise<unknown> {
  return value
    .then((resolved) => field.complete(run, field, path, resolved))
    .then(undefined, failLater(run, field, path));
}

function failLater(run: Run, field: PlannedField, path: Path): (thrown: unknown) => null {
  return (thrown) => failedValue(run, field, { path, isNonNull: field.isNonNull }, thrown);
}
