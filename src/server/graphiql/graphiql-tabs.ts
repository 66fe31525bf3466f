import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'operations');

/**
 * Loads the guided operations, one text for each tab, in the order for a newcomer. Tests check what their comments
 * promise. A text may contain the placeholders `{{reference}}`, `{{simulator}}` and `{{orderId}}`.
 */
export async function loadGuidedOperations(): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort();
  return await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

/**
 * Fills the tabs of one page. `reference` is new for each page, and so are its orders. Without a simulator, orders
 * would be real, so the page offers only the first operation, a query.
 */
export function graphiqlTabs(
  operations: readonly string[],
  { reference, simulatorUrl }: { reference: string; simulatorUrl: string | null },
): readonly string[] {
  if (simulatorUrl === null) return operations.slice(0, 1);
  // {{orderId}} stays: the page's script replaces it with the id of the order created last.
  return operations.map((text) =>
    text.replaceAll('{{reference}}', reference).replaceAll('{{simulator}}', simulatorUrl),
  );
}
