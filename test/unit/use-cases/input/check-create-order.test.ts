import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../../src/domain/money.ts';
import type { CreateOrderInput } from '../../../../src/use-cases/input/check-create-order.ts';
import {
  type CreateOrderRules,
  checkCreateOrder,
} from '../../../../src/use-cases/input/check-create-order.ts';
import { birth, minute } from '../../../support/orders.ts';

const rules: CreateOrderRules = {
  returnUrlsAllowed: ['https://shop.example', 'shopapp:'],
  returnUrlDefault: 'https://shop.example/thanks',
  isLoopbackReturnAllowed: false,
  externalStoreIdDefault: null,
  expiresInMaxMs: 30 * 60_000,
};

const input: CreateOrderInput = {
  partnerReferenceNo: 'ord-1',
  amount: rupiah(7_500_000n),
  title: 'Two tickets',
  payMethod: null,
  payOption: null,
  phoneNumber: null,
  expiresAt: null,
  returnUrl: null,
  externalStoreId: null,
  subMerchantId: null,
  merchantTransType: null,
  disabledPayMethods: [],
  memo: null,
  goods: [],
  buyer: null,
  shipping: [],
  terminal: 'WEB',
  clientIp: null,
  metadata: [],
};

const goods = {
  merchantGoodsId: 'g',
  name: 'Ticket',
  description: 'A seat',
  category: 'events',
  price: rupiah(100n),
  unit: null,
  quantity: '1',
  merchantShippingId: null,
  snapshotUrl: null,
};
const shipping = {
  merchantShippingId: 's',
  trackingNo: null,
  carrier: null,
  chargeAmount: null,
  countryName: 'Indonesia',
  stateName: 'DKI Jakarta',
  cityName: 'Jakarta',
  areaName: null,
  address1: 'Jalan Sudirman 1',
  address2: null,
  firstName: 'Siti',
  lastName: 'Rahma',
  mobileNo: null,
  phoneNo: null,
  zipCode: '10220',
  email: null,
  faxNo: null,
};
const qris = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS', externalStoreId: 'store-1' };
const gopay = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_GOPAY', phoneNumber: '081234567890' };
const letters = (count: number) => 'x'.repeat(count);

function check(attributes: Partial<CreateOrderInput>, given: Partial<CreateOrderRules> = {}) {
  return checkCreateOrder({ ...input, ...attributes }, { ...rules, ...given }, birth);
}

describe('allowed', () => {
  test.each<[string, Partial<CreateOrderInput>]>([
    ['the hosted page', {}],
    ['the longest reference, in the whole alphabet', { partnerReferenceNo: `aZ09_-./${letters(56)}` }],
    ['QRIS with a store and 25 characters', { ...qris, partnerReferenceNo: letters(25) }],
    ['an e-wallet with a phone number', gopay],
    ['the balance without a channel', { payMethod: 'BALANCE' }],
    ['a method that DANA has added', { payMethod: 'NEW_METHOD', payOption: 'NEW_OPTION' }],
    ['a title of 64 letters outside ASCII', { title: '店'.repeat(64) }],
    ['a title of 32 emoji, which are 64 UTF-16 units', { title: '😀'.repeat(32) }],
    ['an expiry one minute ahead', { expiresAt: minute(1) }],
    ['an expiry at the last allowed minute', { expiresAt: minute(30) }],
    ['a page of the allowed origin', { returnUrl: 'https://shop.example/a?b=c' }],
    ['an allowed app scheme', { returnUrl: 'shopapp://paid' }],
    ['goods and shipping within DANA’s limits', { goods: [goods], shipping: [shipping] }],
    ['an IPv6 address', { clientIp: '2001:db8::1' }],
  ])('%s', (_, attributes) => {
    expect(check(attributes).kind).toBe('checked');
  });

  test('any port of the loopback where the rules say so', () => {
    const returnUrl = 'http://localhost:3000/back';
    expect(check({ returnUrl }, { isLoopbackReturnAllowed: true }).kind).toBe('checked');
    expect(check({ returnUrl }).kind).toBe('InvalidInput');
  });
});

describe('defaults', () => {
  test('thirty minutes, the configured page and store', () => {
    expect(check({}, { externalStoreIdDefault: 'store-9' })).toMatchObject({
      order: { expiresAt: minute(30), externalStoreId: 'store-9' },
      details: { returnUrl: 'https://shop.example/thanks', isDeeplink: false },
    });
  });

  test('an app scheme is a deep link', () => {
    expect(check({ returnUrl: 'shopapp://paid' })).toMatchObject({ details: { isDeeplink: true } });
  });
});

describe('refused, with its path', () => {
  test.each<[string, Partial<CreateOrderInput>, string, string]>([
    ['no reference', { partnerReferenceNo: '' }, 'partnerReferenceNo', 'REQUIRED'],
    ['65 characters', { partnerReferenceNo: letters(65) }, 'partnerReferenceNo', 'TOO_LONG'],
    ['a reference with a space', { partnerReferenceNo: 'a b' }, 'partnerReferenceNo', 'REFERENCE_ALPHABET'],
    ['a reference outside ASCII', { partnerReferenceNo: 'é' }, 'partnerReferenceNo', 'REFERENCE_ALPHABET'],
    [
      '26 characters by QRIS',
      { ...qris, partnerReferenceNo: letters(26) },
      'partnerReferenceNo',
      'TOO_LONG_FOR_QRIS',
    ],
    [
      'QRIS without a store',
      { ...qris, externalStoreId: null },
      'externalStoreId',
      'STORE_REQUIRED_FOR_QRIS',
    ],
    ['a blank title', { title: '   ' }, 'title', 'BLANK'],
    ['a title of 65 letters', { title: letters(65) }, 'title', 'TOO_LONG'],
    ['a title of 33 emoji', { title: '😀'.repeat(33) }, 'title', 'TOO_LONG'],
    ['half an emoji', { title: 'a\ud83db' }, 'title', 'CONTROL_CHARACTER'],
    ['a control character', { title: 'a\u0007b' }, 'title', 'CONTROL_CHARACTER'],
    ['text that turns around', { title: 'a\u202eb' }, 'title', 'CONTROL_CHARACTER'],
    ['a channel without a method', { payOption: 'VIRTUAL_ACCOUNT_BRI' }, 'payMethod', 'PAY_METHOD_REQUIRED'],
    ['a virtual account of no bank', { payMethod: 'VIRTUAL_ACCOUNT' }, 'payOption', 'PAY_OPTION_REQUIRED'],
    ['an e-wallet without a phone', { ...gopay, phoneNumber: null }, 'phoneNumber', 'PHONE_REQUIRED'],
    ['letters for a phone', { ...gopay, phoneNumber: 'o81234567890' }, 'phoneNumber', 'PHONE_FORMAT'],
    [
      'a phone of 16 characters',
      { ...gopay, phoneNumber: `+${'1'.repeat(15)}` },
      'phoneNumber',
      'PHONE_FORMAT',
    ],
    [
      'methods disabled where one is chosen',
      { payMethod: 'BALANCE', disabledPayMethods: ['CARD'] },
      'disabledPayMethods',
      'HOSTED_PAGE_ONLY',
    ],
    [
      'more disabled methods than DANA takes',
      { disabledPayMethods: Array(8).fill('CREDIT_CARD') },
      'disabledPayMethods',
      'TOO_LONG',
    ],
    ['an expiry in the past', { expiresAt: minute(-1) }, 'expiresAt', 'EXPIRES_TOO_SOON'],
    ['an expiry in 50 seconds', { expiresAt: minute(50 / 60) }, 'expiresAt', 'EXPIRES_TOO_SOON'],
    ['an expiry too far ahead', { expiresAt: minute(31) }, 'expiresAt', 'EXPIRES_TOO_LATE'],
    ['a foreign page', { returnUrl: 'https://evil.example/' }, 'returnUrl', 'RETURN_URL_NOT_ALLOWED'],
    [
      'a look-alike host',
      { returnUrl: 'https://shop.example.evil.example/' },
      'returnUrl',
      'RETURN_URL_NOT_ALLOWED',
    ],
    [
      'a page with a user name',
      { returnUrl: 'https://shop.example@evil.example/' },
      'returnUrl',
      'RETURN_URL_NOT_ALLOWED',
    ],
    [
      'a user name before the allowed host',
      { returnUrl: 'https://a@shop.example/' },
      'returnUrl',
      'RETURN_URL_NOT_ALLOWED',
    ],
    ['another scheme', { returnUrl: 'javascript:alert(1)' }, 'returnUrl', 'RETURN_URL_NOT_ALLOWED'],
    ['another port', { returnUrl: 'https://shop.example:8443/' }, 'returnUrl', 'RETURN_URL_NOT_ALLOWED'],
    ['an address that is none', { clientIp: '999.1.1.1' }, 'clientIp', 'IP_ADDRESS'],
    ['a memo of 65 letters', { memo: letters(65) }, 'memo', 'TOO_LONG'],
    ['goods without a name', { goods: [{ ...goods, name: '' }] }, 'goods.0.name', 'REQUIRED'],
    [
      'goods by the handful',
      { goods: [{ ...goods, quantity: 'some' }] },
      'goods.0.quantity',
      'NUMBER_FORMAT',
    ],
    ['no goods at all', { goods: [goods, { ...goods, quantity: '0' }] }, 'goods.1.quantity', 'NUMBER_FORMAT'],
    ['101 lines of goods', { goods: Array(101).fill(goods) }, 'goods', 'TOO_MANY'],
    [
      'an address without a city',
      { shipping: [{ ...shipping, cityName: '' }] },
      'shipping.0.cityName',
      'REQUIRED',
    ],
    ['e-mail that is none', { shipping: [{ ...shipping, email: 'siti' }] }, 'shipping.0.email', 'EMAIL'],
    [
      'a buyer’s id of no type',
      { buyer: { externalUserId: 'u', externalUserType: null, nickname: null, userId: null } },
      'buyer.externalUserType',
      'REQUIRED',
    ],
    [
      'a label twice',
      {
        metadata: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
      'metadata.1.key',
      'DUPLICATE',
    ],
  ])('%s', (_, attributes, path, rule) => {
    const checked = check(attributes);
    const issues = checked.kind === 'InvalidInput' ? checked.issues : [];
    expect(issues.map((issue) => [issue.path.join('.'), issue.rule])).toContainEqual([path, rule]);
  });

  test('every fault at once', () => {
    const checked = check({ title: '', expiresAt: minute(-1), memo: letters(65) });
    expect(checked.kind === 'InvalidInput' ? checked.issues.map(({ path }) => path[0]) : []).toEqual([
      'title',
      'expiresAt',
      'memo',
    ]);
  });
});
