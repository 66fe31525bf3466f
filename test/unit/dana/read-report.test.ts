import { describe, expect, it } from 'vitest';
import { describeStatus, readQueryAnswer } from '../../../src/dana/answers/read-report.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { reply as replyOf } from './replies.ts';

const asked = {
  partnerReferenceNo: 'ord-20260115-0001',
  merchantId: '216620000000000000001',
  amount: rupiah(7_500_000n),
};
const idr = (value: string) => ({ value, currency: 'IDR' });

/** The answer for a paid order as DANA's API reference shows it. */
const paid = {
  responseCode: '2005500',
  responseMessage: 'Successful',
  originalPartnerReferenceNo: 'ord-20260115-0001',
  originalReferenceNo: '20260115111230999500166000000000001',
  serviceCode: '54',
  latestTransactionStatus: '00',
  transactionStatusDesc: 'SUCCESS',
  transAmount: idr('75000.00'),
  amount: idr('75000.00'),
  title: 'Two tickets',
  paidTime: '2026-01-15T10:05:12+07:00',
  additionalInfo: {
    merchantId: '216620000000000000001',
    amountDetail: { orderAmount: idr('75000.00') },
    timeDetail: {
      createdTime: '2026-01-15T10:00:01+07:00',
      expiryTime: '2026-01-15T10:30:00+07:00',
      paidTimes: ['2026-01-15T10:05:12+07:00'],
    },
    statusDetail: { acquirementStatus: 'SUCCESS', frozen: 'false' },
    paymentViews: [
      {
        paidTime: '2026-01-15T10:05:12+07:00',
        payOptionInfos: [{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' }],
      },
    ],
  },
};
const reply = (httpStatus: number, fields: object) => replyOf('queryPayment', httpStatus, fields);
const read = (more: object = {}, info: object = {}) =>
  readQueryAnswer(
    reply(200, { ...paid, ...more, additionalInfo: { ...paid.additionalInfo, ...info } }),
    asked,
  );
const unknown = (reason: RegExp) =>
  expect.objectContaining({ kind: 'unknown', reason: expect.stringMatching(reason) });

describe('a query’s report', () => {
  it('of a paid order: state, numbers, time and what the payer used', () => {
    expect(read()).toEqual({
      kind: 'found',
      report: {
        expiresAt: new Date('2026-01-15T03:30:00Z'),
        createdAt: new Date('2026-01-15T10:00:01+07:00'),
        state: 'PAID',
        referenceNo: '20260115111230999500166000000000001',
        amount: 7_500_000n,
        paidAt: new Date('2026-01-15T03:05:12Z'),
        paidWith: [{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', amount: null }],
        refunded: null,
        voided: null,
        chargedBack: null,
        isFrozen: false,
      },
    });
  });

  it('of a fresh order, in which DANA says little', () => {
    const { responseCode, originalPartnerReferenceNo } = paid;
    const fields = { responseCode, originalPartnerReferenceNo, latestTransactionStatus: '01' };
    expect(readQueryAnswer(reply(200, fields), asked)).toEqual({
      kind: 'found',
      report: {
        state: 'INITIATED',
        referenceNo: null,
        amount: null,
        paidAt: null,
        paidWith: [],
        refunded: null,
        voided: null,
        chargedBack: null,
        isFrozen: null,
      },
    });
  });

  it('carries what went back, by refund and by cancel', () => {
    const amountDetail = {
      orderAmount: idr('75000.00'),
      refundAmount: idr('10000.00'),
      voidAmount: idr('65000.00'),
    };
    expect(read({}, { amountDetail })).toMatchObject({
      report: { refunded: 1_000_000n, voided: 6_500_000n },
    });
    const untouched = { orderAmount: idr('75000.00'), refundAmount: idr('0.00'), voidAmount: idr('0.00') };
    expect(read({}, { amountDetail: untouched })).toMatchObject({ report: { refunded: 0n, voided: 0n } });
  });

  it.each([
    ['a chargeback', { chargebackAmount: idr('10000.00') }, 1_000_000n],
    ['none, as captured', { chargebackAmount: idr('0.00') }, 0n],
    ['nothing about one', {}, null],
    ['one that cannot be read', { chargebackAmount: { value: '1000000', currency: 'IDR' } }, null],
    ['one in another currency', { chargebackAmount: { value: '1.00', currency: 'USD' } }, null],
    ['one that is no amount', { chargebackAmount: 'x' }, null],
  ])('tells %s, and the state in any case', (_, detail, chargedBack) => {
    const amountDetail = { ...paid.additionalInfo.amountDetail, ...detail };
    expect(read({}, { amountDetail })).toMatchObject({ report: { state: 'PAID', chargedBack } });
  });

  it.each([
    ['true', true],
    ['false', false],
    ['TRUE', true],
    ['', null],
    [undefined, null],
    ['perhaps', null],
    [1, null],
  ])('frozen %j means %j', (frozen, isFrozen) => {
    const statusDetail = { ...paid.additionalInfo.statusDetail, frozen };
    expect(read({}, { statusDetail })).toMatchObject({ report: { state: 'PAID', isFrozen } });
  });

  it('takes the amount from the detail, else from amount, else from transAmount', () => {
    expect(read({ amount: idr('1.00') })).toMatchObject({ report: { amount: 7_500_000n } });
    expect(read({ transAmount: idr('1.00') }, { amountDetail: null })).toMatchObject({
      report: { amount: 7_500_000n },
    });
    expect(read({ amount: undefined }, { amountDetail: undefined })).toMatchObject({
      report: { amount: 7_500_000n },
    });
  });

  it('takes the time of payment from wherever it stands, in both of DANA’s forms', () => {
    const paidAt = (more: object, info: object = {}) => {
      const answer = read(more, info);
      return answer.kind === 'found' ? answer.report.paidAt?.toISOString() : answer;
    };
    expect(paidAt({ paidTime: '1768446312000' })).toBe('2026-01-15T03:05:12.000Z');
    expect(paidAt({ paidTime: undefined })).toBe('2026-01-15T03:05:12.000Z');
    expect(paidAt({ paidTime: 'soon' })).toBe('2026-01-15T03:05:12.000Z');
    expect(paidAt({ paidTime: null }, { timeDetail: null })).toBe('2026-01-15T03:05:12.000Z');
    expect(
      paidAt({ paidTime: null }, { timeDetail: { paidTimes: 'x' }, paymentViews: [{}] }),
    ).toBeUndefined();
  });

  it.each([
    [
      'of several attempts the paid one',
      [{ payOptionInfos: [{ payMethod: 'CARD' }] }, ...paid.additionalInfo.paymentViews],
      'VIRTUAL_ACCOUNT',
    ],
    ['the only try, paid or not', [{ payOptionInfos: [{ payMethod: 'CARD' }] }], 'CARD'],
    ['a method that is new', [{ payOptionInfos: [{ payMethod: 'NEW', payOption: '' }] }], 'NEW'],
    ['nothing where the views lack their options', [{ cashierRequestId: '1' }], null],
    ['nothing where the views cannot be read', 'x', null],
    ['nothing where there are none', undefined, null],
  ])('names %s', (_, paymentViews, payMethod) => {
    const paidWith = payMethod === null ? [] : [{ payMethod }];
    expect(read({}, { paymentViews })).toMatchObject({ kind: 'found', report: { paidWith } });
  });

  it.each([
    ['another order', { originalPartnerReferenceNo: 'ord-2' }, {}, /another order/],
    ['another merchant', {}, { merchantId: '216620000000000000002' }, /another merchant/],
    [
      'another currency',
      {},
      { amountDetail: { orderAmount: { value: '75000.00', currency: 'USD' } } },
      /IDR/,
    ],
    ['no status', { latestTransactionStatus: undefined }, {}, /latestTransactionStatus/],
    ['a status that is a number', { latestTransactionStatus: 0 }, {}, /latestTransactionStatus/],
  ])('is unknown where it speaks of %s', (_, more, info, reason) => {
    expect(read(more, info)).toEqual(unknown(reason));
  });

  it('takes digits without a point as the amount only if they are the order’s own in cents', () => {
    const amountOf = (value: unknown) =>
      read({ amount: { value, currency: 'IDR' }, transAmount: null }, { amountDetail: null });
    expect(amountOf('7500000')).toMatchObject({ report: { state: 'PAID', amount: 7_500_000n } });
    expect(amountOf('75000')).toMatchObject({ report: { state: 'PAID', amount: null } });
    expect(amountOf(75000)).toMatchObject({ report: { state: 'PAID', amount: null } });
    expect(read({}, { amountDetail: { orderAmount: idr('75000') } })).toMatchObject({
      report: { state: 'PAID', amount: 7_500_000n },
    });
    expect(amountOf('74999.00')).toMatchObject({ report: { amount: 7_499_900n } });
  });

  it.each(['1e4', '1000000', '', '-1.00'])('takes a refund total of %j as not told', (value) => {
    const amountDetail = { orderAmount: idr('75000.00'), refundAmount: idr(value), voidAmount: idr('1.00') };
    expect(read({}, { amountDetail })).toMatchObject({
      report: { state: 'PAID', amount: 7_500_000n, refunded: null, voided: 100n },
    });
  });

  it('takes what went back in another currency as not told', () => {
    const refundAmount = { value: '1.00', currency: 'SGD' };
    const noted: unknown[] = [];
    const fields = { ...paid, additionalInfo: { amountDetail: { refundAmount } } };
    expect(readQueryAnswer(reply(200, fields), asked, (paths) => noted.push(...paths))).toMatchObject({
      report: { state: 'PAID', refunded: null },
    });
    expect(noted).toEqual(['additionalInfo.amountDetail.refundAmount']);
  });

  it.each([
    ['the code 4045501', reply(404, { responseCode: '4045501', responseMessage: 'Transaction Not Found' })],
    ['the status 07', reply(200, { ...paid, latestTransactionStatus: '07' })],
  ])('says not found by %s', (_, told) => {
    expect(readQueryAnswer(told, asked)).toEqual({ kind: 'notFound' });
  });

  it('is unknown where DANA could not say', () => {
    const told = reply(500, { responseCode: '5005501', responseMessage: 'Internal Server Error' });
    expect(readQueryAnswer(told, asked)).toEqual(unknown(/5005501/));
  });

  it('tells an operator which words of DANA’s were not understood', () => {
    const told = reply(200, { ...paid, latestTransactionStatus: '09', transactionStatusDesc: '' });
    expect(readQueryAnswer(told, asked)).toMatchObject({ report: { state: 'UNRECOGNISED' } });
    expect(describeStatus(told)).toBe('status 09, -, acquirementStatus SUCCESS');
  });

  it.each([
    [{ transactionStatusDesc: 'CANCELLED' }, {}],
    [{ transactionStatusDesc: 'cancelled' }, {}],
    [{ transactionStatusDesc: 'CLOSED' }, { cancelled: 'true' }],
  ])('calls an order cancelled by %j %j', (more, statusDetail) => {
    expect(read({ latestTransactionStatus: '05', ...more }, { statusDetail })).toMatchObject({
      report: { state: 'CANCELLED' },
    });
  });
});
