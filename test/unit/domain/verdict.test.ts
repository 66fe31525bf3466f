import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import {
  lastReportOf,
  type VerdictCode,
  type VerdictProof,
  verdictCodes,
  verdictOn,
} from '../../../src/domain/verdict.ts';
import { customerAnswer } from '../../../src/graphql/support/customer-answers.ts';
import { verdictSentence } from '../../../src/graphql/support/verdict-sentences.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder, minute } from '../../support/orders.ts';

const { amount } = anOrder();
const half = rupiah(amount / 2n);
const cancelling = { status: 'PENDING', requestedAt: minute(6), actor: aServerKey, reason: null } as const;
const proof = {
  paid: { source: 'FINISH_NOTIFY', at: minute(6) },
  back: { source: 'REFUND_ANSWER', at: minute(8) },
  ended: { source: 'CANCEL_ANSWER', at: minute(9) },
  lastReport: { state: 'NOT_PAID', at: minute(6) },
  unansweredAt: null,
  payTo: { kind: 'VIRTUAL_ACCOUNT', lastDigits: '9754' },
  refundNos: [
    { partnerRefundNo: 'rf-2', status: 'PENDING' },
    { partnerRefundNo: 'rf-1', status: 'SUCCEEDED' },
  ],
  nextQueryAt: minute(7),
} as const satisfies VerdictProof;

const cases: readonly (readonly [VerdictCode, Partial<Order>, bigint])[] = [
  ['NOT_KNOWN_YET', { status: 'CONFIRMING' }, amount],
  ['NOT_PAID_YET', { status: 'PENDING' }, amount],
  ['NOT_PAID', { status: 'EXPIRED' }, amount],
  ['NOT_PAID', { status: 'FAILED' }, amount],
  ['NOT_PAID', { status: 'CANCELLED' }, amount],
  ['CANCELLATION_PENDING', { status: 'PENDING', cancellation: cancelling }, amount],
  ['CANCELLATION_PENDING', { status: 'PAID', cancellation: cancelling }, amount],
  ['CANCELLED_AND_RETURNED', { status: 'CANCELLED', paid: amount, voided: amount }, amount],
  ['PAID', { status: 'PAID' }, amount],
  ['PAID_AND_FROZEN', { status: 'PAID', isFrozen: true }, amount],
  ['REFUND_PENDING', { status: 'PAID', refundPending: half }, half],
  ['WAITS_FOR_APPROVAL', { status: 'PAID', reserved: half }, half],
  ['PARTLY_REFUNDED', { status: 'PARTIALLY_REFUNDED', refunded: half }, half],
  ['REFUNDED', { status: 'REFUNDED' }, amount],
  // DANA could not deliver the refund: the payer has nothing of it.
  ['PAID', { status: 'PAID', refunded: half, returned: half }, amount],
  ['REFUNDED_BY_TRANSFER', { status: 'PAID', transferred: half }, half],
  ['REFUNDED', { status: 'PARTIALLY_REFUNDED', refunded: half, transferred: half }, amount],
  ['PAID', { status: 'PAID', chargedBack: half, chargebackWon: half }, amount],
  ['CHARGED_BACK', { status: 'PARTIALLY_REFUNDED', refunded: half, chargedBack: half }, half],
];

describe('the verdict on an order', () => {
  test.each(cases)('%s', (code, attributes, about) => {
    expect(verdictOn(anOrder(attributes), proof)).toMatchObject({ code, amount: about, ...proof });
  });

  test('has every code', () => {
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(verdictCodes));
  });
});

describe('the headline of an order', () => {
  const said = (attributes: Partial<Order>, language: 'EN' | 'ID', known: Partial<VerdictProof> = {}) =>
    verdictSentence(verdictOn(anOrder(attributes), { ...proof, ...known }), language);

  test('names the amount, the time in Jakarta and how a payment is proven', () => {
    expect(said({ status: 'PAID' }, 'EN')).toBe(
      'Paid: Rp75.000 on 15 January 2026, 10:05 WIB. DANA reported it in a signed notification (15 January 2026, 10:06 WIB).',
    );
    expect(said({ status: 'PAID' }, 'ID')).toBe(
      'Sudah dibayar: Rp75.000 pada 15 Januari 2026, 10.05 WIB. DANA melaporkannya melalui notifikasi bertanda tangan (15 Januari 2026, 10.06 WIB).',
    );
  });

  test('names the time of the next look if nobody knows yet', () => {
    expect(said({ status: 'CONFIRMING' }, 'EN')).toContain('asks DANA again at 15 January 2026, 10:07 WIB');
  });

  test('names the payment and its proof also after a part went back, and how that is proven', () => {
    expect(said({ status: 'PARTIALLY_REFUNDED', refunded: half }, 'EN')).toBe(
      'Paid: Rp75.000 on 15 January 2026, 10:05 WIB. DANA reported it in a signed notification (15 January 2026, 10:06 WIB). ' +
        'Rp37.500 of it was refunded. DANA confirmed it in its answer (15 January 2026, 10:08 WIB).',
    );
  });

  test('names when DANA last said that nothing was paid, and to which account', () => {
    expect(said({ status: 'PENDING' }, 'ID')).toContain(
      'Sampai 15 Januari 2026, 10.06 WIB, DANA belum menerima pembayaran ke virtual account …9754.',
    );
    expect(said({ status: 'PENDING' }, 'EN')).toContain(
      'As of 15 January 2026, 10:06 WIB, DANA has received no payment to the virtual account ending in 9754.',
    );
  });

  test('names that DANA does not have the order, and that DANA did not answer', () => {
    const known = { lastReport: { state: 'NOT_FOUND', at: minute(6) }, unansweredAt: minute(8) } as const;
    const words = said({ status: 'CONFIRMING' }, 'EN', known);
    expect(words).toContain('As of 15 January 2026, 10:06 WIB, DANA does not have this order.');
    expect(words).toContain('Asked at 15 January 2026, 10:08 WIB, DANA gave no clear answer.');
    expect(said({ status: 'PENDING' }, 'EN')).not.toContain('gave no clear answer');
  });

  test('names who cancelled an unpaid order and why, and when DANA confirmed it', () => {
    const cancellation = { ...cancelling, status: 'SUCCEEDED', reason: 'sold out' } as const;
    expect(said({ status: 'CANCELLED', cancellation }, 'EN')).toBe(
      'Not paid: Rp75.000. The order was cancelled by the shop (“sold out”) on 15 January 2026, 10:09 WIB. ' +
        'DANA confirmed it in its answer (15 January 2026, 10:09 WIB).',
    );
    expect(said({ status: 'CANCELLED' }, 'ID')).toContain(
      'Pesanan dibatalkan pada 15 Januari 2026, 10.09 WIB.',
    );
  });

  test.each(cases)('names an amount for %s', (_, attributes) => {
    for (const language of ['EN', 'ID'] as const) expect(said(attributes, language)).toMatch(/Rp\d/);
  });

  test.each(cases)('is a sentence in both languages for %s', (_, attributes) => {
    for (const language of ['EN', 'ID'] as const) {
      expect(said(attributes, language)).toMatch(/^[A-Z].{10,420}[.)]$/);
      expect(said(attributes, language)).not.toMatch(/undefined|null/);
    }
    expect(said(attributes, 'EN')).not.toBe(said(attributes, 'ID'));
  });
});

describe('the text for a customer', () => {
  const answer = (
    attributes: Partial<Order>,
    language: 'EN' | 'ID' = 'ID',
    known: Partial<VerdictProof> = {},
  ) => customerAnswer(verdictOn(anOrder(attributes), { ...proof, ...known }), language);

  test.each(cases)('begins with the order, and has no jargon, for %s', (_, attributes) => {
    const { partnerReferenceNo, title } = anOrder(attributes);
    expect(answer(attributes)).toMatch(new RegExp(`^Pesanan ${partnerReferenceNo}, ${title}\\. [A-Z0-9]`));
    expect(answer(attributes, 'EN')).toMatch(
      new RegExp(`^Order ${partnerReferenceNo}, ${title}\\. [A-Z0-9]`),
    );
    expect(answer(attributes)).not.toMatch(/tanda tangan|gateway|undefined|null/);
    expect(answer(attributes, 'EN')).not.toMatch(/signed|gateway|undefined|null/);
    expect(answer(attributes)).toMatch(/Rp\d/);
  });

  test.each([
    { status: 'PENDING' },
    { status: 'CONFIRMING' },
    { status: 'EXPIRED' },
    { status: 'CANCELLED' },
  ] as const)('never invites to pay twice: $status', (attributes) => {
    expect(answer(attributes)).toContain(
      'Jika Anda sudah transfer, jangan bayar lagi; kirimkan bukti transfer',
    );
    expect(answer(attributes, 'EN')).toContain('please do not pay again; send us your proof');
  });

  test('names the number of the refund that it is about', () => {
    expect(answer({ status: 'PAID', refundPending: half })).toContain('(nomor referensi rf-2)');
    expect(answer({ status: 'PARTIALLY_REFUNDED', refunded: half })).toContain('(nomor referensi rf-1)');
    expect(answer({ status: 'REFUNDED' }, 'EN', { refundNos: [] })).not.toContain('reference');
  });
});

test('the acceptance of an order counts as a report until DANA has answered a younger query', () => {
  const state = 'NOT_FOUND';
  expect(lastReportOf(null, null)).toBeNull();
  expect(lastReportOf(null, minute(1))).toEqual({ state: 'NOT_PAID', at: minute(1) });
  expect(lastReportOf({ state, at: minute(1) }, minute(2))).toEqual({ state: 'NOT_PAID', at: minute(2) });
  expect(lastReportOf({ state, at: minute(3) }, minute(2))).toEqual({ state, at: minute(3) });
});
