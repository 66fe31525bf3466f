import { describe, expect, test } from 'vitest';
import { gatewayActor } from '../../../src/domain/actor.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import { type Rupiah, rupiah } from '../../../src/domain/money.ts';
import { refundable } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import { anOrder, minute } from '../../support/orders.ts';

const aRefundRequest = (amount: Rupiah): OrderFact => {
  return { type: 'REFUND_REQUESTED', refundId: 'r', partnerRefundNo: 'r', amount, reason: null };
};

describe('a request for a second person', () => {
  const half = rupiah(anOrder().amount / 2n);
  const approval = { approvalId: 'a', act: 'REFUND', amount: half } as const;
  const request = {
    type: 'APPROVAL_REQUESTED',
    ...approval,
    reason: null,
    expiresAt: minute(60),
  } as OrderFact;
  const requested = decide(anOrder({ status: 'PAID' }), request, aServerKey, minute(1)).order;

  test('reserves its amount like a pending refund, and frees it when it ends', () => {
    expect(requested.reserved).toBe(half);
    expect(refundable(requested)).toBe(anOrder().amount - half);
    const refused = decide(
      requested,
      { type: 'APPROVAL_REFUSED', ...approval, reason: 'Not ours' } satisfies OrderFact,
      approver,
      minute(6),
    ).order;
    expect(refused).toMatchObject({ reserved: 0n, waitingApprovals: [] });
    expect(refundable(refused)).toBe(anOrder().amount);
  });

  test('is no more than what is left after the requests before it', () => {
    const more = { ...request, approvalId: 'b', amount: rupiah(half + 100n) } as OrderFact;
    expect(decide(requested, more, aServerKey, minute(2)).kind).toBe('contradicted');
    expect(decide(requested, aRefundRequest(rupiah(half + 100n)), aServerKey, minute(6)).kind).toBe(
      'contradicted',
    );
  });

  test('is decided by another person only, whichever key they use', () => {
    const grant = { type: 'APPROVAL_GRANTED', ...approval, reason: 'Checked' } as OrderFact;
    const mine = decide(anOrder({ status: 'PAID' }), request, approver, minute(1)).order;
    expect(decide(mine, grant, approver, minute(2)).kind).toBe('contradicted');
    expect(decide(requested, grant, { ...aServerKey, id: 'key-2' }, minute(2)).kind).toBe('contradicted');
    expect(decide(requested, grant, approver, minute(2)).kind).toBe('changed');
  });

  test('is decided before it expires, and expires only then', () => {
    const grant = { type: 'APPROVAL_GRANTED', ...approval, reason: 'Checked' } as OrderFact;
    const expiry = { type: 'APPROVAL_EXPIRED', ...approval } as OrderFact;
    expect(decide(requested, expiry, gatewayActor, minute(59)).kind).toBe('contradicted');
    expect(decide(requested, grant, approver, minute(60)).kind).toBe('contradicted');
    expect(decide(requested, expiry, gatewayActor, minute(60)).order.reserved).toBe(0n);
  });

  test('reserves what is left if DANA reports that money went back elsewhere', () => {
    const { amount } = anOrder();
    const elsewhere = decide(
      requested,
      { type: 'REFUNDED_ELSEWHERE', amount: rupiah(amount - 100n) },
      'QUERY',
      minute(2),
    );
    expect(elsewhere).toMatchObject({ kind: 'changed', order: { reserved: 100n } });
  });
});
