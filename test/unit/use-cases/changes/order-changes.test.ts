import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../../src/domain/money.ts';
import type { FactOrigin, OrderFact } from '../../../../src/domain/order-event.ts';
import {
  changeByContradiction,
  changeByFact,
  changeByVerdict,
  withReportNeeded,
} from '../../../../src/use-cases/changes/order-changes.ts';
import { reportNeededNow } from '../../../../src/use-cases/changes/schedule.ts';
import type { OrderChange } from '../../../../src/use-cases/ports/order-changes.ts';
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
        detail: { code: 'FACT_AFTER_END', fact: 'PAID' },
      },
    });
  });

  test('that the lifecycle has no place for is kept as a contradiction, in its words', () => {
    const change = changeByContradiction(query, anOrder({ status: 'PAID' }), { type: 'EXPIRED' });
    expect(change).toMatchObject({
      ...reportNeededNow(now),
      order: { status: 'PAID', contradictions: ['EXPIRED'] },
      incident: { kind: 'CONTRADICTED', detail: { code: 'FACT_WHILE', fact: 'EXPIRED', status: 'PAID' } },
    });
  });

  test('that is a refund made elsewhere raises an incident of its own kind', () => {
    const order = anOrder({ status: 'PAID' });
    const change = changeByFact(query, order, { type: 'REFUNDED_ELSEWHERE', amount: rupiah(100n) });
    expect(change?.incident).toMatchObject({
      kind: 'REFUNDED_ELSEWHERE',
      detail: { code: 'REFUND_ELSEWHERE' },
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
