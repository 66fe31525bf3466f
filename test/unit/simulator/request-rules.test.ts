import { expect, test } from 'vitest';
import { readMoney } from '../../../src/simulator/model/money.ts';
import { createOrderRules } from '../../../src/simulator/operations/create-order-rules.ts';
import { findFieldFault } from '../../../src/simulator/operations/field-rules.ts';
import { crc16 } from '../../../src/simulator/operations/qr-checksum.ts';

const idr = (value: string) => ({ value, currency: 'IDR' });
const body = {
  partnerReferenceNo: 'ord-1',
  merchantId: 'm-1',
  amount: idr('1.00'),
  urlParams: [{ url: 'https://shop.example', type: 'PAY_RETURN', isDeeplink: '' }],
  additionalInfo: {
    mcc: '5732',
    order: {
      orderTitle: 'Tea',
      goods: [
        {
          name: 'Tea',
          merchantGoodsId: '1',
          description: 'Tea',
          category: 'tea',
          price: idr('1.00'),
          quantity: '1',
        },
      ],
    },
    envInfo: { sourcePlatform: 'IPG', terminalType: 'SYSTEM' },
  },
};

test.each([
  ['nothing is wrong', {}, null],
  ['optional fields may be empty', { externalStoreId: '', subMerchantId: '', validUpTo: '' }, null],
  ['a field is missing', { partnerReferenceNo: undefined }, 'missing partnerReferenceNo'],
  ['a field is null', { amount: null }, 'missing amount'],
  ['a list is empty', { urlParams: [] }, 'malformed urlParams'],
  ['an element lacks a member', { urlParams: [{ url: 'x', isDeeplink: 'N' }] }, 'missing type'],
  ['deep inside', { additionalInfo: { ...body.additionalInfo, order: {} } }, 'missing orderTitle'],
  [
    'in a list in an object',
    { additionalInfo: { ...body.additionalInfo, order: { orderTitle: 'Tea', goods: [{}] } } },
    'missing name',
  ],
  ['a mandatory text is empty', { merchantId: '' }, 'malformed merchantId'],
  ['a text is too long', { partnerReferenceNo: 'x'.repeat(65) }, 'malformed partnerReferenceNo'],
  ['a text is a number', { merchantId: 1 }, 'malformed merchantId'],
  ['money without decimals', { amount: idr('1500') }, 'malformed amount'],
  ['money first, where several are malformed', { merchantId: '', amount: idr('1500') }, 'malformed amount'],
  ['missing before malformed', { merchantId: undefined, amount: idr('1500') }, 'missing merchantId'],
  ['a time in another zone', { validUpTo: '2026-01-15T03:00:00Z' }, 'malformed validUpTo'],
  [
    'feeAmount is not looked at',
    { payOptionDetails: [{ payMethod: 'BALANCE', transAmount: idr('1.00'), feeAmount: idr('0') }] },
    null,
  ],
])('Create Order: %s', (_name, differing, expected) => {
  const fault = findFieldFault({ ...body, ...differing }, createOrderRules);
  expect(fault === null ? null : `${fault.kind} ${fault.field}`).toBe(expected);
});

test.each([
  '1',
  '1.0',
  '1.000',
  '-1.00',
  '+1.00',
  '1e2',
  '1,000.00',
  ' 1.00',
  '0.00',
  '000.00',
  '12345678901234567.00',
  '.00',
  '',
])('money %j is refused', (value) => {
  expect(readMoney(idr(value))).toBeNull();
});

test('the checksum is CRC-16/CCITT-FALSE: its published check value', () => {
  expect(crc16('123456789')).toBe('29B1');
});
