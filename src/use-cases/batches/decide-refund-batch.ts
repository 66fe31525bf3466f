import type { Actor } from '../../domain/actor.ts';
import { mayDecide } from '../../domain/approval.ts';
import type { RefundBatch } from '../../domain/batches/refund-batch.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RefundBatches } from '../ports/people/refund-batches.ts';
import type { DecideRefundBatchOutcome } from './batch-outcomes.ts';

/** What the second person decides about a batch, and why. */
export interface DecideRefundBatchInput {
  readonly batchId: string;
  readonly decision: 'APPROVE' | 'REFUSE';
  readonly reason: string;
}

export interface DecideRefundBatchDeps {
  readonly batches: RefundBatches;
  readonly clock: Clock;
  readonly log: Log;
  readonly wakeBatches: () => void;
}

/** Records the decision of a second person about a whole batch. The same decision by the same person again changes nothing. */
export function makeDecideRefundBatch({ batches, clock, log, wakeBatches }: DecideRefundBatchDeps) {
  return async (input: DecideRefundBatchInput, by: Actor): Promise<DecideRefundBatchOutcome> => {
    const issues = newIssues();
    if (!checkText(issues, ['reason'], input.reason, { max: reasonLengthMax, isRequired: true }))
      return { kind: 'InvalidInput', issues: issues.list };
    const batch = await batches.findBatch({ id: input.batchId });
    if (batch === null) return { kind: 'RefundBatchNotFound' };
    if (!mayDecide(by, batch.requestedBy.id)) return { kind: 'OtherPersonNeeded', batch };
    const now = clock.now();
    if (batch.status !== 'WAITING' || now >= batch.expiresAt) return answerEnded(batch, input, by);
    const decided: RefundBatch = {
      ...batch,
      status: input.decision === 'APPROVE' ? 'RUNNING' : 'REFUSED',
      decidedBy: by,
      decidedAt: now,
      decisionReason: input.reason,
    };
    if (!(await batches.moveBatch(decided, ['WAITING'])))
      return answerEnded((await batches.findBatch({ id: batch.id })) ?? batch, input, by);
    const { id: batchId, batchNo, status } = decided;
    log.info('refund_batch.decided', { batchId, batchNo, status, reason: input.reason, actor: by });
    wakeBatches();
    return { kind: 'DecideRefundBatchSuccess', batch: decided };
  };
}

/** The record is the answer to a repeat of what was decided. */
function answerEnded(
  batch: RefundBatch,
  { decision }: DecideRefundBatchInput,
  by: Actor,
): DecideRefundBatchOutcome {
  const isRefused = batch.status === 'REFUSED';
  const isSame = batch.decidedBy?.id === by.id && isRefused === (decision === 'REFUSE');
  return { kind: isSame ? 'DecideRefundBatchSuccess' : 'RefundBatchClosed', batch };
}
