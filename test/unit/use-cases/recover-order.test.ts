import { expect, test } from 'vitest';
import { readLagMaxMs } from '../../../src/use-cases/changes/schedule.ts';
import type { QueryOrderAnswer } from '../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../support/actors.ts';
import { accepted, aNotification, insertPaidOrder, learn } from '../../support/order-store-contract/steps.ts';
import { assembled, found, silence } from './assembled.ts';

/** A paid order for which DANA sent a notification that cannot be understood, so its report is needed. */
async function anOrderThatNeedsReport(query: () => QueryOrderAnswer) {
  let queriesCount = 0;
  const world = assembled({
    async queryOrder() {
      queriesCount += 1;
      return query();
    },
  });
  const { id, partnerReferenceNo, amount } = await insertPaidOrder(world.store);
  await world.useCases.receiveFinishNotify({
    ...aNotification({}),
    body: Buffer.from(partnerReferenceNo),
  });
  return {
    ...world,
    id,
    amount,
    order: () => world.store.find({ id }),
    queriesCount: () => queriesCount,
    nextDueAt: world.store.nextDueAt,
  };
}

test('recovery queries DANA at once, and once more when its reads have caught up', async () => {
  const { passToNextDue, queriesCount, nextDueAt } = await anOrderThatNeedsReport(() => found());
  expect(await passToNextDue()).toBe(0);
  expect(await passToNextDue()).toBe(readLagMaxMs);
  expect(queriesCount()).toBe(2);
  expect(await nextDueAt()).toBeNull();
});

test.each<[string, QueryOrderAnswer]>([
  ['does not answer', silence],
  ['reports a state that is in no list', found({ state: 'UNRECOGNISED' })],
])('a report stays needed while DANA %s, and recovery waits longer and longer', async (_, answer) => {
  let current = answer;
  const { store, passToNextDue, order, amount, nextDueAt } = await anOrderThatNeedsReport(() => current);
  const waitsMs = [];
  for (let count = 0; count < 12; count++) waitsMs.push(await passToNextDue());
  expect(waitsMs.slice(0, 4)).toEqual([0, 4_000, 8_000, 16_000]);
  expect(Math.max(...waitsMs)).toBe(300_000);
  // One incident for the operator.
  expect((await store.pageIncidents({ kind: 'UNKNOWN_FOR_LONG' }, { first: 9 })).items).toHaveLength(1);
  current = found({ state: 'CANCELLED', voided: amount });
  await passToNextDue();
  expect(await order()).toMatchObject({ status: 'CANCELLED', voided: amount });
  expect(await nextDueAt()).toBeNull();
});

test('after a report that comes late and changes nothing, the incident about the long silence ends', async () => {
  let current: QueryOrderAnswer = silence;
  const { store, passToNextDue, order, nextDueAt } = await anOrderThatNeedsReport(() => current);
  const incidents = async () => (await store.pageIncidents({}, { first: 9 })).items.map(({ item }) => item);
  for (let count = 0; count < 12; count++) await passToNextDue();
  const known = await order();
  current = found();
  await passToNextDue();
  expect(await order()).toEqual(known);
  expect(await nextDueAt()).toBeNull();
  await store.endSilences(new Date(8.64e15));
  expect(await incidents()).toContainEqual(
    expect.objectContaining({
      kind: 'UNKNOWN_FOR_LONG',
      status: 'RESOLVED',
      resolution: `DANA has answered: version ${known?.version}`,
    }),
  );
});

test('what another call learns meanwhile is no long silence of DANA’s', async () => {
  let learnMeanwhile: () => Promise<unknown> = async () => {};
  const { store, id, passToNextDue, pass } = await anOrderThatNeedsReport(() => {
    void learnMeanwhile();
    return silence;
  });
  await passToNextDue();
  pass(60 * 60_000);
  learnMeanwhile = () => store.change(id, learn({ type: 'FROZEN' }));
  await passToNextDue();
  expect((await store.pageIncidents({ kind: 'UNKNOWN_FOR_LONG' }, { first: 9 })).items).toEqual([]);
});

test('a report that nobody queried for long is no long silence of DANA’s', async () => {
  const { store, passToNextDue, pass } = await anOrderThatNeedsReport(() => found());
  await passToNextDue();
  pass(60 * 60_000);
  await passToNextDue();
  expect((await store.pageIncidents({ kind: 'UNKNOWN_FOR_LONG' }, { first: 9 })).items).toEqual([]);
});

test('a report of more money than was paid changes nothing, and a report stays needed', async () => {
  const { passToNextDue, amount, nextDueAt, store } = await anOrderThatNeedsReport(() =>
    found({ voided: (amount * 2n) as typeof amount }),
  );
  await passToNextDue();
  await passToNextDue();
  expect(await nextDueAt()).not.toBeNull();
  expect(store.tables.orders.size).toBe(1);
});

test('a report stays needed whatever else changes the order', async () => {
  const { store, id, passToNextDue, queriesCount } = await anOrderThatNeedsReport(() => found());
  await store.change(id, learn(accepted, { dueAt: null }));
  await passToNextDue();
  expect(queriesCount()).toBe(1);
});

test('an order waits without a longer back-off while DANA fails at the call that it needs, and only at that', async () => {
  let isRefundDown = true;
  const calls: string[] = [];
  const world = assembled({
    unavailability: (operation) =>
      isRefundDown && operation === 'refundOrder'
        ? { reason: 'DANA_UNREACHABLE', retryAfterMs: 5_000 }
        : null,
    writeRefundRequest: () => 'refund',
    async refundOrder() {
      calls.push('refund');
      return calls.length === 1 ? silence : { kind: 'accepted', refundNo: 'REFUND-1' };
    },
    async queryOrder() {
      calls.push('query');
      return found({ refunded: null });
    },
  });
  const { id, amount } = await insertPaidOrder(world.store);
  isRefundDown = false;
  const input = { orderId: id, partnerRefundNo: 'ref-1', amount, reason: null };
  await world.useCases.refundOrder(input, aServerKey);
  isRefundDown = true;
  await world.passToNextDue();
  expect([await world.passToNextDue(), await world.passToNextDue()]).toEqual([5_000, 5_000]);
  expect(calls).toEqual(['refund']);
  isRefundDown = false;
  await world.passToNextDue();
  expect(calls).toEqual(['refund', 'refund']);
  expect(await world.store.find({ id })).toMatchObject({ status: 'REFUNDED' });
});
