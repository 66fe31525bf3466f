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

/** More faults in one set of variables than anybody reads. */
const errorsMax = 50;

/**
 * The errors of execution. Where it did not begin because the variables do not parse, each fault becomes
 * BAD_USER_INPUT at its path; graphql-js has the path in the text only, next to the value itself, which may be
 * long or private. Called where a result has errors; other errors stay as they are.
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
  const named = definitions.flatMap((definition) => faultsOf(definition, operation)).slice(0, errorsMax);
  return named.length === 0 ? errors : named;
}

function faultsOf(
  definition: VariableDefinitionNode,
  { schema, variableValues }: Operation,
): readonly GraphQLError[] {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const value: unknown = variableValues?.[name];
  if (!isInputType(type) || (value === undefined && definition.defaultValue !== undefined)) return [];
  if (value === undefined) {
    if (!isNonNullType(type)) return [];
    return [badUserInputAt([name], badUserInput(`The variable $${name} of type ${type} was not provided.`))];
  }
  const faults: GraphQLError[] = [];
  coerceInputValue(value, type, (path, _value, error) => {
    faults.push(badUserInputAt(pathOfField([name, ...path.map(String)], error), error));
  });
  return faults;
}
