import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The maximum size of a payer's first visit in bytes, compressed: page, script, styles and icon. */
export const firstLoadBytesMax = 60 * 1024;

/** The files of the reference checkout by name; they are the same on every host. */
export type CheckoutFiles = ReadonlyMap<string, Uint8Array>;

const fileNames = ['checkout.js', 'checkout.css', 'icon.svg'] as const;

/**
 * Builds the checkout's files from their sources, in memory, in about 30 ms. Rejects if they do not compile.
 * The bundler is a development dependency and is loaded only here.
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

/** The folder of a hosted page whose files never change under their names: hosts and browsers may keep them for ever. */
export const assetsFolder = 'assets';

/** Names of the page's own files, for `checkoutPage`. */
export type AssetNames = Readonly<Record<(typeof fileNames)[number], string>>;

/** The names that `bundleCheckout` gives, for hosts that revalidate. */
export const plainNames = Object.fromEntries(fileNames.map((name) => [name, name])) as AssetNames;

/** A name that changes with the content: checkout-1f2e3d4c5b.js */
export function hashedName(name: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
}

/** Reads the files that `npm run build` wrote into this folder, by their plain names. Rejects if one is missing. */
export async function readCheckout(folder: string): Promise<CheckoutFiles> {
  const assets = join(folder, assetsFolder);
  const found = await readdir(assets);
  return new Map(
    await Promise.all(
      fileNames.map(async (name) => {
        const file = found.find((one) => one.replace(/-[0-9a-f]{10}(?=\.\w+$)/, '') === name);
        if (file === undefined) throw new Error(`${assets} has no ${name}.`);
        return [name, await readFile(join(assets, file))] as const;
      }),
    ),
  );
}

/** The compressed size of the files in bytes. */
export function compressedBytes(files: Iterable<Uint8Array | string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(file).length, 0);
}
