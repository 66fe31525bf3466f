import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Approval } from '../../../src/domain/approval.ts';
import { type DailyReturn, noCeilings } from '../../../src/domain/approval-rules.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import type { DecideChange, OrderChange } from '../../../src/use-cases/ports/order-changes.ts';
import { approver } from '../actors.ts';
import { anApproval, minute, recorded } from '../orders.ts';
import { aRefund, insertPaidOrder, learn, requestRefund } from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** A request about this order, under numbers of its own. */
export function anApprovalOf(orderId: string, attributes: Partial<Approval> = {}): Approval {
  const id = `apr_${randomUUID()}`;
  return anApproval({ id, orderId, partnerRefundNo: `refund-${id}`, ...attributes });
}

/** Records a request, or its end, with the fact of the order. */
export function withApproval(
  approval: Approval,
  type: 'REQUESTED' | 'GRANTED' | 'REFUSED' = 'REQUESTED',
): DecideChange {
  return (order) => {
    const { id: approvalId, act, amount, expiresAt, requestedBy } = approval;
    const fact = {
      type: `APPROVAL_${type}`,
      approvalId,
      act,
      amount,
      reason: 'checked',
      expiresAt,
    } as OrderFact;
    const decision = decide(order, fact, type === 'REQUESTED' ? requestedBy : approver, minute(6));
    if (decision.kind !== 'changed') return null;
    return { order: decision.order, event: recorded(decision.event), dueAt: null, approval };
  };
}

const ended = {
  status: 'GRANTED',
  decidedBy: approver,
  endedAt: minute(8),
  decisionReason: 'checked',
} as const;

export function describeApprovals(subject: () => StoreUnderTest): void {
  describe('a request for a second person', () => {
    test('is recorded with its change, found by its id and number, and reserves its amount', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const approval = anApprovalOf(id);
      await store.change(id, withApproval(approval));
      expect(await store.findApproval({ id: approval.id })).toEqual(approval);
      expect(await store.findApproval({ partnerRefundNo: approval.partnerRefundNo ?? '' })).toEqual(approval);
      const { act, amount, expiresAt } = approval;
      const waiting = { id: approval.id, act, amount, requesterId: 'key-1', expiresAt };
      expect(await store.find({ id })).toMatchObject({ reserved: amount, waitingApprovals: [waiting] });
    });

    test('ends with its change, and only its end changes', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const approval = anApprovalOf(id);
      await store.change(id, withApproval(approval));
      await store.change(id, withApproval({ ...approval, ...ended, reason: 'another' }, 'GRANTED'));
      expect(await store.findApproval({ id: approval.id })).toEqual({ ...approval, ...ended });
      expect(await store.find({ id })).toMatchObject({ reserved: 0n, waitingApprovals: [] });
    });

    test('whose number another request has is refused, and nothing of the change is recorded', async () => {
      const { store } = subject();
      const first = await insertPaidOrder(store);
      const second = await insertPaidOrder(store);
      const taken = anApprovalOf(first.id);
      await store.change(first.id, withApproval(taken));
      const { partnerRefundNo } = taken;
      const outcome = await store.change(
        second.id,
        withApproval(anApprovalOf(second.id, { partnerRefundNo })),
      );
      expect(outcome).toEqual({ kind: 'refundNoTaken' });
      expect(await store.find({ id: second.id })).toEqual(second);
    });

    test('is not ended by who made it, whatever the lifecycle says', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const approval = anApprovalOf(id, { requestedBy: approver });
      await store.change(id, withApproval(approval));
      const forged: DecideChange = (order, refunds) => {
        const change = withApproval({ ...approval, ...ended }, 'GRANTED')(
          {
            ...order,
            waitingApprovals: order.waitingApprovals.map((one) => ({ ...one, requesterId: null })),
          },
          refunds,
        );
        return change;
      };
      await expect(store.change(id, forged)).rejects.toThrow('approvals_need_two_people');
      expect(await store.findApproval({ id: approval.id })).toMatchObject({ status: 'WAITING' });
    });

    test('is listed by its state and order, newest first, and is overdue once its time is over', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const [older, younger] = [minute(1), minute(2)].map((requestedAt) =>
        anApprovalOf(id, { requestedAt, expiresAt: new Date(requestedAt.getTime() + 60_000_000) }),
      ) as [Approval, Approval];
      await store.change(id, withApproval(older));
      await store.change(id, withApproval(younger));
      await store.change(id, withApproval({ ...older, ...ended }, 'GRANTED'));
      const idsOf = async (filter: Parameters<typeof store.pageApprovals>[0]) =>
        (await store.pageApprovals(filter, { first: 10 })).items.map(({ item }) => item.id);
      expect(await idsOf({ orderId: id })).toEqual([younger.id, older.id]);
      expect(await idsOf({ orderId: id, status: ['WAITING'] })).toEqual([younger.id]);
      expect(await idsOf({ orderId: id, status: [] })).toEqual([]);
      expect(await idsOf({ waitingFor: 'person-9' })).toEqual([younger.id]);
      expect(await idsOf({ waitingFor: younger.requestedBy.id ?? '' })).toEqual([]);
      const before = new Date(younger.expiresAt.getTime() - 1);
      expect(await store.listOverdueApprovals(before, 10)).toEqual([]);
      expect(await store.listOverdueApprovals(younger.expiresAt, 10)).toEqual([younger]);
    });
  });

  describe('a fact that people attest', () => {
    const evidence = { text: 'A letter', reference: 'L-1', fileHash: null };
    const aFactOf = (orderId: string, attributes: Partial<Approval> = {}) =>
      anApprovalOf(orderId, {
        act: 'REFUNDED_BY_TRANSFER',
        partnerRefundNo: null,
        amount: rupiah(100n),
        requestedBy: { kind: 'OPERATOR', id: 'person-2', name: 'Dewi' },
        evidence,
        ...attributes,
      });
    const keyOf = (orderId: string) => ({ orderId, act: 'REFUNDED_BY_TRANSFER', reference: 'L-1' }) as const;

    test('is found by its reference while it waits and once it is approved, not when it was refused', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const first = aFactOf(id);
      await store.change(id, withApproval(first));
      expect(await store.findApproval(keyOf(id))).toEqual(first);
      await store.change(id, withApproval({ ...first, ...ended, status: 'REFUSED' }, 'REFUSED'));
      expect(await store.findApproval(keyOf(id))).toBeNull();
      const again = aFactOf(id);
      await store.change(id, withApproval(again));
      await store.change(id, withApproval({ ...again, ...ended }, 'GRANTED'));
      expect(await store.findApproval(keyOf(id))).toMatchObject({
        id: again.id,
        status: 'GRANTED',
        evidence,
      });
    });

    test('is recorded once for each reference, and for each order', async () => {
      const { store } = subject();
      const one = await insertPaidOrder(store);
      const other = await insertPaidOrder(store);
      await store.change(one.id, withApproval(aFactOf(one.id)));
      expect(await store.change(one.id, withApproval(aFactOf(one.id)))).toEqual({ kind: 'factAttested' });
      expect((await store.change(other.id, withApproval(aFactOf(other.id)))).kind).toBe('changed');
    });
  });

  describe('what one requester gives back on one day', () => {
    const daily = (amount: bigint, more: Partial<DailyReturn> = {}): DailyReturn => ({
      actorId: randomUUID(),
      day: '2026-01-15',
      amount: rupiah(amount),
      isAlone: true,
      requestedMax: null,
      aloneMax: null,
      ...more,
    });
    const refundWith = (orderId: string, dailyReturn: DailyReturn): DecideChange => {
      const change = requestRefund(aRefund(orderId, { amount: dailyReturn.amount }));
      return (...given) => {
        const decided: OrderChange | null = change(...given);
        return decided && { ...decided, dailyReturn };
      };
    };

    test('stays within the ceiling, however many requests come at once', async () => {
      const { store } = subject();
      const orders = await Promise.all(Array.from({ length: 12 }, () => insertPaidOrder(store)));
      const one = daily(30n, { requestedMax: rupiah(100n) });
      const outcomes = await Promise.all(orders.map(({ id }) => store.change(id, refundWith(id, one))));
      expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(3);
      expect(outcomes.filter(({ kind }) => kind === 'dayCeilingReached')).toHaveLength(9);
      const found = await Promise.all(orders.map(({ id }) => store.find({ id })));
      expect(found.filter((order) => order?.refundPending === 30n)).toHaveLength(3);
    });

    test('stays within the rule for one person, to which approved requests do not count', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const one = daily(60n, { aloneMax: rupiah(100n) });
      expect((await store.change(id, refundWith(id, one))).kind).toBe('changed');
      expect(await store.change(id, refundWith(id, one))).toEqual({ kind: 'dayAloneReached' });
      expect((await store.change(id, refundWith(id, { ...one, isAlone: false }))).kind).toBe('changed');
      expect(await store.returnedOn(one)).toEqual({ requested: 120n, alone: 60n });
      expect(await store.returnedOn({ ...one, day: '2026-01-14' })).toEqual({ requested: 0n, alone: 0n });
      expect((await store.change(id, refundWith(id, { ...one, amount: rupiah(40n) }))).kind).toBe('changed');
      expect((await store.change(id, refundWith(id, { ...one, day: '2026-01-16' }))).kind).toBe('changed');
    });

    test('is not counted if the change is not recorded', async () => {
      const { store } = subject();
      const { id } = await insertPaidOrder(store);
      const one = daily(60n, { requestedMax: rupiah(100n) });
      const refund = aRefund(id);
      await store.change(id, requestRefund(refund));
      const taken: DecideChange = (...given) => {
        const decided = requestRefund(aRefund(id, { partnerRefundNo: refund.partnerRefundNo }))(...given);
        return decided && { ...decided, dailyReturn: one };
      };
      expect(await store.change(id, taken)).toEqual({ kind: 'refundNoTaken' });
      expect((await store.change(id, refundWith(id, { ...one, amount: rupiah(100n) }))).kind).toBe('changed');
    });

    test('has no ceiling for actors of whom nothing is recorded', async () => {
      const { store } = subject();
      expect(await store.ceilingsOf(approver)).toEqual(noCeilings);
      expect(await store.ceilingsOf({ kind: 'SERVER_KEY', id: 'bootstrap', name: null })).toEqual(noCeilings);
      expect(await store.ceilingsOf({ kind: 'OPERATOR', id: null, name: 'root' })).toEqual(noCeilings);
    });
  });

  test('an order whose money DANA returned elsewhere reserves only what is left', async () => {
    const { store } = subject();
    const { id, paid } = await insertPaidOrder(store);
    await store.change(id, withApproval(anApprovalOf(id)));
    await store.change(id, learn({ type: 'REFUNDED_ELSEWHERE', amount: rupiah(paid - 100n) }));
    expect(await store.find({ id })).toMatchObject({ reserved: 100n, refunded: paid - 100n });
  });
}
