import { describe, expect, test } from 'vitest';
import { mayCancel, mayRefund } from '../../../src/domain/cancel-and-refund-rules.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { OperationStatus } from '../../../src/domain/refund.ts';
import { decideRefund, decideReturned, type RefundVerdict } from '../../../src/domain/refund-lifecycle.ts';
import { anOrder, aRefund, declined, minute } from '../../support/orders.ts';

const done = { type: 'REFUNDED', refundNo: 'R-1' } as const satisfies RefundVerdict;
const declinedVerdict = { type: 'REFUND_DECLINED', ...declined } as const satisfies RefundVerdict;

/** A paid order with one refund in this status, and DANA's verdict on it. */
function decideOn(status: OperationStatus, verdict: RefundVerdict, refundNo: string | null = null) {
  const before = aRefund({ status, refundNo });
  const order = anOrder({
    status: 'PAID',
    refundPending: rupiah(status === 'PENDING' ? before.amount : 0n),
    refunded: rupiah(status === 'SUCCEEDED' ? before.amount : 0n),
  });
  return { order, before, ...decideRefund(order, before, verdict, 'REFUND_ANSWER', minute(9)) };
}

describe('a pending refund', () => {
  test('that DANA made has succeeded, with DANA’s number, and its amount is given back', () => {
    const { decision, refund, before } = decideOn('PENDING', done);
    expect(refund).toEqual({ ...before, status: 'SUCCEEDED', refundNo: 'R-1', updatedAt: minute(9) });
    expect(decision).toMatchObject({
      kind: 'changed',
      isReversal: false,
      order: { status: 'PARTIALLY_REFUNDED', refundPending: 0n, refunded: before.amount },
      event: {
        source: 'REFUND_ANSWER',
        fact: { type: 'REFUNDED', refundId: before.id, amount: before.amount, from: 'PENDING' },
      },
    });
  });

  test('keeps the number that it has if the verdict brings none', () => {
    expect(decideOn('PENDING', { type: 'REFUNDED', refundNo: null }, 'R-0').refund.refundNo).toBe('R-0');
    expect(decideOn('PENDING', { type: 'REFUNDED', refundNo: null }).refund.refundNo).toBeNull();
  });

  test('that DANA declined has failed, and its amount may be given back again', () => {
    const { decision, refund, before } = decideOn('PENDING', declinedVerdict, 'R-0');
    expect(refund).toEqual({ ...before, status: 'FAILED', refundNo: 'R-0', updatedAt: minute(9) });
    expect(decision).toMatchObject({
      kind: 'changed',
      isReversal: false,
      order: { status: 'PAID', refundPending: 0n, refunded: 0n },
      event: { fact: { type: 'REFUND_DECLINED', responseCode: declined.responseCode } },
    });
  });
});

describe('a refund that is settled', () => {
  test.each([
    ['SUCCEEDED', done],
    ['FAILED', declinedVerdict],
  ] as const)('%s: the same verdict again changes nothing', (status, verdict) => {
    const { decision, refund, order, before } = decideOn(status, verdict);
    expect(decision).toEqual({ kind: 'unchanged', order });
    expect(refund).toBe(before);
  });

  test('a decline after success is a contradiction and changes no amount', () => {
    const { decision, refund, before } = decideOn('SUCCEEDED', declinedVerdict);
    expect(decision).toMatchObject({
      kind: 'contradicted',
      order: { refunded: before.amount, contradictions: ['REFUND_DECLINED'] },
    });
    expect(refund).toBe(before);
  });

  test('money wins: a refund that was declined and then made has succeeded, as a reversal', () => {
    const { decision, refund, before } = decideOn('FAILED', done);
    expect(refund).toMatchObject({ status: 'SUCCEEDED', refundNo: 'R-1' });
    expect(decision).toMatchObject({
      kind: 'changed',
      isReversal: true,
      order: { refunded: before.amount, refundPending: 0n },
      event: { fact: { type: 'REFUNDED', from: 'FAILED' } },
    });
  });
});

test('a refund beyond what was paid is contradicted, and the refund stays as it was', () => {
  const refund = aRefund({ status: 'FAILED' });
  const order = anOrder({ status: 'PAID', paid: rupiah(100n), amount: rupiah(100n) });
  const result = decideRefund(order, { ...refund, amount: rupiah(101n) }, done, 'REFUND_ANSWER', minute(9));
  expect(result.decision.kind).toBe('contradicted');
  expect(result.refund.status).toBe('FAILED');
});

describe('a refund that DANA could not deliver', () => {
  const before = aRefund({ status: 'SUCCEEDED' });
  const order = anOrder({ status: 'PARTIALLY_REFUNDED', refunded: before.amount });
  const half = rupiah(500_000n);
  const comesBack = (returned = before.amount, refund = before) =>
    decideReturned(order, refund, returned, 'SETTLEMENT', minute(9));

  test('comes back: its money can be refunded again, and DANA’s total stays', () => {
    const { decision, refund } = comesBack();
    expect(decision).toMatchObject({
      kind: 'changed',
      isReversal: false,
      order: { status: 'PAID', refunded: before.amount, returned: before.amount },
      event: {
        source: 'SETTLEMENT',
        actor: { kind: 'DANA' },
        fact: { type: 'REFUND_RETURNED', amount: before.amount, returned: before.amount },
      },
    });
    expect(refund).toEqual({ ...before, returned: before.amount, returnedAt: minute(9) });
    expect(mayRefund(decision.order, null)).toEqual({ kind: 'ALLOWED', amount: order.paid });
    expect(mayCancel(decision.order)).toBe('NOT_CANCELLABLE');
  });

  test('may come back in parts, each recorded once', () => {
    const { decision, refund } = comesBack(half);
    expect(decision.order).toMatchObject({ status: 'PARTIALLY_REFUNDED', returned: half });
    expect(comesBack(half, refund).decision.kind).toBe('unchanged');
    expect(
      decideReturned(decision.order, refund, before.amount, 'SETTLEMENT', minute(9)).decision,
    ).toMatchObject({
      order: { returned: before.amount },
      event: { fact: { amount: half, returned: before.amount } },
    });
  });

  test.each([
    ['more than its amount', comesBack(rupiah(before.amount + 1n))],
    ['before it was made', comesBack(before.amount, aRefund())],
  ])('%s changes nothing', (_what, { decision }) => expect(decision.kind).toBe('unchanged'));
});
