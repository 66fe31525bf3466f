import { describe, expect, test } from 'vitest';
import { rupiah, zeroRupiah } from '../../../../src/domain/money.ts';
import type { Order, OrderStatus } from '../../../../src/domain/order.ts';
import type { OrderFact } from '../../../../src/domain/order-event.ts';
import { factOf, refundFinding } from '../../../../src/use-cases/changes/order-changes.ts';
import type { PaymentReport } from '../../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../../support/actors.ts';
import { anOrder, aRefund, minute } from '../../../support/orders.ts';

const now = minute(10);

const paid: OrderFact = {
  type: 'PAID',
  referenceNo: 'DANA-1',
  paidAt: minute(5),
  paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
};

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
