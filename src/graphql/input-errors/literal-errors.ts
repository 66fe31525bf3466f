import { type ASTNode, BREAK, type DocumentNode, type GraphQLError, Kind, visit } from 'graphql';
import { badUserInputAt, pathOfField } from './bad-user-input.ts';

/**
 * Converts the validation errors of a refused document: every literal that does not parse and every missing
 * argument becomes BAD_USER_INPUT with its path. Other errors stay unchanged.
 */
export function nameLiteralErrors(
  document: DocumentNode,
  errors: readonly GraphQLError[],
): readonly GraphQLError[] {
  return errors.map((error) => {
    const path = missingArgument(error) ?? literalPath(document, error.nodes?.[0]);
    return path === undefined ? error : badUserInputAt(pathOfField(path, error), error);
  });
}

const literalKinds: ReadonlySet<string> = new Set([
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.FLOAT,
  Kind.INT,
  Kind.LIST,
  Kind.NULL,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
  Kind.STRING,
]);

function missingArgument({ message, nodes }: GraphQLError): string[] | undefined {
  if (nodes?.[0]?.kind !== Kind.FIELD) return undefined;
  const argument = /^Field "\w+" argument "(\w+)" of type .* is required/.exec(message)?.[1];
  return argument === undefined ? undefined : [argument];
}

/**
 * The path of a literal, for example `['input', 'goods', '0', 'price']`. Undefined if the node is not a
 * literal.
 */
function literalPath(document: DocumentNode, literal: ASTNode | undefined): string[] | undefined {
  if (literal === undefined || !literalKinds.has(literal.kind)) return undefined;
  let path: string[] | undefined;
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node !== literal) return undefined;
      path = namesAlong(parent === undefined ? [node] : [...ancestors, parent, node]);
      return BREAK;
    },
  });
  return path;
}

/**
 * The names along the ancestors, which alternate between nodes and lists; an item of a list is named by its
 * index.
 */
function namesAlong(line: readonly (ASTNode | readonly ASTNode[])[]): string[] {
  const names: string[] = [];
  for (const [index, step] of line.entries()) {
    if ('kind' in step) {
      if (step.kind === Kind.VARIABLE_DEFINITION) names.push(step.variable.name.value);
      if (step.kind === Kind.ARGUMENT || step.kind === Kind.OBJECT_FIELD) names.push(step.name.value);
      continue;
    }
    const around = line[index - 1];
    const item = line[index + 1];
    const isItemOfList = around !== undefined && 'kind' in around && around.kind === Kind.LIST;
    if (isItemOfList && item !== undefined && 'kind' in item) names.push(String(step.indexOf(item)));
  }
  return names;
}
