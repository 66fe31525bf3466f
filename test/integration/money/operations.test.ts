import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { type MoneyStage, openMoneyStage, orderAmount } from '../../support/money-stage.ts';
import { readRecorded } from '../../support/recorded.ts';

let stage: MoneyStage;
beforeEach(async () => {
  stage = await openMoneyStage();
});
afterEach(async () => {
  expect(await stage.judge(true)).toEqual([]);
  await stage.close();
});

const quarter = rupiah(orderAmount / 4n);

async function aPaidOrder(partnerReferenceNo: string): Promise<void> {
  await stage.create(partnerReferenceNo);
  stage.dana.pay(partnerReferenceNo);
  await stage.deliver(stage.dana.notification(partnerReferenceNo));
}

async function sources(): Promise<string[]> {
  const { orders } = await readRecorded(stage.database);
  return orders.flatMap(({ events }) => events.map(({ fact, source }) => `${fact.type} ${source}`));
}

/** Requests of this kind never arrive at DANA, for longer than the gateway repeats them. */
function loseAll(operation: 'createOrder' | 'cancelOrder' | 'refundOrder', reference: string): void {
  for (let count = 0; count < 50; count++) stage.dana.loseNextRequest(operation, reference);
}

describe('a cancellation before DANA has confirmed the order', () => {
  test('is recorded as intent, and sent once the order is confirmed', async () => {
    stage.dana.loseNextRequest('createOrder', 'ord-1');
    await stage.create('ord-1');
    expect(await stage.cancel('ord-1')).toMatchObject({
      kind: 'CancelOrderPending',
      order: { status: 'CONFIRMING', cancellation: { status: 'PENDING' } },
    });
    expect(stage.dana.truths()).toEqual([]);
    await stage.settle();
    expect(await stage.order('ord-1')).toMatchObject({
      status: 'CANCELLED',
      cancellation: { status: 'SUCCEEDED' },
      voided: 0n,
    });
    expect(await sources()).toEqual([
      'CREATED API',
      'CANCELLATION_REQUESTED API',
      'ACCEPTED CREATE_ANSWER',
      'CANCELLED CANCEL_ANSWER',
    ]);
  });

  test('succeeds if DANA never got the order', async () => {
    loseAll('createOrder', 'ord-1');
    await stage.create('ord-1');
    await stage.cancel('ord-1');
    await stage.settle();
    expect(await stage.order('ord-1')).toMatchObject({
      status: 'FAILED',
      cancellation: { status: 'SUCCEEDED' },
    });
    expect((await sources()).slice(-2)).toEqual(['NOT_FOUND QUERY', 'NEVER_CREATED QUERY']);
  });

  test('returns what the payer paid in the meantime', async () => {
    stage.dana.loseNextAnswer('createOrder', 'ord-1');
    await stage.create('ord-1');
    await stage.cancel('ord-1');
    stage.dana.pay('ord-1');
    await stage.settle();
    expect(await stage.order('ord-1')).toMatchObject({ status: 'CANCELLED', voided: orderAmount });
  });
});

describe('refunds whose answers were lost', () => {
  test('are proven one by one by repeating them, although DANA’s total already contains all', async () => {
    await aPaidOrder('ord-1');
    for (const partnerRefundNo of ['r-1', 'r-2']) {
      stage.dana.loseNextAnswer('refundOrder', 'ord-1');
      expect(await stage.refund('ord-1', partnerRefundNo, quarter)).toMatchObject({
        kind: 'RefundOrderPending',
      });
    }
    stage.dana.loseNextRequest('refundOrder', 'ord-1');
    await stage.refund('ord-1', 'r-3', quarter);
    await stage.settle();
    expect(await stage.order('ord-1')).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      refunded: quarter * 3n,
      refundPending: 0n,
    });
    expect((await sources()).filter((one) => one.startsWith('REFUNDED'))).toEqual([
      'REFUNDED REFUND_ANSWER',
      'REFUNDED REFUND_ANSWER',
      'REFUNDED REFUND_ANSWER',
    ]);
  });

  test('stay pending however long DANA does not answer, and hold their amount', async () => {
    await aPaidOrder('ord-1');
    loseAll('refundOrder', 'ord-1');
    await stage.refund('ord-1', 'r-1', orderAmount);
    for (let day = 0; day < 3; day++) {
      stage.clock.advance(24 * 60 * 60_000);
      await stage.recover();
    }
    expect(await stage.order('ord-1')).toMatchObject({ status: 'PAID', refundPending: orderAmount });
    expect(await stage.refund('ord-1', 'r-2', quarter)).toMatchObject({ kind: 'RefundExceedsBalance' });
    expect(await stage.cancel('ord-1')).toMatchObject({ kind: 'OrderNotCancellable' });
    const { items } = await stage.store.pageIncidents({}, { first: 10 });
    expect(items.map(({ item }) => item.kind)).toEqual(['UNKNOWN_FOR_LONG']);
    await stage.settle();
    expect(await stage.order('ord-1')).toMatchObject({ status: 'REFUNDED' });
  });

  test('and one made elsewhere at the same time: both count, each under its own source', async () => {
    await aPaidOrder('ord-1');
    stage.dana.refundElsewhere('ord-1', rupiah(100_000n));
    stage.dana.loseNextAnswer('refundOrder', 'ord-1');
    await stage.refund('ord-1', 'r-1', quarter);
    await stage.settle();
    const { id } = await stage.order('ord-1');
    stage.clock.advance(60_000);
    await stage.useCases.findOrder({ id }, { isFresh: true });
    expect(await stage.order('ord-1')).toMatchObject({ refunded: quarter + 100_000n });
    expect((await sources()).slice(-2)).toEqual(['REFUNDED REFUND_ANSWER', 'REFUNDED_ELSEWHERE QUERY']);
  });
});
