import { readFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BundleForm, bundlePrograms } from './bundle-programs.ts';
import { bundleConsole } from './src/client/console/console-files.ts';

/** What an installation runs: the programs that `npm run` starts by name, in `src` and without their endings. */
export const programs: readonly string[] = Object.values(scripts()).flatMap((script) => {
  const [, program] = /^node run\.mjs (\S+)$/.exec(script) ?? [];
  return program === undefined ? [] : [program];
});

function scripts(): Readonly<Record<string, string>> {
  const file = readFileSync(join(import.meta.dirname, 'package.json'), 'utf8');
  return (JSON.parse(file) as { scripts: Record<string, string> }).scripts;
}

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
  { isFolderKept = false, ...form }: { readonly isFolderKept?: boolean } & BundleForm = {},
): Promise<void> {
  const sourceFolder = join(import.meta.dirname, 'src');
  if (!isFolderKept) await rm(folder, { recursive: true, force: true });
  await bundlePrograms(built, { sourceFolder, folder, ...form });
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
