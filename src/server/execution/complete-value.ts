import {
  defaultTypeResolver,
  type FieldNode,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { executeFields } from './execute-fields.ts';
import {
  type Complete,
  failedValue,
  infoOf,
  isPromise,
  type Json,
  jsonNull,
  type Path,
  type PlannedField,
  type Run,
} from './run.ts';
import { makeWriteLeaf } from './write-leaf.ts';

/** Plans what is selected of an object type below these nodes. Called once, in the first run that gets there. */
export type PlanSelection = (
  run: Run,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
) => readonly PlannedField[];

/** Makes the completion of values of a type. Its errors are those of graphql-js, word for word. */
export function completionOf(type: GraphQLOutputType, planSelection: PlanSelection): Complete {
  if (isNonNullType(type)) {
    const { ofType } = type;
    return isLeafType(ofType) ? leaf(ofType, refuseNull) : nonNull(completionOf(ofType, planSelection));
  }
  if (isListType(type)) return nullable(list(type.ofType, completionOf(type.ofType, planSelection)));
  if (isLeafType(type)) return leaf(type, () => jsonNull);
  return nullable(isObjectType(type) ? object(type, planSelection) : abstract(type, planSelection));
}

function nonNull(complete: Complete): Complete {
  return (run, field, path, value) => {
    const completed = complete(run, field, path, value);
    return completed === jsonNull ? refuseNull(field) : completed;
  };
}

function refuseNull(field: PlannedField): never {
  throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
}

function nullable(complete: Complete): Complete {
  return (run, field, path, value) => {
    if (value instanceof Error) throw value;
    return value === null || value === undefined ? jsonNull : complete(run, field, path, value);
  };
}

/** The most frequent of all, so what may be null is not wrapped. */
function leaf(type: GraphQLLeafType, ofNull: (field: PlannedField) => string): Complete {
  const write = makeWriteLeaf(type);
  return (_run, field, _path, value) => {
    if (value === null || value === undefined) return ofNull(field);
    if (value instanceof Error) throw value;
    return write(value);
  };
}

function list(itemType: GraphQLOutputType, complete: Complete): Complete {
  const isNonNull = isNonNullType(itemType);

  function completeItem(run: Run, field: PlannedField, path: Path, item: unknown): Json {
    try {
      const completed = isPromise(item)
        ? item.then((resolved) => complete(run, field, path, resolved))
        : complete(run, field, path, item);
      if (typeof completed === 'string') return completed;
      return completed.then(undefined, (thrown) => failedValue(run, field, { path, isNonNull }, thrown));
    } catch (thrown) {
      return failedValue(run, field, { path, isNonNull }, thrown);
    }
  }

  return (run, field, path, value) => {
    if (!isIterable(value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`);
    }
    let text = '[';
    let parts: Json[] | undefined;
    let key = 0;
    try {
      for (const item of value) {
        if (key > 0) text += ',';
        const completed = completeItem(run, field, { prev: path, key, typename: undefined }, item);
        key += 1;
        if (typeof completed === 'string') {
          text += completed;
          continue;
        }
        parts ??= [];
        parts.push(text, completed);
        text = '';
      }
    } catch (error) {
      // graphql-js forgets them: one that rejects later would end the process.
      for (const forgotten of parts ?? []) Promise.resolve(forgotten).catch(() => {});
      throw error;
    }
    text += ']';
    if (parts === undefined) return text;
    parts.push(text);
    return joined(parts);
  };
}

/**
 * The parts as one text. It resolves in the turn in which Promise.all would, and not one later: what fails beside the list
 * then comes among the errors where graphql-js has it.
 */
function joined(parts: readonly Json[]): Promise<string> {
  const texts = [...parts];
  return new Promise((resolve, reject) => {
    let waitingCount = 0;
    for (const [index, part] of parts.entries()) {
      if (typeof part === 'string') continue;
      waitingCount += 1;
      part.then((text) => {
        texts[index] = text;
        waitingCount -= 1;
        if (waitingCount === 0) resolve(texts.join(''));
      }, reject);
    }
  });
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.iterator in value &&
    typeof value[Symbol.iterator] === 'function'
  );
}

function object(type: GraphQLObjectType, planSelection: PlanSelection): Complete {
  let fields: readonly PlannedField[] | undefined;
  return (run, field, path, value) => {
    fields ??= planSelection(run, type, field.nodes);
    const planned = fields;
    if (type.isTypeOf == null) return executeFields(run, planned, value, path);
    const isOfType = type.isTypeOf(value, run.context, infoOf(run, field, path));
    if (!isPromise(isOfType)) return executeIf(isOfType);
    return isOfType.then(executeIf);

    function executeIf(isOfThisType: unknown) {
      if (isOfThisType) return executeFields(run, planned, value, path);
      const message = `Expected value of type "${type.name}" but got: ${inspect(value)}.`;
      throw new GraphQLError(message, { nodes: field.nodes });
    }
  };
}

/** An interface or a union: each value says, or its type finds out, which object it is. */
function abstract(type: GraphQLAbstractType, planSelection: PlanSelection): Complete {
  const completions = new Map<GraphQLObjectType, Complete>();
  function completionAs(objectType: GraphQLObjectType): Complete {
    let complete = completions.get(objectType);
    if (complete === undefined) {
      complete = object(objectType, planSelection);
      completions.set(objectType, complete);
    }
    return complete;
  }

  return (run, field, path, value) => {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name: unknown = resolveType(value, run.context, infoOf(run, field, path), type);
    const completeAs = (typename: unknown) =>
      completionAs(runtimeType(run, field, { type, value, typename }))(run, field, path, value);
    return isPromise(name) ? name.then(completeAs) : completeAs(name);
  };
}

/** The object type that a value of an abstract type says it has; throws if it cannot have it. */
function runtimeType(
  { schema }: Run,
  field: PlannedField,
  { type, value, typename }: { type: GraphQLAbstractType; value: unknown; typename: unknown },
): GraphQLObjectType {
  const must = `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${nameOf(field)}"`;
  if (typename === null || typename === undefined) {
    throw new GraphQLError(
      `${must}. Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes: field.nodes },
    );
  }
  if (isObjectType(typename)) {
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    );
  }
  if (typeof typename !== 'string') {
    throw new GraphQLError(`${must} with value ${inspect(value)}, received "${inspect(typename)}".`);
  }
  const found = schema.getType(typename);
  const fault = (message: string) => new GraphQLError(message, { nodes: field.nodes });
  const resolved = `Abstract type "${type.name}" was resolved to a`;
  if (found === undefined)
    throw fault(`${resolved} type "${typename}" that does not exist inside the schema.`);
  if (!isObjectType(found)) throw fault(`${resolved} non-object type "${typename}".`);
  if (schema.isSubType(type, found)) return found;
  throw fault(`Runtime Object type "${found.name}" is not a possible type for "${type.name}".`);
}

function nameOf({ parentType, definition }: PlannedField): string {
  return `${parentType.name}.${definition.name}`;
}
