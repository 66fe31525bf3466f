import { expect, test } from 'vitest';
import {
  makeFetchSettlementFiles,
  nextSettlementAt,
} from '../../../src/use-cases/settlement/fetch-settlement-files.ts';
import type { SettlementFile } from '../../../src/use-cases/settlement/import-settlement-file.ts';

test.each([
  ['2026-01-15T10:00:00+07:00', '2026-01-16T00:01:00+07:00'],
  ['2026-01-16T00:00:30+07:00', '2026-01-16T00:01:00+07:00'],
  ['2026-01-16T00:01:00+07:00', '2026-01-17T00:01:00+07:00'],
])('at %s the next files are there at %s', (now, next) => {
  expect(nextSettlementAt(new Date(now))).toEqual(new Date(next));
});

test('each file of the source is imported once, and again only if its import failed', async () => {
  const names = ['a.csv'];
  const imported: string[] = [];
  let isBroken = true;
  async function* read() {
    yield Buffer.from('');
  }
  const fetchFiles = makeFetchSettlementFiles(
    { listFiles: async () => names.map((name) => ({ name, read })) },
    async ({ name, actor }: SettlementFile) => {
      if (isBroken) throw new Error('the database is away');
      imported.push(`${name} by ${actor.kind}`);
      return { kind: 'known' };
    },
  );
  await expect(fetchFiles()).rejects.toThrow('the database is away');
  isBroken = false;
  await fetchFiles();
  names.push('b.csv');
  await fetchFiles();
  expect(imported).toEqual(['a.csv by GATEWAY', 'b.csv by GATEWAY']);
});
