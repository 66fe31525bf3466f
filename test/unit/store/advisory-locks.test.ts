import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { advisoryLocks } from '../../../src/store/postgres/advisory-locks.ts';

const sourceFolder = join(import.meta.dirname, '../../../src');
const operatorsDocument = join(import.meta.dirname, '../../../docs/operating.md');

/** Every source file that calls one of Postgres's advisory lock functions, with its text. */
const lockingFiles = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(sourceFolder, name), 'utf8') }))
  .filter(({ text }) => /pg_(try_)?advisory_/.test(text));

test('no two advisory locks share a number', () => {
  const numbers = Object.values(advisoryLocks);
  expect(new Set<number>(numbers).size).toBe(numbers.length);
});

test('every advisory lock takes its number from the one file that holds them', () => {
  expect(lockingFiles.length).toBeGreaterThanOrEqual(Object.keys(advisoryLocks).length);
  const offenders = lockingFiles.filter(({ text }) => {
    const calls = text.match(/pg_(try_)?advisory_(?!unlock_all)\w+\([^)]*/g) ?? [];
    return !calls.every((call) => call.includes('advisoryLocks.'));
  });
  expect(offenders.map(({ name }) => name)).toEqual([]);
});

test('the operators’ document names every advisory lock with its number', () => {
  const document = readFileSync(operatorsDocument, 'utf8');
  const missing = Object.values(advisoryLocks).filter((number) => !document.includes(`| ${number} |`));
  expect(missing).toEqual([]);
});
