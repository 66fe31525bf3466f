import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { executeFields, executeFieldsSerially } from './execute-fields.ts';
import { conditionsOf, fragmentsOf, planOperation } from './plan-operation.ts';
import { planVariables } from './plan-variables.ts';
import { CollectedErrors, isPromise, jsonNull, type PlannedField, type Run } from './run.ts';

/** Executes a query, a mutation, or an event of a subscription, which is the root value. */
export type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/** A result whose data is JSON already. */
export interface JsonResult {
  readonly errors?: readonly GraphQLError[];
  /** Absent if nothing was executed. */
  readonly data?: string;
}

/** Executes a query, a mutation, or an event of a subscription, and writes its data as JSON while it does. */
export type ExecuteToJson = (args: ExecutionArgs) => JsonResult | Promise<JsonResult>;

/** What is known of an operation after its first run. */
interface KnownOperation {
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly conditions: readonly string[];
  /** Undefined if graphql-js has to coerce these variables. */
  readonly coerceVariables: ReturnType<typeof planVariables>;
  /** The planned fields by the values of the conditions. */
  readonly plans: Map<string, readonly PlannedField[]>;
}

/** Everything that is planned at a time, and dropped together. */
interface Planned {
  readonly operations: WeakMap<OperationDefinitionNode, KnownOperation>;
  fieldsCount: number;
}

/** Errors of variables that are reported: graphql-js's own bound. */
const reportedErrorsMax = 50;

/**
 * Makes an executor that answers as graphql-js does, errors included, in a fraction of the time: what is the same in every
 * run of an operation (which fields of which types are selected, what becomes of their values) is found out once, and the
 * answer is written as JSON at once, where graphql-js makes an object that has to be walked again. The
 * first run takes as long as on graphql-js, so new documents cost no more than they would there. A plan is dropped with
 * its document, and all plans are when they have more than `plannedFieldsMax` fields. graphql-js executes what this
 * executor cannot.
 */
export function createPlannedExecution({
  plannedFieldsMax,
  describeVariableErrors,
}: {
  readonly plannedFieldsMax: number;
  /** Says in its own words why the variables do not parse; default: in graphql-js's. */
  readonly describeVariableErrors?: (args: ExecutionArgs) => readonly GraphQLError[];
}): ExecuteToJson {
  // Each error of graphql-js repeats the whole value, so none is asked for that nobody reads.
  const maxErrors = describeVariableErrors === undefined ? reportedErrorsMax : 1;

  let planned = nothingPlanned();

  function find(
    operation: OperationDefinitionNode,
    document: DocumentNode,
    schema: GraphQLSchema,
  ): KnownOperation {
    if (planned.fieldsCount > plannedFieldsMax) planned = nothingPlanned();
    let known = planned.operations.get(operation);
    if (known === undefined) {
      known = {
        fragments: fragmentsOf(document),
        conditions: conditionsOf(document),
        coerceVariables: planVariables(schema, operation),
        plans: new Map(),
      };
      planned.operations.set(operation, known);
    }
    return known;
  }

  return (args) => {
    const { schema, document, operationName, variableValues } = args;
    const operation = getOperationAST(document, operationName);
    const rootType = operation && schema.getRootType(operation.operation);
    if (!operation || !rootType || !isOrdinary(args)) return executeUnplanned(args);
    const { fragments, conditions, coerceVariables, plans } = find(operation, document, schema);
    let variables = coerceVariables(variableValues ?? {});
    if (variables === undefined) {
      const { variableDefinitions = [] } = operation;
      const coerced = getVariableValues(schema, variableDefinitions, variableValues ?? {}, { maxErrors });
      if (coerced.errors !== undefined) {
        const described = describeVariableErrors?.(args) ?? [];
        return { errors: described.length > 0 ? described : coerced.errors };
      }
      variables = coerced.coerced;
    }
    const { rootValue, contextValue: context } = args;
    const errors = new CollectedErrors();
    const run: Run = { schema, fragments, operation, rootValue, context, variables, errors, planned };
    return executeRun(run, rootType, { plans, key: keyOf(conditions, variables) });
  };
}

/** The same executor for those who need the data itself. */
export function asExecute(executeToJson: ExecuteToJson): Execute {
  return (args) => {
    const result = executeToJson(args);
    return isPromise(result) ? result.then(asResult) : asResult(result);
  };
}

/** The result with the data itself. */
export function asResult({ data, ...rest }: JsonResult): ExecutionResult {
  if (data === undefined) return rest;
  return { ...rest, data: JSON.parse(data) as NonNullable<ExecutionResult['data']> | null };
}

async function executeUnplanned(args: ExecutionArgs): Promise<JsonResult> {
  return asJsonResult(await execute(args));
}

/** A result of another executor. */
export function asJsonResult({ data, ...rest }: ExecutionResult): JsonResult {
  return data === undefined ? rest : { ...rest, data: JSON.stringify(data) };
}

function executeRun(
  run: Run,
  rootType: GraphQLObjectType,
  { plans, key }: { readonly plans: KnownOperation['plans']; readonly key: string },
): JsonResult | Promise<JsonResult> {
  const { operation, rootValue, errors } = run;
  const answer = (data: string): JsonResult =>
    errors.list.length === 0 ? { data } : { errors: errors.list, data };
  const fail = (error: unknown) => {
    errors.add(error as GraphQLError, undefined);
    return answer(jsonNull);
  };
  try {
    let fields = plans.get(key);
    if (fields === undefined) {
      fields = planOperation(run, rootType);
      plans.set(key, fields);
    }
    const data =
      operation.operation === OperationTypeNode.MUTATION
        ? executeFieldsSerially(run, fields, rootValue)
        : executeFields(run, fields, rootValue, undefined);
    return typeof data === 'string' ? answer(data) : data.then(answer, fail);
  } catch (error) {
    return fail(error);
  }
}

/** The values that decide which fields are selected, as one text. */
function keyOf(conditions: readonly string[], variables: Readonly<Record<string, unknown>>): string {
  return conditions.length === 0 ? '' : conditions.map((name) => `${variables[name]}`).join();
}

function isOrdinary({ variableValues, fieldResolver, typeResolver, options }: ExecutionArgs): boolean {
  if (typeof (variableValues ?? {}) !== 'object') return false;
  return fieldResolver == null && typeResolver == null && options == null;
}

function nothingPlanned(): Planned {
  return { operations: new WeakMap(), fieldsCount: 0 };
}
