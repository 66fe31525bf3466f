import type { Actor } from '../../domain/actor.ts';
import type { RefundBatch } from '../../domain/batches/refund-batch.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { Log } from '../ports/log.ts';
import type { RefundBatches } from '../ports/people/refund-batches.ts';
import type { SteerRefundBatchOutcome } from './batch-outcomes.ts';

/** Stops a batch that runs, or lets it go on, for this reason. */
export interface SteerRefundBatchInput {
  readonly batchId: string;
  readonly step: 'STOP' | 'RESUME';
  readonly reason: string;
}

export interface SteerRefundBatchDeps {
  readonly batches: RefundBatches;
  readonly log: Log;
  readonly wakeBatches: () => void;
}

/** Makes the function that stops a running batch, or resumes a stopped one. Refunds that are requested already go on. */
export function makeSteerRefundBatch({ batches, log, wakeBatches }: SteerRefundBatchDeps) {
  return async (input: SteerRefundBatchInput, by: Actor): Promise<SteerRefundBatchOutcome> => {
    const issues = newIssues();
    if (!checkText(issues, ['reason'], input.reason, { max: reasonLengthMax, isRequired: true }))
      return { kind: 'InvalidInput', issues: issues.list };
    const batch = await batches.findBatch({ id: input.batchId });
    if (batch === null) return { kind: 'RefundBatchNotFound' };
    const isStop = input.step === 'STOP';
    const [from, to] = isStop ? (['RUNNING', 'STOPPED'] as const) : (['STOPPED', 'RUNNING'] as const);
    if (batch.status === to) return { kind: 'SteerRefundBatchSuccess', batch };
    const steered: RefundBatch = { ...batch, status: to, stopReason: isStop ? input.reason : null };
    if (!(await batches.moveBatch(steered, [from])))
      return { kind: 'RefundBatchClosed', batch: (await batches.findBatch({ id: batch.id })) ?? batch };
    const { id: batchId, batchNo } = batch;
    log.info('refund_batch.steered', { batchId, batchNo, status: to, reason: input.reason, actor: by });
    wakeBatches();
    return { kind: 'SteerRefundBatchSuccess', batch: steered };
  };
}
