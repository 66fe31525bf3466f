import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../../src/domain/money.ts';
import {
  type CreateOrderInput,
  type CreateOrderRules,
  checkCreateOrder,
} from '../../../../src/use-cases/input/check-create-order.ts';
import { birth, minute } from '../../../support/orders.ts';
import { orderInput } from '../shop.ts';

const rules: CreateOrderRules = {
  returnUrlsAllowed: ['https://shop.example', 'http://shop.example', 'shopapp:'],
  returnUrlDefault: 'https://shop.example/thanks',
  isLoopbackReturnAllowed: true,
  externalStoreIdDefault: null,
  expiresInMaxMs: 30 * 60_000,
};
const letters = (count: number) => 'x'.repeat(count);
const labels = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: '' }));

/** What is wrong with such an order, as `path: RULE`. */
function faultsOf(changes: Partial<CreateOrderInput>): readonly string[] {
  const checked = checkCreateOrder(orderInput({ expiresAt: null, ...changes }), rules, birth);
  return checked.kind === 'checked'
    ? []
    : checked.issues.map(({ path, rule }) => `${path.join('.')}: ${rule}`);
}

describe('the last allowed value and the first that is refused', () => {
  test.each<[string, Partial<CreateOrderInput>, Partial<CreateOrderInput>, readonly string[]]>([
    [
      'the amount: 16 digits',
      { amount: rupiah(999_999_999_999_999_900n) },
      { amount: rupiah(1_000_000_000_000_000_000n) },
      ['amount: AMOUNT_TOO_LARGE'],
    ],
    [
      'metadata: 50 entries',
      { metadata: labels(50) },
      { metadata: [...labels(50), { key: '', value: '' }] },
      ['metadata: TOO_MANY'],
    ],
    [
      'a metadata key: 64 characters',
      { metadata: [{ key: letters(64), value: '' }] },
      { metadata: [{ key: letters(65), value: '' }] },
      ['metadata.0.key: TOO_LONG'],
    ],
    [
      'a metadata value: 512 characters',
      { metadata: [{ key: 'a', value: letters(512) }] },
      { metadata: [{ key: '', value: letters(513) }] },
      ['metadata.0.key: REQUIRED', 'metadata.0.value: TOO_LONG'],
    ],
    [
      'the return URL: 512 characters',
      { returnUrl: `https://shop.example/${letters(491)}` },
      { returnUrl: `https://shop.example/${letters(492)}` },
      ['returnUrl: TOO_LONG'],
    ],
    [
      'an expiry five seconds beside the shortest',
      { expiresAt: new Date(minute(1).getTime() - 5_000) },
      { expiresAt: new Date(minute(1).getTime() - 5_001) },
      ['expiresAt: EXPIRES_TOO_SOON'],
    ],
    [
      'an expiry five seconds beside the longest',
      { expiresAt: new Date(minute(30).getTime() + 5_000) },
      { expiresAt: new Date(minute(30).getTime() + 5_001) },
      ['expiresAt: EXPIRES_TOO_LATE'],
    ],
    [
      'disabled methods: 64 characters with their commas',
      { payMethod: null, payOption: null, disabledPayMethods: [letters(60), 'abc'] },
      { payMethod: null, payOption: null, disabledPayMethods: [letters(60), 'abcd'] },
      ['disabledPayMethods: TOO_LONG'],
    ],
    [
      'a phone number: 8 to 15 digits',
      { phoneNumber: '+12345678901234' },
      { phoneNumber: '0812345678x' },
      ['phoneNumber: PHONE_FORMAT'],
    ],
  ])('%s', (_, allowed, refused, faults) => {
    expect(faultsOf(allowed)).toEqual([]);
    expect(faultsOf(refused)).toEqual(faults);
  });

  test.each(['VIRTUAL_ACCOUNT', 'NETWORK_PAY', 'OTC'])('%s needs a channel', (payMethod) => {
    expect(faultsOf({ payMethod, payOption: null, phoneNumber: '081234567890' })).toEqual([
      'payOption: PAY_OPTION_REQUIRED',
    ]);
  });

  test('a card needs the payer’s phone number', () => {
    const card = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_CARD' };
    expect(faultsOf(card)).toEqual(['phoneNumber: PHONE_REQUIRED']);
    expect(faultsOf({ ...card, phoneNumber: '081234567890' })).toEqual([]);
  });
});

describe('where the payer may be sent', () => {
  test.each([
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://[::1]:3000/',
    'http://shop.example/',
    'shopapp://done',
  ])('%s', (returnUrl) => {
    expect(faultsOf({ returnUrl })).toEqual([]);
  });

  test.each(['not a url', 'https://:secret@shop.example/', 'otherapp://https:', 'http://10.0.0.1/'])(
    'not to %s',
    (returnUrl) => {
      expect(faultsOf({ returnUrl })).toEqual(['returnUrl: RETURN_URL_NOT_ALLOWED']);
    },
  );

  test.each([
    ['https://shop.example/', false],
    ['http://shop.example/', false],
    ['shopapp://http:', true],
  ])('%s is a deep link: %s', (returnUrl, isDeeplink) => {
    expect(checkCreateOrder(orderInput({ returnUrl, expiresAt: null }), rules, birth)).toMatchObject({
      details: { isDeeplink },
    });
  });
});

describe('goods, addresses and buyers', () => {
  const line = {
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
  const address = {
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
  const nobody = { externalUserType: null, externalUserId: null, nickname: null, userId: null };

  test.each(['1', '999999999999', '0.5', '1.234', '10'])('a quantity may be %s', (quantity) => {
    expect(faultsOf({ goods: [{ ...line, quantity }] })).toEqual([]);
  });

  test.each(['0', '0.000', '-1', '1e3', '1.2345', '1.', '.5', '1234567890123', 'x1', '1x', '1.x'])(
    'but not %s',
    (quantity) => {
      expect(faultsOf({ goods: [{ ...line, quantity }] })).toEqual(['goods.0.quantity: NUMBER_FORMAT']);
    },
  );

  test.each(['siti@example.id', 's@e', 'siti.rahma+shop@mail.example.id'])('an e-mail may be %s', (email) => {
    expect(faultsOf({ shipping: [{ ...address, email }] })).toEqual([]);
  });

  test.each([
    'siti',
    '@example.id',
    'siti@',
    'siti @example.id',
    'siti@exam ple.id',
    'a@b@c',
    ' siti@example.id',
  ])('but not %j', (email) => {
    expect(faultsOf({ shipping: [{ ...address, email }] })).toEqual(['shipping.0.email: EMAIL']);
  });

  test('at most 100 lines and 10 addresses are looked at', () => {
    expect(faultsOf({ goods: Array(100).fill(line), shipping: Array(10).fill(address) })).toEqual([]);
    const faulty = { ...line, name: '' };
    expect(faultsOf({ goods: [...Array(100).fill(line), faulty] })).toEqual(['goods: TOO_MANY']);
    expect(faultsOf({ shipping: Array(11).fill(address) })).toEqual(['shipping: TOO_MANY']);
  });

  test('a buyer’s external id needs its type, and each text has DANA’s limit', () => {
    const typed = { ...nobody, externalUserId: 'u', externalUserType: 'MERCHANT' };
    for (const buyer of [null, nobody, typed, { ...typed, externalUserId: null }])
      expect(faultsOf({ buyer })).toEqual([]);
    expect(faultsOf({ buyer: { ...nobody, externalUserId: 'u' } })).toEqual([
      'buyer.externalUserType: REQUIRED',
    ]);
    expect(faultsOf({ buyer: { ...nobody, nickname: letters(65) } })).toEqual(['buyer.nickname: TOO_LONG']);
  });
});
