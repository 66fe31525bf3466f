import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { type VerdictCode, verdictCodes, verdictOn } from '../../../src/domain/verdict.ts';
import { verdictSentence } from '../../../src/graphql/support/verdict-sentences.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder, minute } from '../../support/orders.ts';

const { amount } = anOrder();
const half = rupiah(amount / 2n);
const cancelling = { status: 'PENDING', requestedAt: minute(6), actor: aServerKey, reason: null } as const;
const proof = {
  paid: { source: 'FINISH_NOTIFY', at: minute(6) },
  back: { source: 'REFUND_ANSWER', at: minute(8) },
  nextQueryAt: minute(7),
} as const;

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

describe('what is said to a customer', () => {
  const said = (attributes: Partial<Order>, language: 'EN' | 'ID') =>
    verdictSentence(verdictOn(anOrder(attributes), proof), language);

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

  test.each(cases)('names an amount for %s', (_, attributes) => {
    for (const language of ['EN', 'ID'] as const) expect(said(attributes, language)).toMatch(/Rp\d/);
  });

  test.each(cases)('is a sentence in both languages for %s', (_, attributes) => {
    for (const language of ['EN', 'ID'] as const) {
      expect(said(attributes, language)).toMatch(/^[A-Z].{10,320}[.)]$/);
      expect(said(attributes, language)).not.toMatch(/undefined|null/);
    }
    expect(said(attributes, 'EN')).not.toBe(said(attributes, 'ID'));
  });
});
