import { expect, test } from 'vitest';
import { isOfUnit, readSettlementFileName } from '../../../src/domain/settlement/settlement-unit.ts';

test('the name of a file says merchant, unit and day; REGION is a division', () => {
  expect(readSettlementFileName('MERCHANT_SETTLEMENT_2166_REGION_JAKARTA_20200128.csv')).toEqual({
    merchantId: '2166',
    unitKind: 'DIVISION',
    unitName: 'JAKARTA',
    day: '2020-01-28',
  });
  expect(readSettlementFileName('MERCHANT_SETTLEMENT_2166_SHOP_Toko Pak_Bayu_20260131.csv')).toMatchObject({
    unitKind: 'SHOP',
    unitName: 'Toko Pak_Bayu',
  });
});

test.each([
  'settlement.csv',
  'MERCHANT_SETTLEMENT_2166_SHOP_A_20260230.csv',
  'MERCHANT_SETTLEMENT_2166_SHOP_A_20269999.csv',
  'MERCHANT_SETTLEMENT_2166_CITY_A_20260101.csv',
])('%s says nothing', (name) => {
  expect(readSettlementFileName(name)).toBeUndefined();
});

test('a merchant’s file contains every order, a shop’s and a division’s those that name it', () => {
  const order = { externalStoreId: 'shop-1', subMerchantId: null };
  expect(isOfUnit({ unitKind: 'MERCHANT', unitName: 'Shop' }, order)).toBe(true);
  expect(isOfUnit({ unitKind: 'SHOP', unitName: 'SHOP-1' }, order)).toBe(true);
  expect(isOfUnit({ unitKind: 'SHOP', unitName: 'shop-2' }, order)).toBe(false);
  expect(isOfUnit({ unitKind: 'DIVISION', unitName: 'shop-1' }, order)).toBe(false);
});
