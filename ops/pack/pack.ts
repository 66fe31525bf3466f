import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { writeBundle, writeTexts } from './bundles.ts';
import { writeDeclarations } from './declarations.ts';
import { manifestOf, type PackageSpec, packageSpecs, packagesVersion, root } from './package-list.ts';

/** Writes these packages into `folder`, each into a folder of its own, as they will be unpacked. */
export async function stagePackages(
  folder: string,
  specs: readonly PackageSpec[] = packageSpecs,
): Promise<void> {
  const staged = specs.map((spec) => ({ spec, folder: join(folder, spec.folder) }));
  await Promise.all([writeDeclarations(staged), stageCode(folder, specs)]);
}

/** The same without type declarations, for programs that only run it. */
export async function stageCode(folder: string, specs: readonly PackageSpec[]): Promise<void> {
  await Promise.all(
    specs.map(async (spec) => {
      const own = join(folder, spec.folder);
      await mkdir(own, { recursive: true });
      await writeFile(join(own, 'package.json'), `${JSON.stringify(manifestOf(spec), null, 2)}\n`);
      await writeTexts(spec, own);
      await writeBundle(spec, own);
    }),
  );
}

/** Packs staged packages into tarballs in `folder`; returns the files in the order of `specs`. */
export async function packStaged(
  staging: string,
  folder: string,
  specs: readonly PackageSpec[] = packageSpecs,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await promisify(execFile)(
    command,
    ['pack', '--silent', '--pack-destination', folder, ...specs.map(({ folder: one }) => `./${one}`)],
    { cwd: staging, shell: process.platform === 'win32' },
  );
  return specs.map((spec) => join(folder, `gapura-${spec.folder}-${packagesVersion}.tgz`));
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist/packages' } } });
  const staging = await mkdtemp(join(tmpdir(), 'gapura-pack-'));
  try {
    await stagePackages(staging);
    for (const file of await packStaged(staging, resolve(root, values.out))) console.log(file);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
