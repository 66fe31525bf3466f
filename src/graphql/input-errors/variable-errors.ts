import {
  coerceInputValue,
  type ExecutionArgs,
  type GraphQLError,
  getOperationAST,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { badUserInput, badUserInputAt, pathOfField } from './bad-user-input.ts';

type Operation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** The maximum number of reported errors for one set of variables. */
const errorsMax = 50;
const enough = new Error('enough faults');

/**
 * Converts the errors of an execution that did not start because variables do not parse: each becomes
 * BAD_USER_INPUT with its path. graphql-js has the path only in the message, beside the value, which may be
 * long or private. Other errors stay unchanged.
 */
export function nameVariableErrors(
  operation: Operation,
  errors: readonly GraphQLError[],
): readonly GraphQLError[] {
  const isAboutVariables = errors.some(
    ({ path, nodes }) => path === undefined && nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION,
  );
  if (!isAboutVariables) return errors;
  const definitions = getOperationAST(operation.document, operation.operationName)?.variableDefinitions ?? [];
  const named: GraphQLError[] = [];
  for (const definition of definitions)
    named.push(...faultsOf(definition, operation, errorsMax - named.length));
  return named.length === 0 ? errors : named;
}

function faultsOf(
  definition: VariableDefinitionNode,
  { schema, variableValues }: Operation,
  faultsMax: number,
): readonly GraphQLError[] {
  if (faultsMax === 0) return [];
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const value: unknown = variableValues?.[name];
  if (!isInputType(type) || (value === undefined && definition.defaultValue !== undefined)) return [];
  if (value === undefined) {
    if (!isNonNullType(type)) return [];
    return [badUserInputAt([name], badUserInput(`The variable $${name} of type ${type} was not provided.`))];
  }
  const faults: GraphQLError[] = [];
  try {
    coerceInputValue(value, type, (path, _value, error) => {
      faults.push(badUserInputAt(pathOfField([name, ...path.map(String)], error), error));
      // Each of possibly ten thousand errors costs 0.1 ms, during which nothing else would run.
      if (faults.length === faultsMax) throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return faults;
}
