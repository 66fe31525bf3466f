import { defaultFieldResolver } from 'graphql';
import { failedValue, infoOf, isPromise, type Json, type Path, type PlannedField, type Run } from './run.ts';

/** Executes fields beside each other; returns the JSON of their object, or its promise if one of them waits. */
export function executeFields(
  run: Run,
  fields: readonly PlannedField[],
  source: unknown,
  path: Path | undefined,
): Json {
  let text = '';
  let parts: Json[] | undefined;
  try {
    for (const field of fields) {
      const json = executeField(run, field, source, path);
      text += field.head;
      if (typeof json === 'string') {
        text += json;
        continue;
      }
      parts ??= [];
      parts.push(text, json);
      text = '';
    }
  } catch (error) {
    if (parts === undefined) throw error;
    // The others may reject too, and somebody has to notice.
    return Promise.all(parts)
      .then(joined)
      .finally(() => {
        throw error;
      });
  }
  text += endOf(fields);
  if (parts === undefined) return text;
  parts.push(text);
  return Promise.all(parts).then(joined);
}

/** Executes fields one after the other, as mutations demand. */
export function executeFieldsSerially(run: Run, fields: readonly PlannedField[], source: unknown): Json {
  const left = fields.values();
  function executeRest(before: string): Json {
    let text = before;
    for (const field of left) {
      const json = executeField(run, field, source, undefined);
      text += field.head;
      if (typeof json !== 'string') return json.then((settled) => executeRest(text + settled));
      text += json;
    }
    return text + endOf(fields);
  }
  return executeRest('');
}

function endOf({ length }: readonly PlannedField[]): string {
  return length === 0 ? '{}' : '}';
}

function joined(parts: readonly string[]): string {
  return parts.join('');
}

function executeField(run: Run, field: PlannedField, source: unknown, parentPath: Path | undefined): Json {
  let path: Path | undefined;
  try {
    let value = field.isProperty ? propertyOf(source, field.definition.name) : undefined;
    const isRead = field.isProperty && typeof value !== 'function';
    if (isRead && field.isLeaf && !isPromise(value)) return field.complete(run, field, unusedPath, value);
    path = pathOf(field, parentPath);
    if (!isRead) value = resolve(run, field, source, path);
    if (isPromise(value)) return completeLater(run, field, path, value);
    const completed = field.complete(run, field, path, value);
    return typeof completed === 'string' ? completed : completed.then(undefined, failLater(run, field, path));
  } catch (thrown) {
    path ??= pathOf(field, parentPath);
    return failedValue(run, field, { path, isNonNull: field.isNonNull }, thrown);
  }
}

/** A field that reads a leaf has nothing below it that could need its path. */
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
  const { definition, argumentsOf } = field;
  const args = argumentsOf(run.variables);
  return (definition.resolve ?? defaultFieldResolver)(source, args, run.context, infoOf(run, field, path));
}

function completeLater(run: Run, field: PlannedField, path: Path, value: Promise<unknown>): Promise<string> {
  return value
    .then((resolved) => field.complete(run, field, path, resolved))
    .then(undefined, failLater(run, field, path));
}

function failLater(run: Run, field: PlannedField, path: Path): (thrown: unknown) => string {
  return (thrown) => failedValue(run, field, { path, isNonNull: field.isNonNull }, thrown);
}
