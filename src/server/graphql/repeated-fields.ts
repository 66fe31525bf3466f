import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * Counts the fields whose response name occurs already in the same selection. GraphQL allows them, but validation
 * compares all of them, and everything below them, with each other: a few hundred cost half a second. Equal names
 * under conditions on different types do not count, because clients read every union like that.
 */
export function countRepeatedFields({ definitions }: DocumentNode): number {
  let repeatedCount = 0;

  function count({ selections }: SelectionSetNode, seen: Set<string>, onType: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        count(selection.selectionSet, seen, selection.typeCondition?.name.value ?? onType);
      }
      if (selection.kind !== Kind.FIELD) continue;
      const name = `${onType}.${(selection.alias ?? selection.name).value}`;
      if (seen.has(name)) repeatedCount += 1;
      seen.add(name);
      if (selection.selectionSet !== undefined) count(selection.selectionSet, new Set(), '');
    }
  }

  for (const definition of definitions) {
    if ('selectionSet' in definition) count(definition.selectionSet, new Set(), '');
  }
  return repeatedCount;
}
