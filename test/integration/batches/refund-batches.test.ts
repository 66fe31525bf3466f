import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRefundBatches } from '../../../src/store/batches/refund-batches.ts';
import type { RequestRefundBatchInput } from '../../../src/use-cases/batches/request-refund-batch.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import { eventually } from '../../support/eventually.ts';
import { type MoneyStage, openMoneyStage } from '../../support/money-stage.ts';
import { aRefundBatch, aRefundBatchLine, minute } from '../../support/orders.ts';

let stage: MoneyStage;
beforeEach(async () => {
  stage = await openMoneyStage();
});
afterEach(async () => {
  expect(await stage.judge(true)).toEqual([]);
  await stage.close();
});

async function aPaidOrder(partnerReferenceNo: string): Promise<void> {
  await stage.create(partnerReferenceNo);
  stage.dana.pay(partnerReferenceNo);
  await stage.deliver(stage.dana.notification(partnerReferenceNo));
}

const names = Array.from({ length: 7 }, (_, index) => `ord-${index + 1}`);
const input: RequestRefundBatchInput = {
  batchNo: 'concert',
  reason: 'The concert is cancelled',
  lines: [...names, 'nobody', 'ord-1'].map((partnerReferenceNo) => ({
    partnerReferenceNo,
    amount: null,
    reason: null,
  })),
  filter: null,
  isDryRun: false,
};

test('two processes carry a batch out once, although one loses an answer of DANA’s', async () => {
  for (const name of names) await aPaidOrder(name);
  stage.dana.loseNextAnswer('refundOrder', 'ord-3');
  const processes = [stage.processAhead(0), stage.processAhead(0)];
  const requested = await Promise.all(
    processes.map(({ useCases }) => useCases.requestRefundBatch(input, aServerKey)),
  );
  expect(requested.map(({ kind }) => kind)).toEqual([
    'RequestRefundBatchSuccess',
    'RequestRefundBatchSuccess',
  ]);
  for (const { refundBatches } of processes) refundBatches.start();
  const { useCases } = stage;
  await eventually(
    async () => {
      stage.clock.advance(1_000);
      for (const { refundBatches } of processes) refundBatches.wake();
      return useCases.findRefundBatch({ batchNo: 'concert' });
    },
    (batch) => batch?.status === 'DONE',
  );
  for (const { refundBatches } of processes) await refundBatches.stop();
  await stage.settle();
  for (const { refunded, refunds } of stage.dana.truths()) {
    expect(refunds).toHaveLength(1);
    expect(refunded).toBe(7_500_000n);
  }
  const batch = await useCases.findRefundBatch({ batchNo: 'concert' });
  const { items } = await useCases.listRefundBatchLines(batch?.id ?? '', { first: 20 });
  expect(items.map(({ item }) => item.refusal ?? item.status)).toEqual([
    ...names.map(() => 'REQUESTED'),
    'ORDER_NOT_FOUND',
    'DUPLICATE',
  ]);
});

test('the table refuses a batch that runs without a second person, or with the same one twice', async () => {
  const batches = createRefundBatches(stage.database);
  const needing = aRefundBatch({ status: 'WAITING', needsApproval: true, requestedBy: approver });
  expect(await batches.insertBatch(needing, [], null)).toBe('inserted');
  expect(await batches.insertBatch({ ...needing, id: 'rba_2' }, [], null)).toBe('numberTaken');
  await expect(batches.moveBatch({ ...needing, status: 'RUNNING' }, ['WAITING'])).rejects.toThrow(
    'refund_batches_run_when_approved',
  );
  const own = { decidedBy: approver, decidedAt: minute(1), decisionReason: 'mine' };
  await expect(batches.moveBatch({ ...needing, ...own, status: 'RUNNING' }, ['WAITING'])).rejects.toThrow(
    'refund_batches_need_two_people',
  );
  const page = await batches.pageBatches({ status: ['WAITING'] }, { first: 5 });
  expect(page.items.map(({ item }) => item)).toEqual([needing]);
  await batches.expireBatches(needing.expiresAt);
  expect(await batches.findBatch({ id: needing.id })).toMatchObject({ status: 'EXPIRED' });
});

test('a line whose refund is on record was requested, although its batch was stopped before it said so', async () => {
  const batches = createRefundBatches(stage.database);
  await aPaidOrder('ord-1');
  const order = await stage.store.find({ partnerReferenceNo: 'ord-1' });
  const lines = [1, 2].map((lineNo) => ({
    ...aRefundBatchLine('rba_1'),
    ...{
      lineNo,
      partnerRefundNo: `concert-${lineNo}`,
      orderId: order?.id ?? null,
      amount: order?.amount ?? null,
    },
  }));
  const stopped = aRefundBatch({ id: 'rba_1', status: 'STOPPED', stopReason: 'wait' });
  expect(await batches.insertBatch(stopped, lines, null)).toBe('inserted');
  const input = { orderId: order?.id ?? '', partnerRefundNo: 'concert-1', amount: null, reason: null };
  await stage.useCases.refundOrder(input, aServerKey);
  expect(await batches.countWaitingLines('rba_1')).toBe(1);
  const { items } = await batches.pageBatchLines('rba_1', { first: 5 });
  expect(items.map(({ item }) => item.status)).toEqual(['REQUESTED', 'WAITING']);
  await stage.settle();
});

test('one process at a time carries out the oldest batch, and only under the lease that it holds', async () => {
  const batches = createRefundBatches(stage.database);
  await stage.create('ord-1');
  const orderId = (await stage.store.find({ partnerReferenceNo: 'ord-1' }))?.id ?? null;
  for (const id of ['rba_old', 'rba_young']) {
    const requestedAt = id === 'rba_old' ? minute(0) : minute(1);
    const batch = aRefundBatch({ id, batchNo: id, status: 'RUNNING', requestedAt });
    expect(await batches.insertBatch(batch, [{ ...aRefundBatchLine(id), orderId }], null)).toBe('inserted');
  }
  const claims = await Promise.all(
    Array.from({ length: 8 }, () => batches.claimBatch(minute(2), minute(3), 5)),
  );
  expect(claims.flatMap((claimed) => claimed?.batch.id ?? [])).toEqual(['rba_old']);
  expect(await batches.holdsBatch('rba_old', minute(3))).toBe(true);
  expect((await batches.claimBatch(minute(3), minute(5), 5))?.batch.id).toBe('rba_old');
  expect(await batches.holdsBatch('rba_old', minute(3))).toBe(false);
  await batches.leaveBatch('rba_old', minute(3), minute(3));
  expect(await batches.claimBatch(minute(4), minute(6), 5)).toBeNull();
  await batches.endLine({ ...aRefundBatchLine('rba_old'), status: 'REQUESTED' });
  await batches.leaveBatch('rba_old', minute(5), minute(5));
  expect(await batches.findBatch({ id: 'rba_old' })).toMatchObject({ status: 'DONE' });
  expect((await batches.claimBatch(minute(4), minute(6), 5))?.batch.id).toBe('rba_young');
});
