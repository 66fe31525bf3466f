import { describe, expect, test } from 'vitest';
import { approvalLifetimeMs } from '../../../src/domain/approval.ts';
import { aServerKey } from '../../support/actors.ts';
import { dewi, rules, whole } from './approval-steps.ts';
import {
  aBatch,
  decide,
  line,
  paidOrders,
  refundCalls,
  request,
  runRounds,
  stored,
} from './refund-batch-steps.ts';
import { createOrder, openShop } from './shop.ts';

describe('a batch of refunds', () => {
  test('refunds each line once, under a number of its own, in the name of its requester', async () => {
    const shop = openShop();
    await paidOrders(shop, 2);
    const { batch } = await request(shop);
    expect(batch).toMatchObject({
      status: 'RUNNING',
      refundCount: 2,
      amount: whole(100_000n),
      needsApproval: false,
    });
    await runRounds(shop, 2);
    expect(refundCalls(shop)).toEqual(['refund concert-1', 'refund concert-2']);
    expect(await stored(shop)).toMatchObject({ status: 'DONE' });
    const [first, second] = await Promise.all(
      ['concert-1', 'concert-2'].map((no) => shop.useCases.findRefundByNo(no)),
    );
    expect(first).toMatchObject({ status: 'SUCCEEDED', amount: whole(75_000n), actor: dewi });
    expect(second).toMatchObject({
      status: 'SUCCEEDED',
      amount: whole(25_000n),
      reason: 'The concert is cancelled',
    });
  });

  test('is judged by a dry run, which records nothing', async () => {
    const shop = openShop();
    await paidOrders(shop, 1);
    await createOrder(shop, { partnerReferenceNo: 'unpaid' });
    const lines = [line('ord-1'), line('ord-1'), line('nobody'), line('unpaid'), line('ord-1', whole(1n))];
    const { batch, lines: judged } = await request(shop, aBatch({ lines, isDryRun: true }));
    expect(batch).toMatchObject({ lineCount: 5, refundCount: 1, amount: whole(75_000n) });
    const refusals = [null, 'DUPLICATE', 'ORDER_NOT_FOUND', 'NOT_REFUNDABLE', 'DUPLICATE'];
    expect(judged?.map(({ refusal }) => refusal)).toEqual(refusals);
    expect(await stored(shop)).toBeNull();
  });

  test('reads the orders of a long list a hundred at a time', async () => {
    const counts: number[] = [];
    const shop = openShop({}, (store) => ({
      ...store,
      async findByNumbers(numbers) {
        counts.push(numbers.length);
        return store.findByNumbers(numbers);
      },
    }));
    await paidOrders(shop, 2);
    const lines = Array.from({ length: 250 }, (_, index) => line(`ord-${index + 1}`));
    const { batch } = await request(shop, aBatch({ lines: [...lines, line('ord-1')], isDryRun: true }));
    expect(batch).toMatchObject({ lineCount: 251, refundCount: 2 });
    expect(counts).toEqual([100, 100, 51]);
  });

  test('is one batch however often it is requested, and a conflict with other content', async () => {
    const shop = openShop();
    await paidOrders(shop, 2);
    const outcomes = await Promise.all([request(shop), request(shop), request(shop)]);
    expect(new Set(outcomes.map(({ batch }) => batch.id)).size).toBe(1);
    expect((await shop.useCases.requestRefundBatch(aBatch({ reason: 'x' }), dewi)).kind).toBe(
      'RefundBatchConflict',
    );
    await runRounds(shop, 2);
    expect((await request(shop)).batch.status).toBe('DONE');
    expect(refundCalls(shop)).toHaveLength(2);
  });

  test('takes the orders of a search', async () => {
    const shop = openShop();
    await paidOrders(shop, 3);
    const filter = { partnerReferenceNoPrefix: 'ord-', status: ['PAID' as const] };
    const { batch } = await request(shop, aBatch({ lines: null, filter }));
    expect(batch).toMatchObject({ lineCount: 3, amount: whole(225_000n) });
  });

  test('is refused as a whole if the input is not valid', async () => {
    const shop = openShop();
    const wrong = aBatch({ batchNo: 'x y', reason: '', lines: [], filter: {} });
    expect(await shop.useCases.requestRefundBatch(wrong, dewi)).toEqual({
      kind: 'InvalidInput',
      issues: [
        { path: ['batchNo'], rule: 'REFERENCE_ALPHABET' },
        { path: ['reason'], rule: 'REQUIRED' },
        { path: ['lines'], rule: 'REQUIRED' },
        { path: ['orders'], rule: 'REQUIRED' },
        { path: ['lines'], rule: 'REQUIRED' },
      ],
    });
    const all = aBatch({ lines: null, filter: { partnerReferenceNoPrefix: '' } });
    expect((await shop.useCases.requestRefundBatch(all, dewi)).kind).toBe('InvalidInput');
    const unreadable = aBatch({ lines: [line('ord-1'), line('a\u0000b')] });
    expect(await shop.useCases.requestRefundBatch(unreadable, dewi)).toEqual({
      kind: 'InvalidInput',
      issues: [{ path: ['lines', '1', 'partnerReferenceNo'], rule: 'CONTROL_CHARACTER' }],
    });
  });
});

describe('rules and ceilings', () => {
  test('see the sum of a batch, however many lines it has', async () => {
    const shop = openShop({}, undefined, rules({ refundAlone: whole(80_000n) }));
    await paidOrders(shop, 2);
    const foreseen = await request(shop, aBatch({ isDryRun: true }));
    expect(foreseen.batch).toMatchObject({ status: 'WAITING', needsApproval: true });
    expect(await stored(shop)).toBeNull();
    const { batch } = await request(shop);
    expect(batch).toMatchObject({ status: 'WAITING', needsApproval: true });
    await runRounds(shop, 3);
    expect(refundCalls(shop)).toEqual([]);
    for (const by of [dewi, aServerKey])
      expect((await decide(shop, batch, 'APPROVE', by)).kind).toBe('OtherPersonNeeded');
    expect((await decide(shop, batch, 'APPROVE')).kind).toBe('DecideRefundBatchSuccess');
    expect((await decide(shop, batch, 'APPROVE')).kind).toBe('DecideRefundBatchSuccess');
    expect((await decide(shop, batch, 'REFUSE')).kind).toBe('RefundBatchClosed');
    await runRounds(shop, 2);
    expect(refundCalls(shop)).toHaveLength(2);
  });

  test('of a day count batches and single refunds together', async () => {
    const shop = openShop({}, undefined, rules({ dayAlone: whole(120_000n) }));
    await paidOrders(shop, 4);
    expect((await request(shop)).batch.status).toBe('RUNNING');
    const second = aBatch({ batchNo: 'again', lines: [line('ord-3', whole(30_000n))] });
    const foreseen = await request(shop, { ...second, isDryRun: true });
    expect(foreseen.batch).toMatchObject({ status: 'WAITING', needsApproval: true });
    const within = { ...second, lines: [line('ord-3', whole(20_000n))], isDryRun: true };
    expect((await request(shop, within)).batch).toMatchObject({ status: 'RUNNING', needsApproval: false });
    expect((await request(shop, second)).batch).toMatchObject({ status: 'WAITING', needsApproval: true });
    const { id: orderId } = await shop.order(
      (await shop.store.find({ partnerReferenceNo: 'ord-4' }))?.id ?? '',
    );
    const single = { orderId, partnerRefundNo: 'r', amount: whole(30_000n), reason: 'x' };
    expect((await shop.useCases.refundOrder(single, dewi)).kind).toBe('ApprovalRequired');
  });

  test('refuse a batch above the ceiling of its requester, and record nothing', async () => {
    const shop = openShop();
    await paidOrders(shop, 2);
    shop.store.tables.ceilings.set('person-2', { each: whole(80_000n), day: null });
    expect(await shop.useCases.requestRefundBatch(aBatch(), dewi)).toEqual({
      kind: 'CeilingExceeded',
      ceiling: whole(80_000n),
      isDaily: false,
    });
    shop.store.tables.ceilings.set('person-2', { each: null, day: whole(80_000n) });
    for (const isDryRun of [true, false])
      expect(await shop.useCases.requestRefundBatch(aBatch({ isDryRun }), dewi)).toMatchObject({
        kind: 'CeilingExceeded',
        isDaily: true,
      });
    expect(await stored(shop)).toBeNull();
  });

  test('let a batch that nobody decided about expire, and a refused one send nothing', async () => {
    const shop = openShop({}, undefined, rules({ refundAlone: whole(0n) }));
    await paidOrders(shop, 2);
    const { batch } = await request(shop);
    const other = (await request(shop, aBatch({ batchNo: 'other' }))).batch;
    expect((await decide(shop, other, 'REFUSE')).kind).toBe('DecideRefundBatchSuccess');
    shop.pass(approvalLifetimeMs);
    expect((await decide(shop, batch, 'APPROVE')).kind).toBe('RefundBatchClosed');
    await runRounds(shop, 2);
    expect(await stored(shop)).toMatchObject({ status: 'EXPIRED' });
    expect(refundCalls(shop)).toEqual([]);
  });
});
