import type { Actor } from '../../domain/actor.ts';
import { type Approval, isPerson } from '../../domain/approval.ts';
import { type ApprovalRules, type Ceilings, judgeReturn } from '../../domain/approval-rules.ts';
import { mayRefund } from '../../domain/cancel-and-refund-rules.ts';
import type { Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { Decline } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import { dailyReturnOf, dayCeilingExceeded, makeReturnChanges } from '../approvals/return-changes.ts';
import type { AttemptRefund } from '../calls/attempt-refund.ts';
import { firstCallLeftMs, firstCallMs } from '../changes/schedule.ts';
import { contentHash } from '../input/content-hash.ts';
import { partnerRefundNoLengthMax, reasonLengthMax, refundsPerOrderMax } from '../input/limits.ts';
import { checkText, newIssues, referencePattern } from '../input/text.ts';
import { readForIntent, writeIntent } from '../input/write-intent.ts';
import type { RefundOrderOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { Timelines } from '../ports/order-pages.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { Approvals } from '../ports/people/approvals.ts';
import type { AwaitOrder } from './await-order.ts';

/** A refund as a merchant requests it. */
export interface RefundOrderInput {
  readonly orderId: string;
  readonly partnerRefundNo: string;
  /** Null: everything that is still refundable. */
  readonly amount: Rupiah | null;
  readonly reason: string | null;
}

export interface RefundOrderDeps {
  readonly store: OrderReads & OrderChanges & OrderQueue & Timelines & Approvals;
  readonly provider: Pick<PaymentProvider, 'unavailability' | 'writeRefundRequest' | 'writeCancelRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly approvalRules: ApprovalRules;
  readonly attemptRefund: AttemptRefund;
  readonly awaitOrder: AwaitOrder;
}

/**
 * Refunds all or part of a payment, once for each partnerRefundNo however often it is requested. The refund with its
 * exact body is stored, and its amount reserved, before DANA is called. If the rules ask for a second person, only the
 * request for one is stored, and the amount is reserved too.
 */
export function makeRefundOrder(deps: RefundOrderDeps) {
  const { store, provider, approvalRules: rules } = deps;
  const changes = makeReturnChanges(deps);

  return async function refundOrder(input: RefundOrderInput, by: Actor): Promise<RefundOrderOutcome> {
    const issues = checkRefund(input, by);
    if (issues.length > 0) return { kind: 'InvalidInput', issues };
    const hash = contentHash(input);
    const known = await readForIntent(() => readKnown(input, by));
    if ('kind' in known) return known;
    const { ceilings, approval } = known;
    // Whatever the rules say by now: what a second person decided about this number stands.
    if (approval !== null && approval.status !== 'GRANTED') return answerApproval(approval, hash);
    const identity = { id: deps.chance.uuid(), contentHash: hash, actor: by };
    const unavailability = provider.unavailability('refundOrder');
    // If DANA is so slow that this lease runs out, a declined answer counts no more than that of a repeat.
    const leasedUntil = new Date(deps.clock.now().getTime() + firstCallMs);
    const record = (isAlone: boolean) =>
      writeIntent(() =>
        store.change(input.orderId, (order, refunds) => {
          const isRepeat = refunds.some(({ partnerRefundNo }) => partnerRefundNo === input.partnerRefundNo);
          const mayRequest = !isRepeat && unavailability === null && refunds.length < refundsPerOrderMax;
          return mayRequest ? request(order, isAlone) : null;
        }),
      );

    /** The refund, or the request for a second person; null if the order or the ceiling allows neither. */
    function request(order: Order, isAlone: boolean): OrderChange | null {
      const permission = mayRefund(order, input.amount);
      if (permission.kind !== 'ALLOWED') return null;
      const { amount } = permission;
      const judgement = judgeReturn({ act: 'REFUND', amount, actor: by }, rules, ceilings);
      if (judgement === 'CEILING' || judgement === 'FORBIDDEN') return null;
      const { partnerRefundNo, reason } = input;
      const refund = changes.refund(order, { ...identity, partnerRefundNo, amount, reason });
      if (refund === null) return null;
      const daily = (change: OrderChange, alone: boolean) =>
        dailyReturnOf({ actor: by, amount, isAlone: alone }, rules, ceilings, change.order.updatedAt);
      if (isAlone && judgement === 'ALONE') return { ...refund, leasedUntil, ...daily(refund, true) };
      const terms = {
        act: 'REFUND',
        amount,
        partnerRefundNo,
        reason,
        contentHash: hash,
        requestedBy: by,
      } as const;
      const asked = changes.approval(order, terms);
      return asked && { ...asked, ...daily(asked, false) };
    }

    let outcome = await record(true);
    if (outcome.kind === 'dayAloneReached') outcome = await record(false);
    if (outcome.kind === 'TemporarilyUnavailable' || outcome.kind === 'InvalidInput')
      return unlessRepeat(input, hash, outcome);
    if (outcome.kind === 'missing') return unlessRepeat(input, hash, { kind: 'OrderNotFound' });
    if (outcome.kind === 'refundNoTaken' || outcome.kind === 'factAttested')
      return unlessRepeat(input, hash, { kind: 'PartnerRefundNoConflict' });
    if (outcome.kind === 'dayCeilingReached' || outcome.kind === 'dayAloneReached')
      return unlessRepeat(input, hash, dayCeilingExceeded(ceilings));
    if (outcome.kind === 'unchanged') {
      const { order } = outcome;
      const refused = refusal(order, input.amount, ceilings);
      if (refused === null && unavailability !== null)
        return { kind: 'TemporarilyUnavailable', ...unavailability };
      return unlessRepeat(input, hash, refused ?? { kind: 'OrderNotRefundable', order });
    }
    if (outcome.approval !== undefined)
      return { kind: 'ApprovalRequired', approval: outcome.approval, order: outcome.order };
    if (outcome.refund?.request === undefined)
      return unlessRepeat(input, hash, { kind: 'OrderNotRefundable', order: outcome.order });
    const { refund, request: body } = outcome.refund;
    const recorded = await deps.attemptRefund.first(outcome.order, refund, body, leasedUntil);
    if (!recorded.isReleased) await store.release(input.orderId, leasedUntil);
    return answerFrom(recorded.refund, recorded.order);
  };

  async function readKnown({ partnerRefundNo }: RefundOrderInput, by: Actor) {
    const [ceilings, approval] = await Promise.all([
      store.ceilingsOf(by),
      store.findApproval({ partnerRefundNo }),
    ]);
    return { ceilings, approval };
  }

  /** What is known of a request for a second person, to every repeat with the same content. */
  async function answerApproval(approval: Approval, hash: string): Promise<RefundOrderOutcome> {
    if (approval.contentHash !== hash) return { kind: 'PartnerRefundNoConflict' };
    const order = await store.find({ id: approval.orderId });
    if (order === null) return { kind: 'OrderNotFound' };
    return { kind: approval.status === 'WAITING' ? 'ApprovalRequired' : 'ApprovalDenied', approval, order };
  }

  /** A repeat is answered from the record, whatever forbids a new refund by now: it may be this very refund. */
  async function unlessRepeat(
    { partnerRefundNo }: RefundOrderInput,
    hash: string,
    refused: RefundOrderOutcome,
  ): Promise<RefundOrderOutcome> {
    const known = await store.findRefund({ partnerRefundNo });
    if (known !== null) return answerRepeat(known, hash);
    const asked = await store.findApproval({ partnerRefundNo });
    return asked === null || asked.status === 'GRANTED' ? refused : answerApproval(asked, hash);
  }

  /**
   * A repeated call with the same content gets the refund as it is now; with other content, a conflict. While the
   * first call may still be running, waits for its answer.
   */
  async function answerRepeat(known: Refund, hash: string): Promise<RefundOrderOutcome> {
    if (known.contentHash !== hash) return { kind: 'PartnerRefundNoConflict' };
    const found = await store.find({ id: known.orderId });
    if (found === null) return { kind: 'OrderNotFound' };
    const isAnswered = async () => (await current(known)).status !== 'PENDING';
    await deps.awaitOrder(found, isAnswered, firstCallLeftMs(known.createdAt, deps.clock.now()));
    const refund = await current(known);
    // Read after the refund, so that it is never older than the refund's answer.
    const order = (await store.find({ id: known.orderId })) ?? found;
    return answerFrom(refund, order);
  }

  /** The record is the answer, to the first call as to each repeat, whichever process wrote it. */
  async function answerFrom(refund: Refund, order: Order): Promise<RefundOrderOutcome> {
    if (refund.status !== 'FAILED') return outcomeOf(refund, order);
    const declined = await findDecline(refund);
    return declined === null ? { kind: 'OrderNotRefundable', order } : declinedOutcome(declined, order);
  }

  async function current(refund: Refund): Promise<Refund> {
    return (await store.findRefund({ id: refund.id })) ?? refund;
  }

  /** DANA's words behind a failed refund, from the timeline. */
  async function findDecline(refund: Refund): Promise<Decline | null> {
    let after: string | undefined;
    for (;;) {
      const page = await store.pageTimeline(refund.orderId, {
        first: timelinePageCount,
        ...(after === undefined ? {} : { after }),
      });
      for (const { item } of page.items) {
        if (item.fact.type === 'REFUND_DECLINED' && item.fact.refundId === refund.id) return item.fact;
      }
      after = page.items.at(-1)?.cursor;
      if (!page.hasNextPage || after === undefined) return null;
    }
  }
}

const timelinePageCount = 100;

function checkRefund(input: RefundOrderInput, by: Actor) {
  const issues = newIssues();
  const path = ['partnerRefundNo'];
  checkText(issues, path, input.partnerRefundNo, { max: partnerRefundNoLengthMax, isRequired: true });
  if (!referencePattern.test(input.partnerRefundNo)) issues.add(path, { rule: 'REFERENCE_ALPHABET' });
  checkText(issues, ['reason'], input.reason, { max: reasonLengthMax, isRequired: isPerson(by) });
  return issues.list;
}

/** Why this order, or the ceiling, does not allow the refund now; null if both do. */
function refusal(order: Order, amount: Rupiah | null, { each }: Ceilings): RefundOrderOutcome | null {
  const permission = mayRefund(order, amount);
  switch (permission.kind) {
    case 'ALLOWED':
      return each !== null && permission.amount > each
        ? { kind: 'CeilingExceeded', ceiling: each, isDaily: false }
        : null;
    case 'NOT_REFUNDABLE':
      return { kind: 'OrderNotRefundable', order };
    case 'EXCEEDS_BALANCE':
      return { kind: 'RefundExceedsBalance', order };
  }
}

function outcomeOf(refund: Refund, order: Order): RefundOrderOutcome {
  switch (refund.status) {
    case 'SUCCEEDED':
      return { kind: 'RefundOrderSuccess', refund, order };
    case 'PENDING':
      return { kind: 'RefundOrderPending', refund, order };
    case 'FAILED':
      return { kind: 'OrderNotRefundable', order };
  }
}

function declinedOutcome(
  { reason, responseCode, responseMessage }: Decline,
  order: Order,
): RefundOrderOutcome {
  if (reason === 'ORDER_FROZEN') return { kind: 'OrderFrozen', order };
  if (reason === 'INSUFFICIENT_MERCHANT_BALANCE') return { kind: 'InsufficientMerchantBalance', order };
  if (reason === 'INVALID_STATUS' || reason === 'TOO_LATE') return { kind: 'OrderNotRefundable', order };
  return { kind: 'ProviderDeclined', responseCode, responseMessage, order };
}
