import { expect, test } from 'vitest';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import { makeApplyReport } from '../../../src/use-cases/calls/apply-report.ts';
import type { PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
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
    payMethod: null,
    payOption: null,
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
    payMethod: null,
    payOption: null,
    refunded: null,
    voided: null,
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
