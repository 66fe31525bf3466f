import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import { approvalLifetimeMs } from '../../../src/domain/approval.ts';
import { type ApprovalRules, noApprovalRules } from '../../../src/domain/approval-rules.ts';
import type { RefundBatch } from '../../../src/domain/batches/refund-batch.ts';
import { type Rupiah, rupiah } from '../../../src/domain/money.ts';
import type { RequestRefundBatchInput } from '../../../src/use-cases/batches/request-refund-batch.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import { createOrder, createPaidOrder, decline, openShop, type Shop } from './shop.ts';

const whole = (amount: bigint): Rupiah => rupiah(amount * 100n);
const dewi: Actor = { kind: 'OPERATOR', id: 'person-2', name: 'Dewi' };
const rules = (some: Partial<ApprovalRules>) => ({ approvalRules: { ...noApprovalRules, ...some } });

const line = (partnerReferenceNo: string, amount: Rupiah | null = null) => ({
  partnerReferenceNo,
  amount,
  reason: null,
});
const aBatch = (more: Partial<RequestRefundBatchInput> = {}): RequestRefundBatchInput => ({
  batchNo: 'concert',
  reason: 'The concert is cancelled',
  lines: [line('ord-1'), line('ord-2', whole(25_000n))],
  filter: null,
  isDryRun: false,
  ...more,
});

async function request(shop: Shop, input = aBatch(), by: Actor = dewi) {
  const outcome = await shop.useCases.requestRefundBatch(input, by);
  if (outcome.kind !== 'RequestRefundBatchSuccess') throw new Error(`answered ${outcome.kind}`);
  return outcome;
}
const decide = (shop: Shop, { id }: RefundBatch, decision: 'APPROVE' | 'REFUSE', by: Actor = approver) =>
  shop.useCases.decideRefundBatch({ batchId: id, decision, reason: 'checked' }, by);

async function paidOrders(shop: Shop, count: number): Promise<void> {
  for (let no = 1; no <= count; no++) await createPaidOrder(shop, { partnerReferenceNo: `ord-${no}` });
}

/** Lets the background work do as many rounds. */
async function runRounds(shop: Shop, count: number): Promise<void> {
  shop.refundBatches.start();
  for (let round = 0; round < count; round++) {
    shop.pass(15_000);
    for (let turn = 0; turn < 20; turn++) await shop.settle();
  }
  await shop.refundBatches.stop();
}

const refundCalls = (shop: Shop) => shop.calls.filter((call) => call.startsWith('refund '));
const stored = async (shop: Shop) => shop.useCases.findRefundBatch({ batchNo: 'concert' });
async function report(shop: Shop) {
  const batch = await stored(shop);
  const { items } = await shop.useCases.listRefundBatchLines(batch?.id ?? '', { first: 50 });
  return items.map(({ item }) => [item.partnerReferenceNo, item.refusal ?? item.status]);
}

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
    expect(await shop.useCases.requestRefundBatch(aBatch(), dewi)).toMatchObject({
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
