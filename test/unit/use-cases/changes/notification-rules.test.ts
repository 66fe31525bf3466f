import { describe, expect, test } from 'vitest';
import { danaActor } from '../../../../src/domain/actor.ts';
import { detailText } from '../../../../src/domain/incidents/detail-text.ts';
import type { UnfitDetail } from '../../../../src/domain/incidents/incident-detail.ts';
import { rupiah, zeroRupiah } from '../../../../src/domain/money.ts';
import type { Order } from '../../../../src/domain/order.ts';
import {
  changeByNotification,
  disputesPayment,
  mismatchOf,
} from '../../../../src/use-cases/changes/notification-rules.ts';
import type { FinishNotify } from '../../../../src/use-cases/ports/finish-notify.ts';
import type { InboxEntry } from '../../../../src/use-cases/ports/inbox.ts';
import type { PaymentReport } from '../../../../src/use-cases/ports/payment-provider.ts';
import { anOrder, minute } from '../../../support/orders.ts';

const order = anOrder({ status: 'PENDING' });
const context = {
  origin: 'FINISH_NOTIFY',
  now: minute(6),
  chance: { uuid: () => '', fraction: () => 0 },
} as const;

function aNotify(report: Partial<PaymentReport> = {}, more: Partial<FinishNotify> = {}): FinishNotify {
  return {
    partnerReferenceNo: order.partnerReferenceNo,
    merchantId: 'merchant',
    currency: 'IDR',
    latestTransactionStatus: '00',
    report: {
      state: 'PAID',
      referenceNo: 'DANA-1',
      amount: order.amount,
      paidAt: minute(5),
      paidWith: [],
      refunded: null,
      voided: null,
      chargedBack: null,
      isFrozen: null,
      ...report,
    },
    ...more,
  };
}

const received = (timestamp: string) => ({ timestamp, receivedAt: minute(20) }) as InboxEntry;
const onTime = received(minute(20).toISOString());
const mismatch = (notify: FinishNotify, about: Order = order) =>
  mismatchOf(notify, onTime, about, 'merchant');

const inWords = (detail: UnfitDetail | null) => (detail === null ? '' : detailText(detail, 'EN'));

describe('a verified notification fits its order', () => {
  test('if merchant, number, currency, amount and status are the order’s', () => {
    expect(mismatch(aNotify())).toBeNull();
  });

  test('also before DANA’s number is known on either side', () => {
    expect(mismatch(aNotify({ referenceNo: null }))).toBeNull();
    expect(mismatch(aNotify({ referenceNo: 'DANA-2' }), anOrder())).toBeNull();
  });

  test.each([
    ['merchantId', aNotify({}, { merchantId: 'another' })],
    ['originalReferenceNo', aNotify({ referenceNo: 'DANA-2' })],
    ['currency is USD', aNotify({}, { currency: 'USD' })],
    ['amount', aNotify({ amount: rupiah(order.amount + 1n) })],
    ['amount', aNotify({ amount: null })],
    ['latestTransactionStatus 99', aNotify({ state: 'UNRECOGNISED' }, { latestTransactionStatus: '99' })],
  ])('else an operator reads why: %s', (words, notify) => {
    expect(inWords(mismatch(notify))).toContain(words);
  });

  test.each([
    ['ten minutes before', minute(10), true],
    ['ten minutes after', minute(30), true],
    ['more than ten minutes before', new Date(minute(10).getTime() - 1), false],
    ['more than ten minutes after', new Date(minute(30).getTime() + 1), false],
  ])('only if it was sent about when it came: %s', (_, sentAt, fits) => {
    const reason = mismatchOf(aNotify(), received(sentAt.toISOString()), order, 'merchant');
    expect(reason === null).toBe(fits);
    if (!fits) expect(inWords(reason)).toContain(sentAt.toISOString());
  });

  test('never with an X-Timestamp that is no time', () => {
    expect(inWords(mismatchOf(aNotify(), received('yesterday'), order, 'merchant'))).toContain('yesterday');
    const milliseconds = (at: Date) => received(String(at.getTime()));
    expect(mismatchOf(aNotify(), milliseconds(minute(30)), order, 'merchant')).toBeNull();
    const late = mismatchOf(aNotify(), milliseconds(minute(31)), order, 'merchant');
    expect(inWords(late)).toContain('X-Timestamp');
  });
});

describe('the change that a fitting notification makes', () => {
  test('a payment pays the order', () => {
    expect(changeByNotification(context, order, aNotify())).toMatchObject({
      order: { status: 'PAID' },
      event: { source: 'FINISH_NOTIFY', actor: danaActor },
    });
  });

  test('a status without meaning changes nothing', () => {
    expect(changeByNotification(context, order, aNotify({ state: 'UNRECOGNISED' }))).toBeNull();
  });

  test('a close of an unpaid order ends it', () => {
    expect(changeByNotification(context, order, aNotify({ state: 'CLOSED' }))).toMatchObject({
      order: { status: 'EXPIRED' },
    });
  });

  test('a close of a paid order is recorded as a contradiction, once under whichever name', () => {
    const paid = anOrder({ status: 'PAID' });
    const closed = aNotify({ state: 'CLOSED' });
    expect(changeByNotification(context, paid, closed)).toMatchObject({
      order: { status: 'PAID', contradictions: ['EXPIRED'] },
    });
    for (const known of ['EXPIRED', 'CANCELLED', 'PAYMENT_FAILED'])
      expect(changeByNotification(context, { ...paid, contradictions: [known] }, closed)).toBeNull();
    expect(changeByNotification(context, { ...paid, contradictions: ['OTHER'] }, closed)).not.toBeNull();
  });
});

describe('a notification disputes a payment', () => {
  const paid = anOrder({ status: 'PAID' });

  test.each([
    ['CLOSED', true],
    ['CANCELLED', true],
    ['FAILED', true],
    ['PAID', false],
    ['PAYING', false],
    ['INITIATED', false],
  ] as const)('of a paid order if it says %s: %s', (state, disputes) => {
    expect(disputesPayment(paid, aNotify({ state }))).toBe(disputes);
    expect(disputesPayment(order, aNotify({ state }))).toBe(false);
  });

  test('but not once the payment was given back and the order is at rest', () => {
    const voided = anOrder({ ...paid, status: 'CANCELLED', voided: paid.paid });
    expect(disputesPayment(voided, aNotify({ state: 'CLOSED' }))).toBe(false);
    expect(disputesPayment({ ...voided, voided: zeroRupiah }, aNotify({ state: 'CLOSED' }))).toBe(true);
    expect(disputesPayment({ ...voided, refundPending: rupiah(1n) }, aNotify({ state: 'CLOSED' }))).toBe(
      true,
    );
  });
});
