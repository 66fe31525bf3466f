import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupsInTurn } from '../support/turns.ts';

const files = groupsInTurn.flat();

test('every file that takes turns exists, and is in one group', () => {
  expect(files.filter((file) => !existsSync(join(import.meta.dirname, '../..', file)))).toEqual([]);
  expect(new Set(files).size).toBe(files.length);
});
