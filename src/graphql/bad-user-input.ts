import { type ASTNode, GraphQLError } from 'graphql';

/**
 * A value that does not parse. Such an error stands in `errors[]` with `extensions.code` BAD_USER_INPUT and is
 * never masked. `path` names the value inside the field's arguments, e.g. `['first']`; scalars leave it out,
 * because only their caller knows where they stand (input-error-paths.ts adds it then).
 */
export function badUserInput(
  message: string,
  { path, node }: { path?: readonly string[]; node?: ASTNode } = {},
): GraphQLError {
  const extensions = path === undefined ? { code: 'BAD_USER_INPUT' } : { code: 'BAD_USER_INPUT', path };
  return new GraphQLError(message, { nodes: node ?? null, extensions });
}
