import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The greatest size of the console's script and styles in bytes, compressed. */
export const consoleBytesMax = 80 * 1024;

/** The files of the console by name. */
export type ConsoleFiles = ReadonlyMap<string, Uint8Array>;

const fileNames = ['console.js', 'console.css'] as const;

/**
 * Builds the console's files from their sources, in memory. Rejects if they do not compile. The bundler is a
 * development dependency and is loaded only here.
 */
export async function bundleConsole(): Promise<ConsoleFiles> {
  const { build } = await import('esbuild');
  const folder = import.meta.dirname;
  const { outputFiles } = await build({
    entryPoints: [
      { in: join(folder, 'main.tsx'), out: 'console' },
      { in: join(folder, 'styles/console.css'), out: 'console' },
    ],
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome94', 'safari15.4', 'firefox93'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.slice(1), contents]));
}

/** Reads the files that `npm run build` wrote into this folder. Rejects if one is missing. */
export async function readConsole(folder: string): Promise<ConsoleFiles> {
  return new Map(
    await Promise.all(fileNames.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}
