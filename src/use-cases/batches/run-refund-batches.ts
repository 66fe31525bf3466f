import type { LineRefusal, RefundBatch, RefundBatchLine } from '../../domain/batches/refund-batch.ts';
import { mayRefund } from '../../domain/cancel-and-refund-rules.ts';
import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import { makeReturnChanges } from '../approvals/return-changes.ts';
import { type BackgroundLoop, makeBackgroundLoop } from '../background/background-loop.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import type { AttemptRefund } from '../calls/attempt-refund.ts';
import { firstCallMs } from '../changes/schedule.ts';
import { contentHash } from '../input/content-hash.ts';
import { refundsPerOrderMax } from '../input/limits.ts';
import { refuseUnsendable } from '../input/refuse-unsendable.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OrderChanges } from '../ports/order-changes.ts';
import type { Timelines } from '../ports/order-pages.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { RefundBatches } from '../ports/people/refund-batches.ts';

/** Another process carries on with the batch of one that died after so long. */
const batchLeaseMs = 60_000;
/** Refunds that are requested in one round, one after the other, and how long a batch rests between two rounds. */
const linesARoundMax = 5;
const paceMs = 1_000;
/** How long a batch waits while DANA must not be called. */
const unavailableMs = 10_000;
const sweepMs = 15_000;

export interface RunRefundBatchesDeps {
  readonly store: OrderChanges & OrderQueue & Timelines;
  readonly batches: RefundBatches;
  readonly provider: Pick<PaymentProvider, 'unavailability' | 'writeRefundRequest' | 'writeCancelRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly failures: RoundFailures;
  readonly attemptRefund: AttemptRefund;
}

/** How a line ended, and whether the batch must not go on. */
interface LineEnd {
  readonly status: 'REQUESTED' | 'REFUSED';
  readonly refusal: LineRefusal | null;
  readonly stopReason: string | null;
}

/**
 * Carries out batches of refunds, the oldest first and one at a time among all processes; at most `linesARoundMax` refunds,
 * then a rest of `paceMs`.
 * Each refund is recorded with the number of its line before DANA is called, so a line that is carried out again, after a
 * kill or by another process, finds its refund on record. Whether the batch still runs is read before each line: after
 * STOP, at most the refund that is under way is sent.
 */
export function makeRunRefundBatches(deps: RunRefundBatchesDeps): BackgroundLoop {
  const { store, batches, provider, clock, log } = deps;
  const changes = makeReturnChanges(deps);
  /** Whether the last round of this process left a batch that may go on. */
  let hasLeft = false;

  async function round(): Promise<Date | null> {
    const now = clock.now();
    await batches.expireBatches(now);
    const leasedUntil = after(now, batchLeaseMs);
    const claimed = await batches.claimBatch(now, leasedUntil, linesARoundMax);
    if (claimed === null) {
      // The clock may say a little less than the alarm, and the batch rests for it: one more look does not wait for the sweep.
      const mayRest = hasLeft;
      hasLeft = false;
      return mayRest ? after(clock.now(), paceMs) : null;
    }
    const { batch, lines } = claimed;
    for (const line of lines) {
      if (provider.unavailability('refundOrder') !== null) return leave(batch, leasedUntil, unavailableMs);
      if (!(await batches.holdsBatch(batch.id, leasedUntil))) break;
      const { stopReason, ...end } = await carryOut(batch, line);
      await batches.endLine({ ...line, ...end });
      if (stopReason !== null) await stop(batch, stopReason);
      if (stopReason !== null) break;
    }
    return leave(batch, leasedUntil, paceMs);
  }

  async function leave({ id }: RefundBatch, leasedUntil: Date, waitMs: number): Promise<Date> {
    const nextAt = after(clock.now(), waitMs);
    await batches.leaveBatch(id, leasedUntil, nextAt);
    hasLeft = true;
    return nextAt;
  }

  async function stop(batch: RefundBatch, stopReason: string): Promise<void> {
    if (!(await batches.moveBatch({ ...batch, status: 'STOPPED', stopReason }, ['RUNNING']))) return;
    log.warn('refund_batch.stopped', { batchId: batch.id, batchNo: batch.batchNo, reason: stopReason });
  }

  async function carryOut(batch: RefundBatch, line: RefundBatchLine): Promise<LineEnd> {
    const { orderId, amount, partnerRefundNo } = line;
    if (orderId === null || amount === null) return refused('ORDER_NOT_FOUND');
    const hash = contentHash({ batchId: batch.id, lineNo: line.lineNo, orderId, amount });
    const terms = { id: deps.chance.uuid(), contentHash: hash, actor: batch.requestedBy };
    const leasedUntil = after(clock.now(), firstCallMs);
    const outcome = await refuseUnsendable(() =>
      store.change(orderId, (order, refunds) => {
        const isKnown = refunds.some((refund) => refund.partnerRefundNo === partnerRefundNo);
        if (isKnown || refunds.length >= refundsPerOrderMax) return null;
        const reason = line.reason ?? batch.reason;
        const change = changes.refund(order, { ...terms, partnerRefundNo, amount, reason });
        return change && { ...change, leasedUntil };
      }),
    );
    switch (outcome.kind) {
      case 'InvalidInput':
        return refused('CANNOT_BE_SENT');
      case 'missing':
        return refused('ORDER_NOT_FOUND');
      case 'unchanged':
        return endOf(outcome.order, outcome.refunds, line, hash);
      case 'changed': {
        const { refund } = outcome;
        if (refund?.request === undefined) return refused('NOT_REFUNDABLE');
        return call(outcome.order, refund.refund, refund.request, leasedUntil);
      }
      default:
        return refused('NUMBER_TAKEN');
    }
  }

  async function call(order: Order, refund: Refund, request: string, leasedUntil: Date): Promise<LineEnd> {
    const made = await deps.attemptRefund.first(order, refund, request, leasedUntil);
    if (!made.isReleased) await store.release(order.id, leasedUntil);
    const isLow = made.refund.status === 'FAILED' && (await wasBalanceLow(order.id, refund.id));
    const stopReason = isLow
      ? 'The balance at DANA does not cover the next refund: top up, then resume'
      : null;
    return { status: 'REQUESTED', refusal: null, stopReason };
  }

  /** Then every further line would fail too. */
  async function wasBalanceLow(orderId: string, refundId: string): Promise<boolean> {
    const { items } = await store.pageTimeline(orderId, { last: 5 });
    return items.some(
      ({ item: { fact } }) =>
        fact.type === 'REFUND_DECLINED' &&
        fact.refundId === refundId &&
        fact.reason === 'INSUFFICIENT_MERCHANT_BALANCE',
    );
  }

  return makeBackgroundLoop({
    name: 'refund batches',
    failures: deps.failures,
    clock,
    sweepMs,
    pauseMs: 0,
    round,
    onFault: (error) => log.error('refund_batch.run_failed', { error }),
  });
}

/** The refund is on record already, or the order does not allow it any more. */
function endOf(
  order: Order,
  refunds: readonly Refund[],
  { partnerRefundNo, amount }: RefundBatchLine,
  hash: string,
): LineEnd {
  const known = refunds.find((refund) => refund.partnerRefundNo === partnerRefundNo);
  if (known?.contentHash === hash) return { status: 'REQUESTED', refusal: null, stopReason: null };
  if (known !== undefined) return refused('NUMBER_TAKEN');
  const permission = mayRefund(order, amount);
  return refused(permission.kind === 'ALLOWED' ? 'NOT_REFUNDABLE' : permission.kind);
}

function refused(refusal: LineRefusal): LineEnd {
  return { status: 'REFUSED', refusal, stopReason: null };
}

function after(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
