import { type ASTNode, GraphQLError } from 'graphql';

/**
 * A value that does not parse. Such an error stands in `errors[]` with `extensions.code` BAD_USER_INPUT and is
 * never masked. `extensions.path` names the value inside the arguments, e.g. `['first']`; a scalar leaves it out,
 * because it does not know where it stands: literal-errors.ts and variable-errors.ts add it.
 */
export function badUserInput(
  message: string,
  { path, node }: { path?: readonly string[]; node?: ASTNode | undefined } = {},
): GraphQLError {
  const extensions = path === undefined ? { code: 'BAD_USER_INPUT' } : { code: 'BAD_USER_INPUT', path };
  return new GraphQLError(message, { nodes: node ?? null, extensions });
}

/** The same error at its place: the path stands in front of the message and in `extensions.path`. */
export function badUserInputAt(path: readonly string[], error: GraphQLError): GraphQLError {
  return new GraphQLError(`${path.join('.')}: ${error.message}`, {
    nodes: error.nodes ?? null,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT', path },
  });
}

/**
 * A field that is missing, or that no input of this type has, is reported at the object around it: its name is in
 * the message of graphql-js, and belongs to the path.
 */
export function pathOfField(path: readonly string[], { message }: GraphQLError): readonly string[] {
  const field = /^Field "(?:\w+\.)?(\w+)" (?:of required type .* was not provided|is not defined)/.exec(
    message,
  )?.[1];
  return field === undefined || path.at(-1) === field ? path : [...path, field];
}
