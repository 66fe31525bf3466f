import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'operations');

/**
 * The guided operations, one text for each tab, in the order in which a newcomer meets them. What a comment in
 * them promises is tried by the tests. Each may hold `{{reference}}`, `{{simulator}}` and `{{orderId}}`.
 */
export async function loadGuidedOperations(): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort();
  return await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

/**
 * What the tabs of one page hold. `reference` is a new one on each page, so that its orders are too. Without a
 * simulator, where orders would be somebody's real ones, nothing is proposed but the question that changes nothing.
 */
export function graphiqlTabs(
  operations: readonly string[],
  { reference, simulatorUrl }: { reference: string; simulatorUrl: string | null },
): readonly string[] {
  if (simulatorUrl === null) return operations.slice(0, 1);
  // {{orderId}} stays: the page puts the id there, of the order that was created last.
  return operations.map((text) =>
    text.replaceAll('{{reference}}', reference).replaceAll('{{simulator}}', simulatorUrl),
  );
}
