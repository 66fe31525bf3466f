import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withFolderTable } from './folder-table.ts';
import { rooms, rootFile } from './rooms.ts';
import { childOf, type Import, imports, readSource, sourceFiles } from './source-imports.ts';

const longestFile = 250;
const largestFolder = 20;

const roomOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '.');
const isGenerated = (file: string) => file.startsWith('client/core/generated/');

/** Whether the table of rooms lets this file import that. */
function isAllowed({ file, target, path }: Import): boolean {
  if (file === rootFile) return true;
  const room = rooms[roomOf(file)];
  if (room === undefined) return false;
  if (path === undefined) {
    return room.packages.some(
      (name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
  }
  if (roomOf(path) === 'simulator' && roomOf(file) !== 'simulator') return file === 'gateway/embedded.ts';
  if (roomOf(path) === roomOf(file) || room.mayImport.includes('*')) return true;
  return room.mayImport.some((name) => path === name || path.startsWith(`${name}/`));
}

/** Every import inside a room that leads to a folder of the same or a higher layer. */
function upwardImports(name: string, layers: readonly (readonly string[])[]): string[] {
  const layerOf = (path: string) => {
    const child = childOf(name, path);
    const layer = layers.findIndex((layer) => child !== undefined && layer.includes(child));
    return layer < 0 ? undefined : { child, layer };
  };
  return imports.flatMap(({ file, path }) => {
    const from = layerOf(file);
    const to = path === undefined ? undefined : layerOf(path);
    const isUpward =
      from !== undefined && to !== undefined && from.child !== to.child && from.layer >= to.layer;
    return isUpward ? [`${file} → ${path}`] : [];
  });
}

describe('folder boundaries', () => {
  test('the scan sees imports', () => {
    expect(imports.length).toBeGreaterThan(1_000);
    expect(imports.some(({ path }) => path === 'simulator/simulator.ts')).toBe(true);
  });

  test('every room imports only what its row allows', () => {
    expect(imports.filter((found) => !isAllowed(found))).toEqual([]);
  });

  test('the rooms with a row are the rooms of src, and main.ts is the only file beside them', () => {
    const found = new Set(sourceFiles.map((file) => childOf('', file)));
    expect([...found].sort()).toEqual([...Object.keys(rooms), rootFile].sort());
  });

  describe.each(
    Object.entries(rooms).flatMap(([name, { layers }]) => (layers === undefined ? [] : [{ name, layers }])),
  )('inside $name', ({ name, layers }) => {
    test('imports lead to lower layers only', () => {
      expect(upwardImports(name, layers)).toEqual([]);
    });

    test('every folder has a layer', () => {
      const folders = sourceFiles
        .filter((file) => file.startsWith(`${name}/`) && file.split('/').length > 2)
        .map((file) => childOf(name, file));
      expect([...new Set(folders)].filter((folder) => !layers.flat().includes(folder ?? ''))).toEqual([]);
    });
  });

  test('only the embedded gateway loads the simulator, by a dynamic import', () => {
    const loaders = imports.filter(
      ({ file, path }) => roomOf(file) !== 'simulator' && path?.startsWith('simulator/'),
    );
    expect(loaders.map(({ file, path }) => `${file} → ${path}`)).toEqual([
      'gateway/embedded.ts → simulator/simulator.ts',
    ]);
    expect(readSource('gateway/embedded.ts')).toContain("import('../simulator/simulator.ts')");
  });

  test('zod is imported as a namespace, of which a bundle keeps only what is used (decision 71)', () => {
    const named = sourceFiles.filter((file) => /import (type )?\{[^}]*\} from 'zod'/.test(readSource(file)));
    expect(named).toEqual([]);
  });

  test('no room is a drawer for everything', () => {
    const drawers = sourceFiles.filter((file) =>
      /(^|\/)(utils?|helpers?|common|types|lib|index)(\.ts|\/)/.test(file),
    );
    expect(drawers.filter((file) => !isGenerated(file))).toEqual([]);
  });

  test(`no file is longer than ${longestFile} lines`, () => {
    const isTooLong = (file: string) => readSource(file).trimEnd().split('\n').length > longestFile;
    expect(sourceFiles.filter((file) => !isGenerated(file) && isTooLong(file))).toEqual([]);
  });

  test(`no folder holds more than ${largestFolder} files`, () => {
    const folders = [...new Set(sourceFiles.map((file) => dirname(file)))];
    const sizeOf = (folder: string) => sourceFiles.filter((file) => dirname(file) === folder).length;
    const crowded = folders.filter((folder) => sizeOf(folder) > largestFolder);
    expect(crowded.map((folder) => `${folder}: ${sizeOf(folder)}`)).toEqual([]);
  });

  test('the README shows the rooms as this table has them (npm run generate writes it)', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    expect(readme).toBe(withFolderTable(readme));
  });
});
