import { describe, expect, test } from 'vitest';
import { formatRupiah, plainRupiah } from '../../../../src/client/elements/format.ts';
import { itemsCount, lineTotal } from '../../../../src/client/elements/goods.ts';

describe('the list of what is sold', () => {
  test.each([
    [['1'], 1],
    [['2', '3'], 5],
    [['0.1', '0.2'], 2],
    [['2', '1.250', '0.5'], 4],
    [[], 0],
  ])('of the quantities %j counts %d things', (quantities, count) => {
    expect(itemsCount(quantities.map((quantity) => ({ quantity })))).toBe(count);
  });

  test.each([
    ['25000.00', '2', '50000'],
    ['30000.00', '0.5', '15000'],
    // In floats 100.49999999999999.
    ['100.00', '1.005', '101'],
    ['0.50', '1', '1'],
    ['9999999999999999.00', '1', '9999999999999999'],
  ])('costs %s times %s, which is Rp%s', (price, quantity, total) => {
    expect(lineTotal(price, quantity)).toBe(total);
  });
});

test('the amount that a payer copies is the amount that the page shows, however large', () => {
  expect(plainRupiah('75000.00')).toBe('75000');
  const largest = '9999999999999999.00';
  expect(formatRupiah(plainRupiah(largest))).toBe(formatRupiah(largest));
});
