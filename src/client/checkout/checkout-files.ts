import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a payer's first visit may cost, compressed: page, script, styles and icon. */
export const firstLoadBytesMax = 60 * 1024;

/** The files of the reference checkout that are the same wherever it is hosted, by name. */
export type CheckoutFiles = ReadonlyMap<string, Uint8Array>;

const fileNames = ['checkout.js', 'checkout.css', 'icon.svg'] as const;

/**
 * Makes the checkout's files out of their sources, in memory; some 30 ms. Rejects where they do not compile. The
 * bundler is a development dependency and is loaded here only.
 */
export async function bundleCheckout(): Promise<CheckoutFiles> {
  const { build } = await import('esbuild');
  const folder = import.meta.dirname;
  const { outputFiles } = await build({
    entryPoints: [
      { in: join(folder, 'main.tsx'), out: 'checkout' },
      { in: join(folder, 'styles/checkout.css'), out: 'checkout' },
    ],
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    format: 'esm',
    platform: 'browser',
    // Phones of the last five years.
    target: ['es2022', 'chrome94', 'safari15.4', 'firefox93'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const bundled = outputFiles.map(({ path, contents }) => [path.slice(1), contents] as const);
  return new Map([...bundled, ['icon.svg', await readFile(join(folder, 'icon.svg'))]]);
}

/** The files that `npm run build` has left in this folder. Rejects where it has left none. */
export async function readCheckout(folder: string): Promise<CheckoutFiles> {
  return new Map(
    await Promise.all(fileNames.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}

/** How much the files weigh on their way to a browser, in bytes. */
export function compressedBytes(files: Iterable<Uint8Array | string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(file).length, 0);
}
