import { expect, test } from 'vitest';
import { mayCancel, mayRefund } from '../../../src/domain/cancel-and-refund-rules.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import { makeApplyReport } from '../../../src/use-cases/calls/apply-report.ts';
import type { PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';
import { createInMemoryOrderStore, type InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { minute, openNewOrder, recorded } from '../../support/orders.ts';

const now = minute(2);

/** A recorded order, paid according to its last version; no query is due. */
async function aPaidOrder() {
  const store = createInMemoryOrderStore();
  const { order, event } = openNewOrder();
  await store.insert({ order, event, request: '{}', leasedUntil: order.createdAt });
  const paid: OrderFact = {
    type: 'PAID',
    referenceNo: 'DANA-1',
    paidAt: minute(1),
    paidWith: [],
  };
  const outcome = await store.change(order.id, (current) => {
    const decision = decide(current, paid, 'FINISH_NOTIFY', minute(1));
    return decision.kind === 'unchanged'
      ? null
      : { ...decision, event: recorded(decision.event), dueAt: null };
  });
  if (outcome.kind !== 'changed') throw new Error(`expected a change, got ${outcome.kind}`);
  const applyReport = makeApplyReport({
    store,
    clock: { now: () => now, elapsedMs: () => 0, at: () => () => {} },
    chance: { uuid: () => '', fraction: () => 0 },
  });
  return { store, opened: order, paid: outcome.order, applyReport };
}

function aReport(order: Order, attributes: Partial<PaymentReport>): PaymentReport {
  return {
    state: 'PAID',
    referenceNo: 'DANA-1',
    amount: order.amount,
    paidAt: minute(1),
    paidWith: [],
    refunded: null,
    voided: null,
    chargedBack: null,
    isFrozen: null,
    ...attributes,
  };
}

test('a report that another change overtook is not believed, and the order is queried again', async () => {
  // While the query was under way, a Finish Notify recorded the payment. A paid order has no query due.
  const { store, opened, applyReport } = await aPaidOrder();
  const report = aReport(opened, { refunded: rupiah(100n) });
  expect(await applyReport(opened, report)).toMatchObject({ status: 'PAID', refunded: 0n });
  expect(await store.nextDueAt()).toEqual(now);
});

test.each([
  ['refunded', { refunded: rupiah(7_500_100n) }],
  ['voided', { state: 'CANCELLED', voided: rupiah(7_500_100n) }],
] as const)('a report of more money %s than was paid is an incident and no error', async (_, reported) => {
  const { store, paid, applyReport } = await aPaidOrder();
  const next = await applyReport(paid, aReport(paid, reported));
  expect(next).toMatchObject({ status: 'PAID', refunded: 0n, voided: 0n, version: paid.version + 1 });
  const incidents = await store.pageIncidents({}, { first: 10 });
  expect(incidents.items.map(({ item }) => item)).toMatchObject([{ kind: 'CONTRADICTED', orderId: paid.id }]);
  // The same report again changes nothing.
  expect(await applyReport(next, aReport(paid, reported))).toEqual(next);
});

/** The facts of an order's timeline after its payment, oldest first. */
async function factsOf(store: InMemoryOrderStore, orderId: string) {
  const { items } = await store.pageTimeline(orderId, { first: 50 });
  return items.slice(2).map(({ item }) => item.fact);
}

async function incidentsOf(store: InMemoryOrderStore) {
  const { items } = await store.pageIncidents({}, { first: 10 });
  return items.map(({ item }) => item.kind).reverse();
}

test('a chargeback is recorded once, with its incident, and leaves so much less to refund', async () => {
  const { store, paid, applyReport } = await aPaidOrder();
  const report = aReport(paid, { chargedBack: rupiah(2_500_000n), isFrozen: false });
  const next = await applyReport(paid, report);
  expect(next).toMatchObject({ status: 'PAID', chargedBack: 2_500_000n, returnedTwice: 0n });
  expect(mayRefund(next, null)).toEqual({ kind: 'ALLOWED', amount: 5_000_000n });
  expect(mayRefund(next, rupiah(5_000_001n)).kind).toBe('EXCEEDS_BALANCE');
  expect(mayCancel(next)).toBe('NOT_CANCELLABLE');
  expect(await applyReport(next, report)).toEqual(next);
  expect(await factsOf(store, paid.id)).toEqual([{ type: 'CHARGED_BACK', amount: 2_500_000n }]);
  expect(await incidentsOf(store)).toEqual(['CHARGED_BACK']);
});

test('a chargeback after a full refund is recorded, and contradicts the order once', async () => {
  const { store, paid, applyReport } = await aPaidOrder();
  const refunded = await applyReport(paid, aReport(paid, { refunded: paid.amount }));
  const report = aReport(paid, { refunded: paid.amount, chargedBack: paid.amount });
  const next = await applyReport(refunded, report);
  expect(next).toMatchObject({
    status: 'REFUNDED',
    refunded: paid.amount,
    chargedBack: paid.amount,
    returnedTwice: paid.amount,
    contradictions: ['CHARGED_BACK'],
  });
  expect(await applyReport(next, report)).toEqual(next);
  expect(await incidentsOf(store)).toEqual(['REFUNDED_ELSEWHERE', 'CHARGED_BACK', 'CONTRADICTED']);
});

test('a refund made elsewhere is recorded beside a chargeback that was known before it', async () => {
  const { paid, applyReport } = await aPaidOrder();
  const taken = await applyReport(paid, aReport(paid, { chargedBack: paid.amount }));
  const report = aReport(paid, { refunded: rupiah(500_000n), chargedBack: paid.amount });
  const next = await applyReport(taken, report);
  expect(next).toMatchObject({
    status: 'PARTIALLY_REFUNDED',
    refunded: 500_000n,
    chargedBack: paid.amount,
    returnedTwice: 500_000n,
    contradictions: ['CHARGED_BACK'],
  });
  expect(await applyReport(next, report)).toEqual(next);
});

test('a chargeback that the bank returns can be refunded again', async () => {
  const { store, paid, applyReport } = await aPaidOrder();
  const taken = await applyReport(paid, aReport(paid, { chargedBack: paid.amount }));
  expect(mayRefund(taken, null).kind).toBe('EXCEEDS_BALANCE');
  const returned = await applyReport(taken, aReport(paid, { chargedBack: rupiah(0n) }));
  expect(mayRefund(returned, null)).toEqual({ kind: 'ALLOWED', amount: paid.amount });
  expect((await factsOf(store, paid.id)).map(({ type }) => type)).toEqual([
    'CHARGED_BACK',
    'CHARGEBACK_RETURNED',
  ]);
});

test('more charged back than was paid is a contradiction and changes no amount', async () => {
  const { store, paid, applyReport } = await aPaidOrder();
  const next = await applyReport(paid, aReport(paid, { chargedBack: rupiah(paid.amount + 1n) }));
  expect(next).toMatchObject({ chargedBack: 0n, contradictions: ['CHARGED_BACK'] });
  expect(await incidentsOf(store)).toEqual(['CONTRADICTED']);
});

test('a freeze is a flag, an event and an incident; the order can still be refunded until DANA says no', async () => {
  const { store, paid, applyReport } = await aPaidOrder();
  const frozen = await applyReport(paid, aReport(paid, { isFrozen: true }));
  expect(frozen).toMatchObject({ status: 'PAID', isFrozen: true });
  expect(mayRefund(frozen, null).kind).toBe('ALLOWED');
  expect(await applyReport(frozen, aReport(paid, { isFrozen: null }))).toEqual(frozen);
  const released = await applyReport(frozen, aReport(paid, { isFrozen: false }));
  expect(released.isFrozen).toBe(false);
  expect(await factsOf(store, paid.id)).toEqual([{ type: 'FROZEN' }, { type: 'RELEASED' }]);
  expect(await incidentsOf(store)).toEqual(['FROZEN']);
});
