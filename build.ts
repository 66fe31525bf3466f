import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePrograms } from './bundle-programs.ts';
import { bundleConsole } from './src/client/console/console-files.ts';

/** What an installation runs; the other commands belong to the development of the gateway. */
const programs = [
  'main',
  'simulator/main',
  ...['books', 'database', 'doctor', 'events', 'inbox', 'keys', 'operators', 'settle', 'uat'].map(
    (command) => `commands/${command}`,
  ),
];

/** Files and folders that programs read while they run. */
const readFiles = [
  'server/graphiql/operations',
  'server/graphiql/start.js',
  'showcase/shop/shop.css',
  'simulator/pages/assets',
  'store/migrations',
];

/**
 * Builds programs into `folder`, with the files that they read; by default those that an installation runs, into an empty
 * folder.
 */
export async function buildInto(
  folder: string,
  built: readonly string[] = programs,
  {
    isFolderKept = false,
    isCompact = false,
  }: { readonly isFolderKept?: boolean; readonly isCompact?: boolean } = {},
): Promise<void> {
  const sourceFolder = join(import.meta.dirname, 'src');
  if (!isFolderKept) await rm(folder, { recursive: true, force: true });
  await bundlePrograms(built, { sourceFolder, folder, isCompact });
  for (const file of readFiles) {
    await cp(join(sourceFolder, file), join(folder, file), { recursive: true });
  }
}

/** Writes the console's script and styles, which a gateway serves with CONSOLE=true. */
export async function writeConsole(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of await bundleConsole()) await writeFile(join(folder, name), content);
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, 'dist');
  await buildInto(folder);
  await writeConsole(join(folder, 'console'));
}
