import { describe, expect, it } from 'vitest';
import { translateFinishNotify } from '../../../src/dana/finish-notify.ts';
import { closed, epochTimes, qris, virtualAccount } from './notifications.ts';

const translate = (body: unknown) =>
  translateFinishNotify(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
const translated = (body: unknown) => {
  const result = translate(body);
  if (result.kind !== 'understood') throw new Error(result.reason.code);
  return result.notify;
};

describe('the meaning of a Finish Notify', () => {
  it('a payment', () => {
    expect(translated(virtualAccount)).toEqual({
      partnerReferenceNo: 'ord-20260115-0001',
      merchantId: '216620000000000000001',
      currency: 'IDR',
      latestTransactionStatus: '00',
      report: {
        state: 'PAID',
        referenceNo: '20260115111230999500166000000000001',
        amount: 7_500_000n,
        paidAt: new Date('2026-01-15T03:05:12Z'),
        paidWith: [{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB', amount: 7_500_000n }],
        refunded: null,
        voided: null,
        chargedBack: null,
        isFrozen: null,
      },
    });
  });

  it('means the same with times in milliseconds', () => {
    expect(translated(epochTimes)).toEqual(translated(virtualAccount));
  });

  it('a payment by QRIS, in 5 KB', () => {
    expect(JSON.stringify(qris).length).toBeGreaterThan(4_500);
    expect(translated(qris).report).toMatchObject({
      state: 'PAID',
      paidWith: [{ payOption: 'NETWORK_PAY_PG_QRIS' }],
    });
  });

  it('a close, which has no finishedTime and an empty additionalInfo', () => {
    expect(translated(closed).report).toMatchObject({ state: 'CLOSED', paidAt: null, paidWith: [] });
    const { additionalInfo: _, ...bare } = closed;
    expect(translated(bare).report.state).toBe('CLOSED');
  });

  it.each(['', null])('a close whose finishedTime is %j', (finishedTime) => {
    expect(translated({ ...closed, finishedTime }).report.state).toBe('CLOSED');
  });

  it('a close that calls itself cancelled', () => {
    expect(translated({ ...closed, transactionStatusDesc: 'CANCELLED' }).report.state).toBe('CANCELLED');
  });

  it.each(['04', '07', '08', 'XX'])('a status that proves nothing in a notification: %s', (status) => {
    const notify = translated({ ...virtualAccount, latestTransactionStatus: status });
    expect(notify.latestTransactionStatus).toBe(status);
    expect(notify.report.state).toBe('UNRECOGNISED');
  });

  it('another currency is reported, not judged', () => {
    expect(translated({ ...virtualAccount, amount: { value: '1.00', currency: 'USD' } }).currency).toBe(
      'USD',
    );
  });

  it.each([
    [
      'an unknown option',
      { paymentInfo: { payOptionInfos: [{ payMethod: 'NEW', payOption: 'NEW_X' }] } },
      [{ payMethod: 'NEW', payOption: 'NEW_X', amount: null }],
    ],
    [
      'a coupon beside the balance',
      {
        paymentInfo: {
          payOptionInfos: [
            { payMethod: 'COUPON', payAmount: { value: '2000.00', currency: 'IDR' } },
            { payMethod: 'BALANCE', payOption: '', transAmount: { value: '8000.00', currency: 'IDR' } },
          ],
        },
      },
      [
        { payMethod: 'COUPON', payOption: null, amount: 200_000n },
        { payMethod: 'BALANCE', payOption: null, amount: 800_000n },
      ],
    ],
    [
      'amounts that cannot be read',
      {
        paymentInfo: { payOptionInfos: [{ payMethod: 'CARD', payAmount: 'x', transAmount: { value: '1' } }] },
      },
      [{ payMethod: 'CARD', payOption: null, amount: null }],
    ],
    ['no option', { paymentInfo: { payOptionInfos: [] } }, []],
    ['options that cannot be read', { paymentInfo: { payOptionInfos: [{ payOption: 1 }] } }, []],
    ['a paymentInfo that is none', { paymentInfo: 'x' }, []],
    ['null', { paymentInfo: null }, []],
  ])('a payment stays one with %s', (_, additionalInfo, paidWith) => {
    expect(translated({ ...virtualAccount, additionalInfo }).report).toMatchObject({
      state: 'PAID',
      paidWith,
      paidAt: new Date('2026-01-15T03:05:12Z'),
    });
  });

  const paidAt = new Date('2026-01-15T03:05:12Z');
  const { paidTime, paymentInfo } = virtualAccount.additionalInfo;
  it.each([
    ['additionalInfo as JSON in a string', { additionalInfo: JSON.stringify({ paidTime, paymentInfo }) }],
    ['no createdTime', { createdTime: undefined }],
    ['a createdTime that is none', { createdTime: 'yesterday' }],
    ['no finishedTime', { finishedTime: undefined }],
    [
      'only the paidTime of paymentInfo',
      {
        finishedTime: null,
        additionalInfo: { paymentInfo: { ...paymentInfo, paidTime } },
      },
    ],
    [
      'paymentInfo as JSON in a string',
      {
        finishedTime: null,
        additionalInfo: { paymentInfo: JSON.stringify({ ...paymentInfo, paidTime }) },
      },
    ],
    ['times as numbers', { additionalInfo: { paidTime: paidAt.getTime(), paymentInfo } }],
    ['year 1 as paidTime', { additionalInfo: { paidTime: '0001-01-01T00:00:00+07:00', paymentInfo } }],
    ['year 9999 as finishedTime', { finishedTime: '9999-12-31T23:59:59+07:00' }],
  ])('a payment means the same with %s', (_, more) => {
    expect(translated({ ...virtualAccount, ...more })).toEqual(translated(virtualAccount));
  });

  it.each(['', 'x', [], 7, null, undefined, '[1]', true])(
    'a payment stays one with %j as additionalInfo',
    (additionalInfo) => {
      expect(translated({ ...virtualAccount, additionalInfo }).report).toMatchObject({
        state: 'PAID',
        paidAt,
        paidWith: [],
      });
    },
  );

  it('a payment without any time is one, and names what could not be read', () => {
    const body = { ...virtualAccount, finishedTime: '2026-01-15T10:05:12', additionalInfo: 'x' };
    const result = translate(body);
    expect(result).toMatchObject({ kind: 'understood', notify: { report: { state: 'PAID', paidAt: null } } });
    expect(result).toMatchObject({ unread: expect.arrayContaining(['additionalInfo', 'finishedTime']) });
    expect(translate(virtualAccount)).not.toHaveProperty('unread');
  });

  it('unknown fields, escapes and white space change nothing', () => {
    const body = JSON.stringify({ tipsAmount: 0, brandNew: [], ...virtualAccount }, null, 2)
      .replace('ord-2026', String.raw`\u006frd-2026`)
      .replace('2026-01-15T10:05:12', String.raw`2026-01-15\u005410:05:12`);
    expect(translated(`\uFEFF${body}\n`)).toEqual(translated(virtualAccount));
  });

  it('the last of two equal keys counts, every time', () => {
    const body = JSON.stringify(virtualAccount).replace('{', '{"amount":{"currency":"IDR","value":"1.00"},');
    expect(translated(body).report.amount).toBe(7_500_000n);
  });

  const without = (field: string) =>
    Object.fromEntries(Object.entries(virtualAccount).filter(([key]) => key !== field));
  it.each([
    'originalPartnerReferenceNo',
    'originalReferenceNo',
    'merchantId',
    'amount',
    'latestTransactionStatus',
  ])('cannot be read without %s', (field) => {
    for (const body of [
      without(field),
      { ...virtualAccount, [field]: null },
      { ...virtualAccount, [field]: 7 },
    ]) {
      expect(translate(body)).toEqual({
        kind: 'unreadable',
        reason: { code: 'BODY_UNREADABLE', issues: expect.stringContaining(field) },
        partnerReferenceNo: field === 'originalPartnerReferenceNo' ? null : 'ord-20260115-0001',
      });
    }
  });

  it.each([
    ['an empty reference', { originalPartnerReferenceNo: '' }],
    ['a reference that is too long', { originalPartnerReferenceNo: 'x'.repeat(65) }],
    ['an amount that is a number', { amount: { value: 75000, currency: 'IDR' } }],
    ['an amount without decimals', { amount: { value: '75000', currency: 'IDR' } }],
    ['a negative amount', { amount: { value: '-75000.00', currency: 'IDR' } }],
    ['an amount without a currency', { amount: { value: '75000.00' } }],
    ['a status that is a number', { latestTransactionStatus: 0 }],
  ])('cannot be read with %s', (_, more) => {
    expect(translate({ ...virtualAccount, ...more }).kind).toBe('unreadable');
  });

  it.each(['', 'null', '[]', '7', '"x"', '{', '{"a":1}{', JSON.stringify(virtualAccount).slice(0, -1)])(
    'cannot be read as %j',
    (body) => {
      expect(translate(body)).toEqual({
        kind: 'unreadable',
        reason: { code: 'BODY_NOT_JSON' },
        partnerReferenceNo: null,
      });
    },
  );

  it('cannot be read if a byte is not UTF-8', () => {
    const body = Buffer.from(JSON.stringify(virtualAccount));
    body[body.indexOf('CIMB')] = 0xff;
    expect(translateFinishNotify(body).kind).toBe('unreadable');
  });

  it('names fields in its reason and repeats no value', () => {
    const result = translate({
      ...virtualAccount,
      merchantId: 4711,
      amount: { value: 'canary', currency: 'canary' },
    });
    expect(JSON.stringify(result)).not.toMatch(/canary|4711/);
  });
});
