import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildInto, writeConsole } from '../../build.ts';
import { assetsFolder, bundleCheckout, hashedName } from '../../src/client/checkout/checkout-files.ts';
import { stylesOfElement } from '../../src/client/checkout/element-styles.ts';
import { packageOf } from './declarations.ts';
import { entryOf, type PackageSpec, root } from './package-list.ts';

const source = join(root, 'src');

/** Leaves out what another package has, and what the shop installs beside this one. */
function apart(spec: PackageSpec): Plugin {
  return {
    name: 'apart',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
        if (kind === 'entry-point') return null;
        const other = packageOf(relative(source, join(resolveDir, path)).replace(/\.tsx?$/, ''), spec);
        return other === null ? null : { path: other, external: true };
      });
    },
  };
}

/** Writes the code of a package into its folder, with source maps. */
export async function writeBundle(spec: PackageSpec, folder: string): Promise<void> {
  for (const format of spec.isCommonJsToo ? (['esm', 'cjs'] as const) : (['esm'] as const)) {
    await build({
      entryPoints: [join(source, `packages/${spec.folder}/${spec.folder}.ts`)],
      outfile: join(folder, `${entryOf(spec)}.${format === 'esm' ? 'js' : 'cjs'}`),
      bundle: true,
      format,
      platform: spec.platform,
      target: spec.platform === 'node' ? 'node20.20' : 'es2022',
      external: spec.isWhole ? [] : [...spec.dependencies, ...Object.keys(spec.peers)],
      minify: spec.isWhole,
      ...(spec.isWhole && { jsx: 'automatic', jsxImportSource: 'preact' }),
      sourcemap: 'linked',
      legalComments: 'none',
      logLevel: 'error',
      define: {
        ...(format === 'cjs' && { 'import.meta.dirname': '__dirname' }),
        ...(spec.folder === 'checkout' && { CHECKOUT_STYLES: JSON.stringify(await elementStyles()) }),
      },
      plugins: spec.isWhole ? [] : [apart(spec)],
    });
  }
  if (spec.folder === 'testing') await writeGateway(join(folder, 'dist'));
}

async function elementStyles(): Promise<string> {
  const files = await bundleCheckout();
  return stylesOfElement(
    Buffer.from(files.get('checkout.css') ?? '')
      .toString()
      .trim(),
  );
}

/** The gateway that the testing package starts, with the files that it reads. */
async function writeGateway(folder: string): Promise<void> {
  await buildInto(folder, ['packages/testing/gateway-program'], {
    isFolderKept: true,
    isCompact: true,
    hasGraphiql: true,
  });
  for (const [name, content] of await bundleCheckout()) {
    const file = join(folder, 'checkout', assetsFolder, hashedName(name, content));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await writeConsole(join(folder, 'console'));
}

/** Copies what every package has: its page, and the licence. */
export async function writeTexts(spec: PackageSpec, folder: string): Promise<void> {
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  await writeFile(
    join(folder, 'README.md'),
    await readFile(join(source, 'packages', spec.folder, 'README.md'), 'utf8'),
  );
}
