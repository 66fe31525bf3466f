import { expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { readLagMaxMs } from '../../../src/use-cases/changes/schedule.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { CancelOrderAnswer, QueryOrderAnswer } from '../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../support/actors.ts';
import { said } from '../../support/incidents.ts';
import {
  accepted,
  changed,
  insertOrder,
  insertPaidOrder,
  learn,
} from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import { assembled, found, refused, silence } from './assembled.ts';

interface Dana {
  readonly cancel: () => CancelOrderAnswer;
  readonly query: () => QueryOrderAnswer;
}

/** A paid order, and a DANA that answers each cancel and each query as a test says. */
function aPaidOrder(dana: Dana) {
  return anOrderAt(dana, insertPaidOrder);
}

async function anOrderAt(dana: Dana, insert: (store: OrderStore) => Promise<Order>) {
  const world = assembled({ cancelOrder: async () => dana.cancel(), queryOrder: async () => dana.query() });
  const { id, amount } = await insert(world.store);
  return {
    ...world,
    amount,
    order: async () => {
      const order = await world.store.find({ id });
      if (order === null) throw new Error('the order is gone');
      return order;
    },
    cancel: () => world.useCases.cancelOrder({ orderId: id, reason: null }, aServerKey),
    readFresh: () => world.useCases.findOrder({ id }, { isFresh: true }),
  };
}

async function insertPendingOrder(store: OrderStore): Promise<Order> {
  const { id } = await insertOrder(store, { expiresAt: minute(60) });
  return changed(await store.change(id, learn(accepted)));
}

test('DANA’s refusal of the first call is its answer', async () => {
  const { cancel, order } = await aPaidOrder({ cancel: () => refused, query: () => found() });
  expect((await cancel()).kind).toBe('ProviderDeclined');
  expect((await order()).cancellation?.status).toBe('FAILED');
});

test('the refusal of a repeat is none: the first call may still be on its way', async () => {
  let answer: CancelOrderAnswer = silence;
  let account = found();
  const { cancel, order, passToNextDue, amount } = await aPaidOrder({
    cancel: () => answer,
    query: () => account,
  });
  expect((await cancel()).kind).toBe('CancelOrderPending');
  answer = refused;
  await passToNextDue();
  expect((await order()).cancellation?.status).toBe('PENDING');
  // The first call has arrived.
  account = found({ state: 'CANCELLED', voided: amount });
  await passToNextDue();
  expect(await order()).toMatchObject({ status: 'CANCELLED', voided: amount });
});

test('refused again and again for a minute it has failed, and DANA is asked once more after a while', async () => {
  let answer: CancelOrderAnswer = silence;
  let account = found();
  const { cancel, order, passToNextDue, amount } = await aPaidOrder({
    cancel: () => answer,
    query: () => account,
  });
  await cancel();
  answer = refused;
  await passToNextDue();
  let waitedMs = 0;
  while ((await order()).cancellation?.status === 'PENDING') waitedMs += await passToNextDue();
  expect(waitedMs).toBe(readLagMaxMs);
  account = found({ state: 'CANCELLED', voided: amount });
  await passToNextDue();
  expect(await order()).toMatchObject({ status: 'CANCELLED', voided: amount });
});

test('a call without an answer begins the minute anew: it may be done late as the first one', async () => {
  let answer: CancelOrderAnswer = silence;
  const { cancel, order, pass, passToNextDue } = await aPaidOrder({
    cancel: () => answer,
    query: () => found(),
  });
  await cancel();
  answer = refused;
  await passToNextDue();
  answer = silence;
  pass(readLagMaxMs);
  await passToNextDue();
  answer = refused;
  await passToNextDue();
  expect((await order()).cancellation?.status).toBe('PENDING');
});

test('refused because of the order’s state it leaves a question: a cancel made elsewhere may not show yet', async () => {
  let account = found();
  const { cancel, order, passToNextDue, amount, store } = await aPaidOrder({
    cancel: () => ({ ...refused, reason: 'INVALID_STATUS' }),
    query: () => account,
  });
  expect((await cancel()).kind).toBe('OrderNotCancellable');
  account = found({ state: 'CANCELLED', voided: amount });
  expect(await passToNextDue()).toBe(readLagMaxMs);
  expect(await order()).toMatchObject({ status: 'CANCELLED', voided: amount });
  // It was told as refused: an operator learns that it holds no longer.
  const { items } = await store.pageIncidents({ kind: 'CONTRADICTED' }, { first: 9 });
  expect(items.map(({ item }) => said(item))).toEqual(['CANCELLED after a cancellation had been declined']);
});

test('an account that cannot be understood does not make a refusal final', async () => {
  const { cancel, order } = await aPaidOrder({
    cancel: () => refused,
    query: () => found({ state: 'UNRECOGNISED' }),
  });
  expect((await cancel()).kind).toBe('CancelOrderPending');
  expect((await order()).cancellation?.status).toBe('PENDING');
});

test('nobody repeats a cancel while its first call is on its way', async () => {
  let cancelsCount = 0;
  const { cancel, readFresh } = await aPaidOrder({
    cancel() {
      cancelsCount += 1;
      void readFresh();
      return refused;
    },
    query: () => found(),
  });
  await cancel();
  expect(cancelsCount).toBe(1);
});

test('an account that does not show the cancel yet is asked for again: it may not show a payment either', async () => {
  let account = found({ state: 'INITIATED', paidAt: null });
  const dana: Dana = { cancel: () => ({ kind: 'accepted' }), query: () => account };
  const { cancel, order, passToNextDue, amount } = await anOrderAt(dana, insertPendingOrder);
  expect((await cancel()).kind).toBe('CancelOrderSuccess');
  expect((await order()).voided).toBe(rupiah(0n));
  account = found({ state: 'CANCELLED', voided: amount });
  expect(await passToNextDue()).toBe(readLagMaxMs);
  expect((await order()).voided).toBe(amount);
});
