import { expect, test } from 'vitest';
import { readWrittenAmount } from '../../../src/domain/written/amount.ts';

test.each([
  '25000',
  '25.000',
  '25,000',
  '25000.00',
  '25.000,00',
  '25,000.00',
  'Rp25.000',
  'Rp 25.000,-',
  'rp.25000',
  'IDR 25,000',
  '25rb',
  '25 ribu',
  '\u00a025.000\u200b',
])('%j is an amount of 25,000 rupiah', (text) => {
  expect(readWrittenAmount(text)).toBe(2_500_000n);
});

test.each([
  ...[
    '',
    '0',
    '-25000',
    '1e6',
    '25.00.00',
    '2.5000',
    '25,5',
    '25.000,50',
    '0x10',
    'Infinity',
    '25 000',
    '025000',
  ],
  ...['12345678901234567', 'free', '25.000 Rp'],
])('%j is no amount', (text) => {
  expect(readWrittenAmount(text)).toBeNull();
});
