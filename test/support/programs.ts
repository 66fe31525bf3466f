import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { commonJsNames, unbundled } from '../../bundle-programs.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Inside the project, so that packages that are not bundled are found from there; a folder for each checkout, because
 * worktrees may share their packages.
 */
const bundlesFolder = join(
  root,
  'node_modules/.cache/gapura-programs',
  createHash('sha256').update(root).digest('hex').slice(0, 12),
);

/** The programs that tests start as processes of their own, again and again. */
const programs = [
  'src/main.ts',
  'src/simulator/main.ts',
  'src/commands/books.ts',
  'src/commands/doctor.ts',
  'src/commands/database.ts',
  'src/commands/events.ts',
  'src/commands/inbox.ts',
  'src/commands/keys.ts',
  'src/commands/operators.ts',
  'src/commands/settle.ts',
  'src/commands/uat.ts',
  'test/support/killable-gateway.ts',
  'test/support/shifted-clock.ts',
  'test/support/watch-answers.ts',
  'test/support/load/crowd-member.ts',
  'test/support/load/door-keeper.ts',
];

/** Makes a file find the files beside its source, also from inside a bundle. */
const inItsPlace: Plugin = {
  name: 'in-its-place',
  setup({ onLoad }) {
    onLoad({ filter: /\/(src|test)\/.*\.ts$/ }, async ({ path }) => {
      if (path.includes('/node_modules/')) return null;
      const source = await readFile(path, 'utf8');
      const contents = source
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

/** Like the tests themselves: one copy of the library, however a package imports it, and whatever part of it. */
const oneGraphql: Plugin = {
  name: 'one-graphql',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^graphql$/ }, ({ kind, resolveDir }) =>
      resolve('graphql/index.js', { kind, resolveDir }),
    );
  },
};

/**
 * Bundles each program with everything that it imports, from the present sources: it starts in a sixth of the
 * time that translating hundreds of files would take again. Every project of a run calls it before its tests;
 * the first call does the work.
 */
export async function bundlePrograms(): Promise<void> {
  if (process.env[bundledFlag] !== undefined) return;
  await build({
    entryPoints: programs.map((program) => join(root, program)),
    outbase: root,
    outdir: bundlesFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node20.20',
    external: unbundled,
    banner: { js: commonJsNames },
    plugins: [inItsPlace, oneGraphql],
    logLevel: 'error',
  });
  process.env[bundledFlag] = bundlesFolder;
}

/** Set for a run whose programs are bundled, and so for its workers; otherwise programs run from their sources. */
const bundledFlag = 'GAPURA_TEST_PROGRAMS';

/**
 * How Node runs a program of the list above. `path` and `preloads` (loaded first) are relative to the project's
 * root. An absolute path is a program that was built, which runs as it is.
 */
export function programOf(
  path: string,
  preloads: readonly string[] = [],
): { execArgv: string[]; file: string } {
  if (isAbsolute(path)) return { execArgv: [], file: path };
  const folder = process.env[bundledFlag];
  const fileOf = (module: string) =>
    folder === undefined ? join(root, module) : join(folder, module.replace(/\.ts$/, '.mjs'));
  const loaded = preloads.flatMap((module) => ['--import', pathToFileURL(fileOf(module)).href]);
  // Reading the source maps costs as much as the rest of a start. For places in the sources, run from these: vitest --watch.
  const translated = folder === undefined ? ['--import', 'tsx'] : [];
  return { execArgv: [...translated, ...loaded], file: fileOf(path) };
}

/** The same, as the arguments of Node itself. */
export function programArguments(path: string, preloads: readonly string[] = []): string[] {
  const { execArgv, file } = programOf(path, preloads);
  return [...execArgv, file];
}
