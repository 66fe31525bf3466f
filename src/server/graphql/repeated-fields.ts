import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * How many fields of a document stand where another one of the same response name stands already. Such fields are
 * allowed, and validation compares them all with each other, and all that is below them: a few hundred cost it half a
 * second. Those below conditions on different types are not counted, since every union is read so.
 */
export function countRepeatedFields({ definitions }: DocumentNode): number {
  let repeatsCount = 0;

  function count({ selections }: SelectionSetNode, seen: Set<string>, onType: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        count(selection.selectionSet, seen, selection.typeCondition?.name.value ?? onType);
      }
      if (selection.kind !== Kind.FIELD) continue;
      const name = `${onType}.${(selection.alias ?? selection.name).value}`;
      if (seen.has(name)) repeatsCount += 1;
      seen.add(name);
      if (selection.selectionSet !== undefined) count(selection.selectionSet, new Set(), '');
    }
  }

  for (const definition of definitions) {
    if ('selectionSet' in definition) count(definition.selectionSet, new Set(), '');
  }
  return repeatsCount;
}
