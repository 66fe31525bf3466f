import type { Actor } from '../../domain/actor.ts';
import { mayRefund } from '../../domain/cancel-and-refund-rules.ts';
import type { Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { Decline } from '../../domain/order-event.ts';
import { nothingReturned, type Refund } from '../../domain/refund.ts';
import type { AttemptRefund } from '../calls/attempt-refund.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import { firstCallLeftMs, firstCallMs } from '../changes/schedule.ts';
import { contentHash } from '../input/content-hash.ts';
import { partnerRefundNoLengthMax, reasonLengthMax, refundsPerOrderMax } from '../input/limits.ts';
import { checkText, newIssues, referencePattern } from '../input/text.ts';
import type { RefundOrderOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { Timelines } from '../ports/order-pages.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { AwaitOrder } from './await-order.ts';
import { writeIntent } from './write-intent.ts';

/** A refund as a merchant requests it. */
export interface RefundOrderInput {
  readonly orderId: string;
  readonly partnerRefundNo: string;
  /** Null: everything that is still refundable. */
  readonly amount: Rupiah | null;
  readonly reason: string | null;
}

export interface RefundOrderDeps {
  readonly store: OrderReads & OrderChanges & OrderQueue & Timelines;
  readonly provider: Pick<PaymentProvider, 'unavailability' | 'writeRefundRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly attemptRefund: AttemptRefund;
  readonly awaitOrder: AwaitOrder;
}

/**
 * Refunds all or part of a payment, once for each partnerRefundNo however often it is requested. The refund with its
 * exact body is stored, and its amount reserved, before DANA is called.
 */
export function makeRefundOrder(deps: RefundOrderDeps) {
  const { store, provider } = deps;

  return async function refundOrder(input: RefundOrderInput, by: Actor): Promise<RefundOrderOutcome> {
    const issues = checkRefund(input);
    if (issues.length > 0) return { kind: 'InvalidInput', issues };
    const hash = contentHash(input);
    const id = deps.chance.uuid();
    const unavailability = provider.unavailability('refundOrder');
    // If DANA is so slow that this lease runs out, a declined answer counts no more than that of a repeat.
    const leasedUntil = new Date(deps.clock.now().getTime() + firstCallMs);
    const outcome = await writeIntent(() =>
      store.change(input.orderId, (order, refunds) => {
        const isRepeat = refunds.some(({ partnerRefundNo }) => partnerRefundNo === input.partnerRefundNo);
        const mayRequest = !isRepeat && unavailability === null && refunds.length < refundsPerOrderMax;
        const change = mayRequest ? requestRefund(order, input, { id, contentHash: hash, actor: by }) : null;
        return change === null ? null : { ...change, leasedUntil };
      }),
    );
    if (outcome.kind === 'TemporarilyUnavailable' || outcome.kind === 'InvalidInput')
      return unlessRepeat(input, hash, outcome);
    if (outcome.kind === 'missing') return unlessRepeat(input, hash, { kind: 'OrderNotFound' });
    if (outcome.kind === 'refundNoTaken')
      return unlessRepeat(input, hash, { kind: 'PartnerRefundNoConflict' });
    if (outcome.kind === 'unchanged' || outcome.refund?.request === undefined) {
      const { order } = outcome;
      const refused = refusal(order, input.amount);
      if (refused === null && unavailability !== null)
        return { kind: 'TemporarilyUnavailable', ...unavailability };
      return unlessRepeat(input, hash, refused ?? { kind: 'OrderNotRefundable', order });
    }
    const { refund, request } = outcome.refund;
    const recorded = await deps.attemptRefund.first(outcome.order, refund, request, leasedUntil);
    if (!recorded.isReleased) await store.release(input.orderId, leasedUntil);
    return answerFrom(recorded.refund, recorded.order);
  };

  /** The change that reserves the amount and records the refund with its body; null if the order allows none. */
  function requestRefund(
    order: Order,
    input: RefundOrderInput,
    identity: Pick<Refund, 'id' | 'contentHash' | 'actor'>,
  ): OrderChange | null {
    const permission = mayRefund(order, input.amount);
    if (permission.kind !== 'ALLOWED') return null;
    const context = changeContext(identity.actor, deps);
    const { partnerRefundNo, reason } = input;
    const { amount } = permission;
    const change = changeByFact(context, order, {
      type: 'REFUND_REQUESTED',
      refundId: identity.id,
      partnerRefundNo,
      amount,
      reason,
    });
    if (change?.event.fact.type !== 'REFUND_REQUESTED') return null;
    const refund: Refund = {
      ...identity,
      orderId: order.id,
      partnerRefundNo,
      refundNo: null,
      amount,
      reason,
      status: 'PENDING',
      ...nothingReturned,
      createdAt: context.now,
      updatedAt: context.now,
    };
    return { ...change, refund: { refund, request: provider.writeRefundRequest(order, refund) } };
  }

  /** A repeat is answered from the record, whatever forbids a new refund by now: it may be this very refund. */
  async function unlessRepeat(
    { partnerRefundNo }: RefundOrderInput,
    hash: string,
    refused: RefundOrderOutcome,
  ): Promise<RefundOrderOutcome> {
    const known = await store.findRefund({ partnerRefundNo });
    return known === null ? refused : answerRepeat(known, hash);
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

function checkRefund(input: RefundOrderInput) {
  const issues = newIssues();
  const path = ['partnerRefundNo'];
  checkText(issues, path, input.partnerRefundNo, { max: partnerRefundNoLengthMax, isRequired: true });
  if (!referencePattern.test(input.partnerRefundNo)) issues.add(path, { rule: 'REFERENCE_ALPHABET' });
  checkText(issues, ['reason'], input.reason, { max: reasonLengthMax });
  return issues.list;
}

/** Why this order does not allow the refund now; null if it does. */
function refusal(order: Order, amount: Rupiah | null): RefundOrderOutcome | null {
  switch (mayRefund(order, amount).kind) {
    case 'ALLOWED':
      return null;
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
