import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  locatedError,
  type OperationDefinitionNode,
  responsePathAsArray,
} from 'graphql';

/** The place of a value in the answer. */
export type Path = GraphQLResolveInfo['path'];

/** What all fields of one run of an operation share. */
export interface Run {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly operation: OperationDefinitionNode;
  readonly rootValue: unknown;
  readonly context: unknown;
  /** Coerced. */
  readonly variables: Record<string, unknown>;
  readonly errors: CollectedErrors;
  /** Counts the fields that are planned. */
  readonly planned: { fieldsCount: number };
}

/** What is the same of a selected field in every run of its operation. */
export interface PlannedField {
  readonly responseName: string;
  /** What stands before its value in the JSON of the answer: `{"name":` of the first field, `,"name":` of the others. */
  readonly head: string;
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** Its arguments, by the coerced variables of a run. */
  readonly argumentsOf: (variables: Record<string, unknown>) => Record<string, unknown>;
  readonly isNonNull: boolean;
  /** Whether it reads a property, without arguments and a resolver. */
  readonly isProperty: boolean;
  /** Whether it returns a leaf: nothing below it needs to know its path. */
  readonly isLeaf: boolean;
  readonly complete: Complete;
}

/** JSON, or the promise of it. */
export type Json = string | Promise<string>;

/**
 * Turns what a resolver returned into the JSON that the answer contains, as the type demands: serializes, descends into
 * lists and selections. Throws, or rejects, if that is not possible.
 */
export type Complete = (run: Run, field: PlannedField, path: Path, value: unknown) => Json;

/** The JSON of a value that is missing, or failed. No other value of GraphQL is written like that. */
export const jsonNull = 'null';

/** The errors of one run. As in graphql-js, what fails below a place that is null already adds none. */
export class CollectedErrors {
  readonly list: GraphQLError[] = [];
  readonly #places = new Set<Path | undefined>();

  /** `place`: undefined for the whole answer. */
  add(error: GraphQLError, place: Path | undefined): void {
    if (this.#places.has(undefined)) return;
    for (let path = place; path !== undefined; path = path.prev) if (this.#places.has(path)) return;
    this.#places.add(place);
    this.list.push(error);
  }
}

/** What resolvers, and functions that find a type, learn about their field. */
export function infoOf(run: Run, field: PlannedField, path: Path): GraphQLResolveInfo {
  return {
    fieldName: field.definition.name,
    fieldNodes: field.nodes,
    returnType: field.definition.type,
    parentType: field.parentType,
    path,
    schema: run.schema,
    fragments: run.fragments,
    rootValue: run.rootValue,
    operation: run.operation,
    variableValues: run.variables,
  };
}

/** The JSON at which something was thrown: null and an error on record; if it must not be null, throws the error on. */
export function failedValue(
  run: Run,
  { nodes }: PlannedField,
  { path, isNonNull }: { readonly path: Path; readonly isNonNull: boolean },
  thrown: unknown,
): string {
  const error = locatedError(thrown, nodes, responsePathAsArray(path));
  if (isNonNull) throw error;
  run.errors.add(error, path);
  return jsonNull;
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
