import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The document as the normalised caches of Apollo Client and urql send it, with `__typename` last in every selection that
 * lacks it, except that of the operation itself.
 */
export function withTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave(node, _key, parent) {
        const isRoot = parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION;
        const hasTypename = node.selections.some(
          (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
        );
        return isRoot || hasTypename ? undefined : { ...node, selections: [...node.selections, typename] };
      },
    },
  });
}
