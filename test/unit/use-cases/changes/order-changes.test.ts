import { describe, expect, test } from 'vitest';
import { rupiah, zeroRupiah } from '../../../../src/domain/money.ts';
import type { Order, OrderStatus } from '../../../../src/domain/order.ts';
import type { FactOrigin, OrderFact } from '../../../../src/domain/order-event.ts';
import {
  changeByContradiction,
  changeByFact,
  changeByVerdict,
  factOf,
  refundFinding,
  withReportNeeded,
} from '../../../../src/use-cases/changes/order-changes.ts';
import { reportNeededNow } from '../../../../src/use-cases/changes/schedule.ts';
import type { OrderChange } from '../../../../src/use-cases/ports/order-changes.ts';
import type { PaymentReport } from '../../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../../support/actors.ts';
import { anOrder, aRefund, declined, minute } from '../../../support/orders.ts';

const now = minute(10);
const by = (origin: FactOrigin) => ({ origin, now, chance: { uuid: () => '', fraction: () => 0 } });
const query = by('QUERY');

const paid: OrderFact = {
  type: 'PAID',
  referenceNo: 'DANA-1',
  paidAt: minute(5),
  paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
};

describe('a fact about an order', () => {
  test('is stored with its event, and due as the schedule says', () => {
    const change = changeByFact(query, anOrder({ status: 'PENDING' }), paid);
    expect(change).toEqual({
      order: expect.objectContaining({ status: 'PAID' }),
      event: expect.objectContaining({ source: 'QUERY', fact: paid, occurredAt: now }),
      conclusion: 'PAID at version 3',
      dueAt: null,
    });
  });

  test.each([
    ['an answer that leaves a doubt', 'QUERY', { type: 'NOT_FOUND' }],
    ['a request of our own', aServerKey, { type: 'CANCELLATION_REQUESTED', reason: null }],
  ] as const)('%s is no conclusion, so that a long wait stays an incident', (_, origin, fact) => {
    const change = changeByFact({ ...query, origin }, anOrder({ status: 'CONFIRMING' }), fact);
    expect(change).not.toBeNull();
    expect(change?.conclusion).toBeUndefined();
  });

  test('that is known already changes nothing', () => {
    expect(changeByFact(query, anOrder({ status: 'PAID' }), paid)).toBeNull();
  });

  test('that contradicts what DANA said before raises an incident, and DANA’s report is needed at once', () => {
    const order = anOrder({ status: 'EXPIRED' });
    expect(changeByFact(query, order, paid)).toMatchObject({
      ...reportNeededNow(now),
      incident: {
        kind: 'CONTRADICTED',
        dedupeKey: `CONTRADICTED:${order.id}:3`,
        orderId: order.id,
        partnerReferenceNo: order.partnerReferenceNo,
        detail: 'PAID after the order was final',
      },
    });
  });

  test('that the lifecycle has no place for is kept as a contradiction, in its words', () => {
    const change = changeByContradiction(query, anOrder({ status: 'PAID' }), { type: 'EXPIRED' });
    expect(change).toMatchObject({
      ...reportNeededNow(now),
      order: { status: 'PAID', contradictions: ['EXPIRED'] },
      incident: { kind: 'CONTRADICTED', detail: 'EXPIRED while PAID' },
    });
  });

  test('that is a refund made elsewhere raises an incident of its own kind', () => {
    const order = anOrder({ status: 'PAID' });
    const change = changeByFact(query, order, { type: 'REFUNDED_ELSEWHERE', amount: rupiah(100n) });
    expect(change?.incident).toMatchObject({
      kind: 'REFUNDED_ELSEWHERE',
      detail: expect.stringMatching(/\w/),
    });
    expect(change?.reportNeededAfter).toBeUndefined();
  });

  test('that pays an attempt of a checkout makes the other attempts due at once', () => {
    const attempt = anOrder({ status: 'PENDING', checkoutId: 'c' });
    expect(changeByFact(query, attempt, paid)).toMatchObject({ dueAt: now, reportNeededAfter: now });
    const refund = { type: 'REFUND_REQUESTED', refundId: 'r', partnerRefundNo: 'r' } as const;
    const requested = { ...refund, amount: rupiah(100n), reason: null };
    const byMerchant = changeByFact(by(aServerKey), anOrder({ status: 'PAID', checkoutId: 'c' }), requested);
    expect(byMerchant?.reportNeededAfter).toBeUndefined();
  });
});

describe('DANA’s verdict on a refund', () => {
  const order = anOrder({ status: 'PAID', refundPending: aRefund().amount });

  test('is stored with the refund as it is then', () => {
    const change = changeByVerdict(query, order, aRefund(), { type: 'REFUNDED', refundNo: 'R-1' });
    expect(change).toMatchObject({ refund: { refund: { status: 'SUCCEEDED', refundNo: 'R-1' } } });
  });

  test('that is known already changes nothing', () => {
    const refund = aRefund({ status: 'SUCCEEDED' });
    expect(changeByVerdict(query, order, refund, { type: 'REFUNDED', refundNo: 'R-1' })).toBeNull();
  });

  test('that contradicts an earlier one leaves the refund as it was', () => {
    const refund = aRefund({ status: 'SUCCEEDED' });
    const change = changeByVerdict(query, order, refund, { type: 'REFUND_DECLINED', ...declined });
    expect(change).toMatchObject({ incident: { kind: 'CONTRADICTED' } });
    expect(change).not.toHaveProperty('refund');
  });
});

describe('a change after which DANA’s report is needed', () => {
  const change = (more: Partial<OrderChange>) => ({ dueAt: null, ...more }) as OrderChange;

  test('is due at the sooner time and answered by the later report', () => {
    const needed = { dueAt: minute(12), reportNeededAfter: minute(13) };
    expect(withReportNeeded(change({}), needed)).toEqual(needed);
    expect(withReportNeeded(change({ dueAt: minute(11), reportNeededAfter: minute(14) }), needed)).toEqual({
      dueAt: minute(11),
      reportNeededAfter: minute(14),
    });
    expect(withReportNeeded(change({ dueAt: minute(15), reportNeededAfter: minute(12) }), needed)).toEqual(
      needed,
    );
  });
});

describe('what a report of DANA’s says about an order', () => {
  const report = (more: Partial<PaymentReport>): PaymentReport => ({
    state: 'PAID',
    referenceNo: 'DANA-1',
    amount: null,
    paidAt: minute(5),
    paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
    refunded: null,
    voided: null,
    chargedBack: null,
    isFrozen: null,
    ...more,
  });
  const factFrom = (
    more: Partial<PaymentReport>,
    order: Order = anOrder({ status: 'PENDING' }),
    isCurrent = true,
  ) => factOf(report(more), order, isCurrent, now);

  test('a payment counts even if the report is older than the order', () => {
    expect(factFrom({}, undefined, false)).toEqual(paid);
  });

  test('a payment without a time was made by now', () => {
    expect(factFrom({ paidAt: null })).toMatchObject({ type: 'PAID', paidAt: now });
  });

  test.each([
    ['INITIATED', { type: 'ACCEPTED', referenceNo: 'DANA-1', instruction: null }],
    ['PAYING', { type: 'ACCEPTED', referenceNo: 'DANA-1', instruction: null }],
    ['CANCELLED', { type: 'CANCELLED', voided: zeroRupiah, paidAt: minute(5) }],
    ['CLOSED', { type: 'EXPIRED' }],
    ['FAILED', { type: 'PAYMENT_FAILED' }],
    ['UNRECOGNISED', null],
  ] as const)('%s, if the report is current', (state, fact) => {
    expect(factFrom({ state })).toEqual(fact);
    expect(factFrom({ state }, undefined, false)).toBeNull();
  });

  test('a close that gave money back is a cancellation', () => {
    const fact = { type: 'CANCELLED', voided: 700n, paidAt: minute(5) };
    expect(factFrom({ state: 'CLOSED', voided: rupiah(700n) })).toEqual(fact);
    expect(factFrom({ state: 'CANCELLED', voided: rupiah(700n) })).toEqual(fact);
    expect(factFrom({ state: 'CLOSED', voided: zeroRupiah })).toEqual({ type: 'EXPIRED' });
  });

  test('a close while our cancellation is pending is that cancellation, until the order expires', () => {
    const cancellation = {
      status: 'PENDING',
      requestedAt: minute(1),
      actor: aServerKey,
      reason: null,
    } as const;
    const order = (expiresAt: Date) => anOrder({ status: 'PENDING', expiresAt, cancellation });
    expect(factFrom({ state: 'CLOSED' }, order(minute(11)))).toMatchObject({ type: 'CANCELLED' });
    expect(factFrom({ state: 'CLOSED' }, order(now))).toEqual({ type: 'EXPIRED' });
    const settled = { ...order(minute(11)), cancellation: { ...cancellation, status: 'FAILED' as const } };
    expect(factFrom({ state: 'CLOSED' }, settled)).toEqual({ type: 'EXPIRED' });
  });

  test.each(['EXPIRED', 'FAILED'] as const satisfies readonly OrderStatus[])(
    'money that went back from an order that is %s had come first',
    (status) => {
      const order = anOrder({ status });
      expect(factFrom({ state: 'CANCELLED', voided: order.amount }, order)).toMatchObject({ type: 'PAID' });
      expect(factFrom({ state: 'CANCELLED', voided: zeroRupiah }, order)).toMatchObject({
        type: 'CANCELLED',
      });
      expect(factFrom({ state: 'CANCELLED' }, order)).toMatchObject({ type: 'CANCELLED' });
    },
  );
});

describe('what DANA’s total of refunds proves', () => {
  const order = anOrder({ status: 'PAID', refundPending: aRefund().amount });
  const total = (refunded: bigint | null) => ({ refunded }) as PaymentReport;
  const { amount } = aRefund();
  const pending = aRefund({ id: 'pending' });

  test('nothing while the totals agree, or DANA does not speak of refunds', () => {
    expect(refundFinding(total(0n), order, [pending])).toBeNull();
    expect(refundFinding(total(null), order, [pending])).toBeNull();
  });

  test('the only pending refund, if the difference is its amount', () => {
    expect(
      refundFinding(total(amount), order, [pending, aRefund({ id: 'done', status: 'SUCCEEDED' })]),
    ).toEqual({
      refund: pending,
      verdict: { type: 'REFUNDED', refundNo: null },
    });
    const known = anOrder({ ...order, refunded: rupiah(500n) });
    expect(refundFinding(total(amount + 500n), known, [pending])).toMatchObject({ refund: pending });
  });

  test('nothing about two pending refunds, or about another amount', () => {
    expect(refundFinding(total(amount), order, [pending, aRefund({ id: 'other' })])).toBeNull();
    expect(refundFinding(total(amount - 1n), order, [pending])).toBeNull();
  });

  test('nothing if a declined refund has the same amount: that one may have been made late', () => {
    const failed = aRefund({ id: 'failed', status: 'FAILED' });
    expect(refundFinding(total(amount), order, [failed, pending])).toBeNull();
    const smaller = aRefund({ id: 'failed', status: 'FAILED', amount: rupiah(1n) });
    expect(refundFinding(total(amount), order, [smaller, pending])).toMatchObject({ refund: pending });
  });

  test('a refund made elsewhere, if none is pending', () => {
    const untouched = anOrder({ status: 'PAID' });
    const elsewhere = (sen: bigint) => ({ fact: { type: 'REFUNDED_ELSEWHERE', amount: sen } });
    expect(refundFinding(total(700n), untouched, [])).toEqual(elsewhere(700n));
    expect(refundFinding(total(untouched.amount), untouched, [])).toEqual(elsewhere(untouched.amount));
    expect(refundFinding(total(untouched.amount + 1n), untouched, [])).toEqual(
      elsewhere(untouched.amount + 1n),
    );
    const voided = anOrder({ status: 'CANCELLED', paid: untouched.amount, voided: untouched.amount });
    expect(refundFinding(total(700n), voided, [])).toBeNull();
  });
});
