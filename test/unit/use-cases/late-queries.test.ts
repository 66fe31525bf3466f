import { expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { PaymentProvider, QueryOrderAnswer } from '../../../src/use-cases/ports/payment-provider.ts';
import { openNewOrder } from '../../support/orders.ts';
import { assembled, found, silence } from './assembled.ts';

const dayMs = 24 * 60 * 60_000;

/** A paid order in a gateway, and the queries that DANA got about it. `answers` are given one after the other. */
async function aPaidOrder(...answers: readonly QueryOrderAnswer[]) {
  const queries: { at: Date; urgency: string | undefined }[] = [];
  const queryOrder: PaymentProvider['queryOrder'] = async (_order, urgency) => {
    queries.push({ at: world.now(), urgency });
    return answers[Math.min(queries.length, answers.length) - 1] ?? found();
  };
  const world = assembled({
    queryOrder,
    createOrder: async () => ({ kind: 'accepted', referenceNo: 'DANA-1', instruction: null }),
  });
  const { store } = world;
  const { order, event } = openNewOrder({
    createdAt: world.now(),
    expiresAt: new Date(world.now().getTime() + dayMs),
  });
  await store.insert({ order, event, request: '{}', leasedUntil: order.createdAt });
  // DANA accepts the order, then reports its payment.
  await world.useCases.findOrder({ id: order.id }, { isFresh: true });
  world.pass(10_000);
  await world.useCases.findOrder({ id: order.id }, { isFresh: true });
  queries.length = 0;

  /** Days pass; every late query is made when it is due, and recovery does what it has to do. */
  async function pass(days: number): Promise<void> {
    const until = world.now().getTime() + days * dayMs;
    for (;;) {
      const at = await store.nextLateQueryAt();
      if (at === null || at.getTime() > until) break;
      world.pass(Math.max(0, at.getTime() - world.now().getTime()));
      await world.lateQueries.runOnce();
    }
    world.pass(until - world.now().getTime());
  }

  async function current(): Promise<Order> {
    const read = await store.find({ id: order.id });
    if (read === null) throw new Error('the order is gone');
    return read;
  }

  async function incidents() {
    const page = await store.pageIncidents({}, { first: 10 });
    return page.items.map(({ item }) => item.kind);
  }

  return { store, pass, current, incidents, queries };
}

test('a chargeback is found by a late query, without anybody asking', async () => {
  const charged = found({ chargedBack: rupiah(2_500_000n) });
  const { pass, current, incidents, queries } = await aPaidOrder(found(), found(), charged);
  await pass(6);
  expect(await current()).toMatchObject({ status: 'PAID', chargedBack: 0n });
  await pass(2);
  expect(await current()).toMatchObject({ status: 'PAID', chargedBack: 2_500_000n });
  expect(await incidents()).toEqual(['CHARGED_BACK']);
  expect(queries.map(({ urgency }) => urgency)).toEqual(['LATE', 'LATE', 'LATE']);
});

test('a paid order costs eight late queries, and then none', async () => {
  const { store, pass, queries } = await aPaidOrder(found());
  await pass(400);
  expect(queries).toHaveLength(8);
  expect(await store.nextLateQueryAt()).toBeNull();
});

test('an unanswered late query is repeated with back-off, and is no incident', async () => {
  const unanswered = Array.from({ length: 12 }, () => silence);
  const { pass, current, incidents, queries } = await aPaidOrder(
    found(),
    ...unanswered,
    found({ isFrozen: true }),
  );
  await pass(3.4);
  expect(queries).toHaveLength(12);
  const waits = queries
    .slice(2)
    .map(({ at }, index) => at.getTime() - (queries[index + 1]?.at.getTime() ?? 0));
  expect(waits.every((wait, index) => index === 0 || wait >= (waits[index - 1] ?? 0))).toBe(true);
  expect(await current()).toMatchObject({ isFrozen: false });
  expect(await incidents()).toEqual([]);
  await pass(1);
  expect(await current()).toMatchObject({ isFrozen: true });
  expect(await incidents()).toEqual(['FROZEN']);
});
