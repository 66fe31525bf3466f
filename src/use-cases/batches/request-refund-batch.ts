import type { Actor } from '../../domain/actor.ts';
import { approvalLifetimeMs } from '../../domain/approval.ts';
import {
  type ApprovalRules,
  type Ceilings,
  dayLimitReached,
  judgeReturn,
} from '../../domain/approval-rules.ts';
import {
  newRefundBatchId,
  type RefundBatch,
  type RefundBatchLine,
} from '../../domain/batches/refund-batch.ts';
import { type Rupiah, rupiah, zeroRupiah } from '../../domain/money.ts';
import { dailyReturnOf, dayCeilingExceeded } from '../approvals/return-changes.ts';
import { contentHash } from '../input/content-hash.ts';
import { batchLinesMax, batchNoLengthMax, reasonLengthMax, referenceLengthMax } from '../input/limits.ts';
import { checkText, newIssues, referencePattern } from '../input/text.ts';
import { readForIntent, writeIntent } from '../input/write-intent.ts';
import type { InputIssue } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OrderFilter, OrderPages } from '../ports/order-pages.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { Approvals } from '../ports/people/approvals.ts';
import type { RefundBatches } from '../ports/people/refund-batches.ts';
import type { RequestRefundBatchOutcome } from './batch-outcomes.ts';
import { type BatchLineInput, type LineJudge, lineJudge } from './judge-lines.ts';

/** Many refunds: of these lines, or everything that is left of the orders of a search. */
export interface RequestRefundBatchInput {
  readonly batchNo: string;
  readonly reason: string;
  readonly lines: readonly BatchLineInput[] | null;
  readonly filter: OrderFilter | null;
  /** Judges every line and records nothing. */
  readonly isDryRun: boolean;
}

export interface RequestRefundBatchDeps {
  readonly store: OrderReads & OrderPages & Approvals;
  readonly batches: RefundBatches;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly approvalRules: ApprovalRules;
  readonly wakeBatches: () => void;
}

/** Orders that one statement reads. */
const ordersAtOnce = 100;

/**
 * Records a batch of refunds, once for each batchNo. Rules and ceilings see the sum of the whole batch, so nothing is gained
 * by dividing it into lines. Nothing is sent to DANA here: the batch runs in the background, once a second person has
 * approved it if the rules ask for one.
 */
export function makeRequestRefundBatch(deps: RequestRefundBatchDeps) {
  const { store, batches, approvalRules: rules } = deps;

  return async (input: RequestRefundBatchInput, by: Actor): Promise<RequestRefundBatchOutcome> => {
    const issues = checkInput(input);
    if (issues.length > 0) return { kind: 'InvalidInput', issues };
    const { isDryRun, ...content } = input;
    const hash = contentHash(content);
    const read = await readForIntent(() => readAll(input, hash, by));
    if ('kind' in read) return read;
    const { ceilings, lines } = read;
    const amount = rupiah(lines.reduce((sum, line) => sum + (line.amount ?? 0n), 0n));
    const judgement = judgeReturn({ act: 'REFUND', amount, actor: by }, rules, ceilings);
    if (judgement === 'CEILING')
      return { kind: 'CeilingExceeded', ceiling: ceilings.each ?? zeroRupiah, isDaily: false };
    const batch = open(input, hash, amount, lines, by);
    return (isDryRun ? foresee : record)(batch, lines, judgement === 'ALONE', ceilings);
  };

  async function readAll(input: RequestRefundBatchInput, hash: string, by: Actor) {
    const known = await batches.findBatch({ batchNo: input.batchNo });
    if (known !== null) return answerKnown(known, hash);
    const judge = lineJudge(input.batchNo);
    const [ceilings, lines] = await Promise.all([
      store.ceilingsOf(by),
      input.lines === null ? judgeSearch(input.filter ?? {}, judge) : judgeLines(input.lines, judge),
    ]);
    return lines === null ? tooMany : { ceilings, lines };
  }

  /** Everything that is left of the orders of a search. Null if it finds more than a batch may have. */
  async function judgeSearch(
    filter: OrderFilter,
    judge: LineJudge,
  ): Promise<readonly RefundBatchLine[] | null> {
    const judged: RefundBatchLine[] = [];
    for (let after: string | undefined; ; ) {
      const page = await store.pageOrders(
        filter,
        { first: ordersAtOnce, ...(after === undefined ? {} : { after }) },
        [],
      );
      const orders = new Map(
        (await store.findMany(page.items.map(({ item }) => item.id))).map((order) => [order.id, order]),
      );
      for (const { item } of page.items)
        judged.push(judge(allOf(item.partnerReferenceNo), orders.get(item.id)));
      after = page.items.at(-1)?.cursor;
      if (judged.length > batchLinesMax) return null;
      if (!page.hasNextPage || after === undefined) return judged;
    }
  }

  async function judgeLines(
    wanted: readonly BatchLineInput[],
    judge: LineJudge,
  ): Promise<readonly RefundBatchLine[]> {
    const judged: RefundBatchLine[] = [];
    for (let from = 0; from < wanted.length; from += ordersAtOnce) {
      const some = wanted.slice(from, from + ordersAtOnce);
      const numbers = [...new Set(some.map(({ partnerReferenceNo }) => partnerReferenceNo))];
      const orders = new Map(
        (await store.findByNumbers(numbers)).map((order) => [order.partnerReferenceNo, order]),
      );
      for (const line of some) judged.push(judge(line, orders.get(line.partnerReferenceNo)));
    }
    return judged;
  }

  function open(
    { batchNo, reason }: RequestRefundBatchInput,
    hash: string,
    amount: Rupiah,
    lines: readonly RefundBatchLine[],
    requestedBy: Actor,
  ): RefundBatch {
    const requestedAt = deps.clock.now();
    return {
      id: newRefundBatchId(deps.chance.uuid()),
      batchNo,
      contentHash: hash,
      status: 'RUNNING',
      reason,
      lineCount: lines.length,
      refundCount: lines.filter(({ status }) => status === 'WAITING').length,
      amount,
      requestedBy,
      requestedAt,
      needsApproval: false,
      expiresAt: new Date(requestedAt.getTime() + approvalLifetimeMs),
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
      stopReason: null,
    };
  }

  /** What `record` would answer now. */
  async function foresee(
    batch: RefundBatch,
    lines: readonly RefundBatchLine[],
    isAlone: boolean,
    ceilings: Ceilings,
  ): Promise<RequestRefundBatchOutcome> {
    const { amount, requestedBy: actor, requestedAt } = batch;
    const { dailyReturn } = dailyReturnOf({ actor, amount, isAlone }, rules, ceilings, requestedAt);
    const returned = dailyReturn && (await readForIntent(() => store.returnedOn(dailyReturn)));
    if (returned && 'kind' in returned) return returned;
    const limit = dailyReturn && returned ? dayLimitReached(dailyReturn, returned) : null;
    if (limit === 'dayCeilingReached') return dayCeilingExceeded(ceilings);
    if (limit === 'dayAloneReached') return foresee(batch, lines, false, ceilings);
    return { kind: 'RequestRefundBatchSuccess', batch: begun(batch, isAlone), lines, isDryRun: true };
  }

  async function record(
    batch: RefundBatch,
    lines: readonly RefundBatchLine[],
    isAlone: boolean,
    ceilings: Ceilings,
  ): Promise<RequestRefundBatchOutcome> {
    const { amount, requestedBy: actor, requestedAt, contentHash: hash } = batch;
    const asked = begun(batch, isAlone);
    const { dailyReturn = null } = dailyReturnOf({ actor, amount, isAlone }, rules, ceilings, requestedAt);
    const own = lines.map((line) => ({ ...line, batchId: batch.id }));
    const outcome = await writeIntent(() => batches.insertBatch(asked, own, dailyReturn));
    if (typeof outcome === 'object') return outcome;
    switch (outcome) {
      case 'numberTaken': {
        const known = await batches.findBatch({ batchNo: batch.batchNo });
        return known === null ? { kind: 'RefundBatchConflict' } : answerKnown(known, hash);
      }
      case 'dayAloneReached':
        return isAlone ? record(batch, lines, false, ceilings) : dayCeilingExceeded(ceilings);
      case 'dayCeilingReached':
        return dayCeilingExceeded(ceilings);
      case 'inserted': {
        const { id: batchId, batchNo, refundCount, status, reason } = asked;
        deps.log.info('refund_batch.requested', { batchId, batchNo, refundCount, status, reason, actor });
        deps.wakeBatches();
        return { kind: 'RequestRefundBatchSuccess', batch: asked, lines: own, isDryRun: false };
      }
    }
  }
}

/** The batch as it begins: it runs at once, or waits for a second person. */
function begun(batch: RefundBatch, isAlone: boolean): RefundBatch {
  return isAlone ? batch : { ...batch, status: 'WAITING', needsApproval: true };
}

/** A line that gives back everything that is left. */
function allOf(partnerReferenceNo: string): BatchLineInput {
  return { partnerReferenceNo, amount: null, reason: null };
}

/** The record is the answer to a repeat. */
function answerKnown(batch: RefundBatch, hash: string): RequestRefundBatchOutcome {
  return batch.contentHash === hash
    ? { kind: 'RequestRefundBatchSuccess', batch, lines: null, isDryRun: false }
    : { kind: 'RefundBatchConflict' };
}

const tooMany = {
  kind: 'InvalidInput',
  issues: [{ path: ['orders'], rule: 'TOO_MANY', max: batchLinesMax }],
} as const;

function checkInput({ batchNo, reason, lines, filter }: RequestRefundBatchInput): readonly InputIssue[] {
  const issues = newIssues();
  checkText(issues, ['batchNo'], batchNo, { max: batchNoLengthMax, isRequired: true });
  if (!referencePattern.test(batchNo)) issues.add(['batchNo'], { rule: 'REFERENCE_ALPHABET' });
  checkText(issues, ['reason'], reason, { max: reasonLengthMax, isRequired: true });
  if ((lines === null) === (filter === null)) issues.add(['lines'], { rule: 'REQUIRED' });
  // A search without a condition would give back everything that was ever paid.
  if (filter !== null && Object.values(filter).every((condition) => condition === ''))
    issues.add(['orders'], { rule: 'REQUIRED' });
  if (lines?.length === 0) issues.add(['lines'], { rule: 'REQUIRED' });
  if ((lines?.length ?? 0) > batchLinesMax) issues.add(['lines'], { rule: 'TOO_MANY', max: batchLinesMax });
  for (const [index, line] of (lines ?? []).entries()) {
    const path = ['lines', String(index), 'partnerReferenceNo'];
    checkText(issues, path, line.partnerReferenceNo, { max: referenceLengthMax, isRequired: true });
    checkText(issues, ['lines', String(index), 'reason'], line.reason, { max: reasonLengthMax });
  }
  return issues.list;
}
