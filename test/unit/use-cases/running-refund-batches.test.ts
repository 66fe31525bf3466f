import { describe, expect, test } from 'vitest';
import { aServerKey } from '../../support/actors.ts';
import { dewi, whole } from './approval-steps.ts';
import {
  aBatch,
  line,
  paidOrders,
  refundCalls,
  report,
  request,
  runRounds,
  stored,
} from './refund-batch-steps.ts';
import { decline, openShop } from './shop.ts';

describe('a running batch', () => {
  test('stops when somebody says so, and goes on where it was', async () => {
    const shop = openShop();
    await paidOrders(shop, 12);
    const lines = Array.from({ length: 12 }, (_, index) => line(`ord-${index + 1}`));
    const { batch } = await request(shop, aBatch({ lines }));
    const steer = (step: 'STOP' | 'RESUME') =>
      shop.useCases.steerRefundBatch({ batchId: batch.id, step, reason: 'wrong hall' }, dewi);
    await runRounds(shop, 1);
    const before = refundCalls(shop).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(12);
    expect(await steer('STOP')).toMatchObject({ batch: { status: 'STOPPED', stopReason: 'wrong hall' } });
    await runRounds(shop, 2);
    expect(refundCalls(shop)).toHaveLength(before);
    expect((await steer('RESUME')).kind).toBe('SteerRefundBatchSuccess');
    await runRounds(shop, 4);
    expect(refundCalls(shop)).toEqual(lines.map((_, index) => `refund concert-${index + 1}`));
    expect((await steer('STOP')).kind).toBe('RefundBatchClosed');
  });

  test('sends nothing more after the refund that was under way when somebody stopped it', async () => {
    const shop = openShop();
    await paidOrders(shop, 4);
    const lines = Array.from({ length: 4 }, (_, index) => line(`ord-${index + 1}`));
    const { batch } = await request(shop, aBatch({ lines }));
    const stopped: string[] = [];
    shop.dana.refund = () => {
      void shop.useCases
        .steerRefundBatch({ batchId: batch.id, step: 'STOP', reason: 'wrong hall' }, dewi)
        .then(({ kind }) => stopped.push(kind));
      return { kind: 'accepted', refundNo: 'dana-1' };
    };
    await runRounds(shop, 3);
    expect(stopped).toEqual(['SteerRefundBatchSuccess']);
    expect(refundCalls(shop)).toEqual(['refund concert-1']);
  });

  test('goes on although the clock was set back a little while the batch rested', async () => {
    const shop = openShop();
    await paidOrders(shop, 12);
    const lines = Array.from({ length: 12 }, (_, index) => line(`ord-${index + 1}`));
    await request(shop, aBatch({ lines }));
    shop.refundBatches.start();
    for (let second = 0; second < 8; second++) {
      shop.pass(1_000);
      for (let turn = 0; turn < 20; turn++) await shop.settle();
      if (second === 1) shop.setClock(-5);
    }
    await shop.refundBatches.stop();
    expect(refundCalls(shop)).toHaveLength(12);
  });

  test('is carried out before a younger one begins', async () => {
    const shop = openShop();
    await paidOrders(shop, 7);
    const six = Array.from({ length: 6 }, (_, index) => line(`ord-${index + 1}`));
    await request(shop, aBatch({ lines: six }));
    shop.pass(1_000);
    await request(shop, aBatch({ batchNo: 'another', lines: [line('ord-7')] }));
    await runRounds(shop, 4);
    expect(refundCalls(shop)).toEqual([
      ...six.map((_, index) => `refund concert-${index + 1}`),
      'refund another-1',
    ]);
  });

  test('stops by itself when the balance at DANA is too low for a line', async () => {
    const shop = openShop();
    await paidOrders(shop, 2);
    await request(shop);
    shop.dana.refund = () => decline('INSUFFICIENT_MERCHANT_BALANCE', '4035414');
    await runRounds(shop, 2);
    expect(await stored(shop)).toMatchObject({ status: 'STOPPED' });
    expect(refundCalls(shop)).toEqual(['refund concert-1']);
  });

  test('reports lines whose order no longer allows them, and waits while DANA must not be called', async () => {
    const shop = openShop();
    await paidOrders(shop, 3);
    await request(shop, aBatch({ lines: [line('ord-1'), line('ord-2', whole(25_000n)), line('ord-3')] }));
    const cancelled = await shop.store.find({ partnerReferenceNo: 'ord-3' });
    await shop.useCases.cancelOrder({ orderId: cancelled?.id ?? '', reason: 'x' }, aServerKey);
    const { id: orderId } = (await shop.store.find({ partnerReferenceNo: 'ord-1' })) ?? { id: '' };
    await shop.useCases.refundOrder(
      { orderId, partnerRefundNo: 'r', amount: whole(1_000n), reason: 'x' },
      aServerKey,
    );
    shop.dana.unavailableForMs = 5_000;
    await runRounds(shop, 2);
    expect(await stored(shop)).toMatchObject({ status: 'RUNNING' });
    shop.dana.unavailableForMs = null;
    await runRounds(shop, 2);
    expect(await report(shop)).toEqual([
      ['ord-1', 'EXCEEDS_BALANCE'],
      ['ord-2', 'REQUESTED'],
      ['ord-3', 'NOT_REFUNDABLE'],
    ]);
    expect(refundCalls(shop)).toEqual(['refund r', 'refund concert-2']);
  });

  test('finds the refund of a line that a dead process had requested already', async () => {
    const shop = openShop();
    await paidOrders(shop, 2);
    const { batch } = await request(shop);
    await runRounds(shop, 2);
    const row = shop.store.tables.batches.get(batch.id);
    if (row === undefined) throw new Error('there is no batch');
    const lines = row.lines.map((one) => ({ ...one, status: 'WAITING' as const }));
    shop.store.tables.batches.set(batch.id, { batch, lines, leasedUntil: null });
    await runRounds(shop, 2);
    expect(refundCalls(shop)).toHaveLength(2);
    expect(await report(shop)).toEqual([
      ['ord-1', 'REQUESTED'],
      ['ord-2', 'REQUESTED'],
    ]);
  });
});
