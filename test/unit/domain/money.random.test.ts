import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRupiah, parseSnapAmount, rupiah } from '../../../src/domain/money.ts';

describe('an amount as SNAP writes it', () => {
  test('every amount survives the wire', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (sen) => {
        expect(parseSnapAmount(formatRupiah(rupiah(sen)))).toBe(sen);
      }),
    );
  });
});
