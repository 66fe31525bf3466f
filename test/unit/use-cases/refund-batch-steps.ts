import type { Actor } from '../../../src/domain/actor.ts';
import type { RefundBatch } from '../../../src/domain/batches/refund-batch.ts';
import type { Rupiah } from '../../../src/domain/money.ts';
import type { RequestRefundBatchInput } from '../../../src/use-cases/batches/request-refund-batch.ts';
import { approver } from '../../support/actors.ts';
import { dewi, whole } from './approval-steps.ts';
import { createPaidOrder, type Shop } from './shop.ts';

export const line = (partnerReferenceNo: string, amount: Rupiah | null = null) => ({
  partnerReferenceNo,
  amount,
  reason: null,
});
export const aBatch = (more: Partial<RequestRefundBatchInput> = {}): RequestRefundBatchInput => ({
  batchNo: 'concert',
  reason: 'The concert is cancelled',
  lines: [line('ord-1'), line('ord-2', whole(25_000n))],
  filter: null,
  isDryRun: false,
  ...more,
});

export async function request(shop: Shop, input = aBatch(), by: Actor = dewi) {
  const outcome = await shop.useCases.requestRefundBatch(input, by);
  if (outcome.kind !== 'RequestRefundBatchSuccess') throw new Error(`answered ${outcome.kind}`);
  return outcome;
}
export const decide = (
  shop: Shop,
  { id }: RefundBatch,
  decision: 'APPROVE' | 'REFUSE',
  by: Actor = approver,
) => shop.useCases.decideRefundBatch({ batchId: id, decision, reason: 'checked' }, by);

export async function paidOrders(shop: Shop, count: number): Promise<void> {
  for (let no = 1; no <= count; no++) await createPaidOrder(shop, { partnerReferenceNo: `ord-${no}` });
}

/** Lets the background work do as many rounds. */
export async function runRounds(shop: Shop, count: number): Promise<void> {
  shop.refundBatches.start();
  for (let round = 0; round < count; round++) {
    shop.pass(15_000);
    for (let turn = 0; turn < 20; turn++) await shop.settle();
  }
  await shop.refundBatches.stop();
}

export const refundCalls = (shop: Shop) => shop.calls.filter((call) => call.startsWith('refund '));
export const stored = async (shop: Shop) => shop.useCases.findRefundBatch({ batchNo: 'concert' });
export async function report(shop: Shop) {
  const batch = await stored(shop);
  const { items } = await shop.useCases.listRefundBatchLines(batch?.id ?? '', { first: 50 });
  return items.map(({ item }) => [item.partnerReferenceNo, item.refusal ?? item.status]);
}
