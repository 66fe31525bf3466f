import { expect, test } from 'vitest';
import {
  type CellRule,
  fileFaultTexts,
  SettlementFileError,
  type SettlementFileFault,
} from '../../../src/domain/settlement/settlement-file-error.ts';
import { tooLargeTexts, uploadTexts } from '../../../src/server/settlement/upload-texts.ts';
import { importRefusalTexts, otherMerchantTexts } from '../../../src/use-cases/settlement/import-refusals.ts';
import { ImportLost } from '../../../src/use-cases/settlement/import-settlement-file.ts';

const cell = { kind: 'cell', line: 3, column: 'TXN_AMOUNT', found: '"1;5' } as const;

/** An example of each fault; a new kind or rule does not compile until it stands here. */
const faults: Readonly<Record<Exclude<SettlementFileFault['kind'], 'cell'>, SettlementFileFault>> = {
  empty: { kind: 'empty' },
  columnMissing: { kind: 'columnMissing', column: 'MID' },
  columnTwice: { kind: 'columnTwice', column: 'MID' },
  cells: { kind: 'cells', line: 7, cellCount: 2, columnCount: 29 },
  quotes: { kind: 'quotes', line: 7 },
  lineTooLong: { kind: 'lineTooLong', line: 7 },
};
const cellFaults: Readonly<Record<CellRule, SettlementFileFault>> = {
  IDR: { ...cell, must: 'IDR' },
  type: { ...cell, must: 'type', allowed: ['REFUND', 'CANCEL'] },
  identifier: { ...cell, must: 'identifier' },
  amount: { ...cell, must: 'amount' },
  instant: { ...cell, must: 'instant' },
};
const allFaults = [...Object.values(faults), ...Object.values(cellFaults)];

test.each(allFaults)('a fault of a file is said in both languages, and where it is: %j', (fault) => {
  const { EN, ID } = fileFaultTexts(fault);
  const { lineNo, column, message } = new SettlementFileError(fault);
  expect(message).toBe(EN);
  expect(EN).toMatch(new RegExp(`^line ${lineNo}${column === null ? '' : `, column ${column}`}: \\S`));
  expect(ID).toMatch(new RegExp(`^baris ${lineNo}${column === null ? '' : `, kolom ${column}`}: \\S`));
  for (const text of [EN, ID]) expect(text).not.toMatch(/undefined|\[object/);
  if (fault.kind !== 'cell') return;
  for (const text of [EN, ID]) {
    expect(text).toContain(JSON.stringify(fault.found));
    if (fault.allowed) expect(text).toContain('REFUND, CANCEL');
  }
});

test('no two faults have the same sentence', () => {
  for (const language of ['EN', 'ID'] as const)
    expect(new Set(allFaults.map((fault) => fileFaultTexts(fault)[language])).size).toBe(allFaults.length);
});

test.each([
  ...Object.entries(uploadTexts),
  ['tooLarge', tooLargeTexts(1_024)] as const,
  ['otherMerchant', otherMerchantTexts('2166')] as const,
  ['unreadable', importRefusalTexts(new SettlementFileError(cellFaults.amount))] as const,
  ['lost', importRefusalTexts(new ImportLost('stood still'))] as const,
])('the refusal %s is a sentence in English and in Bahasa Indonesia', (_, texts) => {
  expect(texts?.EN).toMatch(/^[A-Z].* /);
  expect(texts?.ID).toMatch(/^[A-Z].* /);
  expect(texts?.ID).not.toBe(texts?.EN);
});

test('only a fault of the file or its import has a sentence', () => {
  expect(importRefusalTexts(new Error('a secret'))).toBeNull();
});
