import { describe, expect, test } from 'vitest';
import { formatRupiah, parseRupiah, parseSnapAmount, rupiah } from '../../../src/domain/money.ts';

describe('an amount as a caller types it', () => {
  test.each([
    ['75000', '75000.00'],
    ['75000.00', '75000.00'],
    ['1', '1.00'],
    ['9999999999999999', '9999999999999999.00'],
  ])('%s is read', (text, formatted) => {
    const amount = parseRupiah(text);
    expect(amount === undefined ? undefined : formatRupiah(amount)).toBe(formatted);
  });

  test.each([
    '',
    '0',
    '0.00',
    '-5',
    '+5',
    '1e9',
    '1.5',
    '75000.50',
    '75000.0',
    '75000.000',
    '75,000',
    '75.000,00',
    ' 75000',
    '75000 ',
    '٣',
    '0x10',
    '007',
    '10000000000000000',
    'NaN',
    'Infinity',
  ])('%j is refused', (text) => {
    expect(parseRupiah(text)).toBeUndefined();
  });
});

describe('an amount as SNAP writes it', () => {
  test.each(['1500', '1500.0', '1500.000', '-1.00', '1e2', '', ' 1.00', '12345678901234567.00'])(
    '%j is not one',
    (text) => {
      expect(parseSnapAmount(text)).toBeUndefined();
    },
  );

  test('sen and zero are read, because a provider may report them', () => {
    expect(parseSnapAmount('0.00')).toBe(0n);
    expect(parseSnapAmount('0.50')).toBe(50n);
  });
});

test('an amount is never negative', () => {
  expect(() => rupiah(-1n)).toThrow(new RangeError('an amount cannot be negative: -1 sen'));
});
