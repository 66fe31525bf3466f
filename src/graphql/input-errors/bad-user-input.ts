import { type ASTNode, GraphQLError } from 'graphql';

/**
 * Creates the error for a value that does not parse. It appears in `errors[]` with `extensions.code`
 * BAD_USER_INPUT and is never masked. `extensions.path` names the value inside the arguments, for example
 * `['first']`. A scalar does not know its path; literal-errors.ts and variable-errors.ts add it.
 */
export function badUserInput(
  message: string,
  { path, node }: { path?: readonly string[]; node?: ASTNode | undefined } = {},
): GraphQLError {
  const extensions = path === undefined ? { code: 'BAD_USER_INPUT' } : { code: 'BAD_USER_INPUT', path };
  return new GraphQLError(message, { nodes: node ?? null, extensions });
}

/** Adds the path to an error: in front of the message and in `extensions.path`. */
export function badUserInputAt(path: readonly string[], error: GraphQLError): GraphQLError {
  return new GraphQLError(`${path.join('.')}: ${error.message}`, {
    nodes: error.nodes ?? null,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT', path },
  });
}

/**
 * graphql-js reports a missing or unknown field at the object around it, with the name of the field in the
 * message. This function adds that name to the path, unless the name is longer than any of ours.
 */
export function pathOfField(path: readonly string[], { message }: GraphQLError): readonly string[] {
  const field = /^Field "(?:\w+\.)?(\w{1,100})" (?:of required type .* was not provided|is not defined)/.exec(
    message,
  )?.[1];
  return field === undefined || path.at(-1) === field ? path : [...path, field];
}
