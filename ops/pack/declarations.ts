import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { entryOf, type PackageSpec, root } from './package-list.ts';

const source = join(root, 'src');
/** Every relative import, also of a type alone. */
const relativeImport = /(\bfrom |\bimport\()(['"])(\.[^'"]+)\.tsx?\2/g;

/**
 * Writes the type declarations of each package into its folder: those that its entry leads to and no others. What is
 * part of another package is imported from there.
 */
export async function writeDeclarations(
  packages: readonly { readonly spec: PackageSpec; readonly folder: string }[],
): Promise<void> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'gapura-types-'));
  try {
    const entries = packages.map(({ spec }) => join(source, `packages/${spec.folder}/${spec.folder}.ts`));
    await emit(work, entries);
    for (const { spec, folder } of packages) await writeOf(spec, { from: join(work, 'out'), to: folder });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function emit(work: string, files: readonly string[]): Promise<void> {
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: join(work, 'out'),
      rootDir: source,
    },
    include: [],
    files,
  };
  await writeFile(join(work, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', join(work, 'tsconfig.json')]).catch(
    ({ stdout }: { stdout: string }) => {
      throw new Error(`The types of the packages do not compile.\n${stdout}`);
    },
  );
}

async function writeOf(spec: PackageSpec, { from, to }: { from: string; to: string }): Promise<void> {
  const entry = `packages/${spec.folder}/${spec.folder}`;
  const pending = [entry];
  const written = new Set(pending);
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const here = path;
    const text = await readFile(join(from, `${here}.d.ts`), 'utf8');
    const changed = text.replace(relativeImport, (_, keyword: string, quote: string, target: string) => {
      const reached = join(dirname(here), target);
      const other = packageOf(reached, spec);
      if (other !== null) return `${keyword}${quote}${other}${quote}`;
      if (!written.has(reached)) pending.push(reached);
      written.add(reached);
      const inPackage = relative(dirname(placeOf(here, spec)), placeOf(reached, spec));
      return `${keyword}${quote}${inPackage.startsWith('.') ? '' : './'}${inPackage}.js${quote}`;
    });
    const file = join(to, `${placeOf(here, spec)}.d.ts`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, changed);
  }
}

/** Where the declarations of a source lie in the package. */
function placeOf(path: string, spec: PackageSpec): string {
  return path === `packages/${spec.folder}/${spec.folder}` ? entryOf(spec) : `types/${path}`;
}

/** The package that a source of ours belongs to if that is another one; null if it is a part of this one. */
export function packageOf(path: string, spec: PackageSpec): string | null {
  const isClient = path.startsWith('client/core/') || path.startsWith('packages/client/');
  return isClient && spec.dependencies.includes('@gapura/client') ? '@gapura/client' : null;
}
