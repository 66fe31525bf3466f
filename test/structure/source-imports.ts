import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export const sourceFolder = join(import.meta.dirname, '../../src');

/** One import of a file of `src`; types count, and so do re-exports and dynamic imports. */
export interface Import {
  readonly file: string;
  /** What stands between the quotes. */
  readonly target: string;
  /** The file of `src` that the import leads to; undefined for a package. */
  readonly path: string | undefined;
}

/** Every TypeScript file of `src`, by its path inside `src`. */
export const sourceFiles: readonly string[] = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .sort();

/** Returns the text of a file of `src`. */
export function readSource(file: string): string {
  return readFileSync(join(sourceFolder, file), 'utf8');
}

/** Every import of `src`. */
export const imports: readonly Import[] = sourceFiles.flatMap((file) => {
  const found = readSource(file).matchAll(
    /(?:^(?:import|export)\b[^;]*?from\s*|\bimport\s*\(?\s*)'([^']+)'/gm,
  );
  return [...found].map(([, target = '']) => ({
    file,
    target,
    path: target.startsWith('.')
      ? relative(sourceFolder, normalize(join(sourceFolder, dirname(file), target)))
      : undefined,
  }));
});

/** Returns the child of a folder (a file or a folder) that a path belongs to; '' is `src` itself. */
export function childOf(folder: string, path: string): string | undefined {
  if (folder === '') return path.split('/')[0];
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined;
}
