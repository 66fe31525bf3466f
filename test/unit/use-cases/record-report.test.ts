import { expect, test } from 'vitest';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import { makeApplyReport } from '../../../src/use-cases/calls/apply-report.ts';
import type { PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { minute, openNewOrder } from '../../support/orders.ts';

const now = minute(2);

/** An order on record that was paid, as the last version tells; nothing is owed. */
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
    return decision.kind === 'unchanged' ? null : { ...decision, dueAt: null };
  });
  if (outcome.kind !== 'changed') throw new Error(`expected a change, got ${outcome.kind}`);
  const recordReport = makeApplyReport({
    store,
    clock: { now: () => now, at: () => () => {} },
    chance: { uuid: () => '', fraction: () => 0 },
  });
  return { store, opened: order, paid: outcome.order, recordReport };
}

function anAccount(order: Order, attributes: Partial<PaymentReport>): PaymentReport {
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

test('what an overtaken account said and was not believed is asked for again', async () => {
  // While the query was on its way, a Finish Notify told of the payment. Of a paid order nothing is owed.
  const { store, opened, recordReport } = await aPaidOrder();
  const account = anAccount(opened, { refunded: rupiah(100n) });
  expect(await recordReport(opened, account)).toMatchObject({ status: 'PAID', refunded: 0n });
  expect(await store.nextDueAt()).toEqual(now);
});

test.each([
  ['refunded', { refunded: rupiah(7_500_100n) }],
  ['voided', { state: 'CANCELLED', voided: rupiah(7_500_100n) }],
] as const)('more than was paid, told as %s, is an incident and no fault', async (_, told) => {
  const { store, paid, recordReport } = await aPaidOrder();
  const next = await recordReport(paid, anAccount(paid, told));
  expect(next).toMatchObject({ status: 'PAID', refunded: 0n, voided: 0n, version: paid.version + 1 });
  const incidents = await store.pageIncidents({}, { first: 10 });
  expect(incidents.items.map(({ item }) => item)).toMatchObject([{ kind: 'CONTRADICTED', orderId: paid.id }]);
  // Told again it is old news.
  expect(await recordReport(next, anAccount(paid, told))).toEqual(next);
});
