import { expect, test } from 'vitest';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import type { PaymentReport } from '../../../src/use-cases/ports.ts';
import { makeRecordReport } from '../../../src/use-cases/record-report.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { minute, openNewOrder } from '../../support/orders.ts';

test('what an overtaken account said and was not believed is asked for again', async () => {
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
  // While the query was on its way, a Finish Notify told of the payment. Of a paid order nothing is owed.
  await store.change(order.id, (current) => {
    const decision = decide(current, paid, 'FINISH_NOTIFY', minute(1));
    return decision.kind === 'unchanged' ? null : { ...decision, dueAt: null };
  });

  const recordReport = makeRecordReport({
    store,
    clock: { now: () => minute(2), at: () => () => {} },
    chance: { uuid: () => '', fraction: () => 0 },
  });
  const account: PaymentReport = {
    state: 'PAID',
    referenceNo: 'DANA-1',
    amount: order.amount,
    paidAt: minute(1),
    payMethod: null,
    payOption: null,
    refunded: rupiah(100n),
    voided: null,
  };
  expect(await recordReport(order, account)).toMatchObject({ status: 'PAID', refunded: 0n });
  expect(await store.nextDueAt()).toEqual(minute(2));
});
