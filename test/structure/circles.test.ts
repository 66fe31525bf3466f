import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { childOf, imports, sourceFiles } from './source-imports.ts';

/** Every folder of `src`, '' for `src` itself. */
const folders = [...new Set(sourceFiles.flatMap((file) => foldersAbove(dirname(file))))].sort();

function foldersAbove(folder: string): string[] {
  return folder === '.' ? [''] : [folder, ...foldersAbove(dirname(folder))];
}

/** Which children of a folder import which; a child is a file, or a folder with everything in it. */
function importsAmongChildren(folder: string): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { file, path } of imports) {
    const from = childOf(folder, file);
    const to = path === undefined ? undefined : childOf(folder, path);
    if (from === undefined || to === undefined || from === to) continue;
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
  }
  return graph;
}

/** The children that are left after every child without imports of its siblings is taken away, again and again. */
function circlesIn(graph: Map<string, Set<string>>): string[] {
  const left = new Map([...graph].map(([from, to]) => [from, new Set(to)]));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [from, targets] of left) {
      for (const to of targets) if (!left.has(to)) targets.delete(to);
      if (targets.size > 0) continue;
      left.delete(from);
      isChanged = true;
    }
  }
  return [...left].map(([from, targets]) => `${from} → ${[...targets].join(', ')}`);
}

test('the search finds a circle, and only a circle', () => {
  const line = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c'])],
  ]);
  expect(circlesIn(line)).toEqual([]);
  expect(circlesIn(new Map([...line, ['c', new Set(['b'])]]))).toContain('b → c');
});

test('the files and folders of a folder import each other in no circle, types included', () => {
  const found = folders.flatMap((folder) => {
    const circles = circlesIn(importsAmongChildren(folder));
    return circles.length === 0 ? [] : [`${folder === '' ? 'src' : folder}: ${circles.join('; ')}`];
  });
  expect(found).toEqual([]);
});
