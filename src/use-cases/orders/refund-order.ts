import type { Rupiah } from '../../domain/money.ts';
import { type Order, refundable } from '../../domain/order.ts';
import type { Decline } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { AttemptRefund } from '../calls/attempt-refund.ts';
import { changeByFact, changeContext } from '../changes/order-changes.ts';
import { firstCallMs } from '../changes/schedule.ts';
import { contentHash } from '../input/content-hash.ts';
import { checkText, newIssues, referencePattern } from '../input/text.ts';
import type { RefundOrderOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { AwaitOrder } from './await-order.ts';
import { reasonLengthMax } from './cancel-order.ts';
import { writeIntent } from './write-intent.ts';

const partnerRefundNoLengthMax = 64;
/** Refunds of one order, failed ones included; keeps the aggregate and its reads bounded. */
const refundsPerOrderMax = 200;

export interface RefundOrderInput {
  readonly orderId: string;
  readonly partnerRefundNo: string;
  /** Null: everything that is still refundable. */
  readonly amount: Rupiah | null;
  readonly reason: string | null;
}

export interface RefundOrderDeps {
  readonly store: OrderStore;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly attemptRefund: AttemptRefund;
  readonly awaitOrder: AwaitOrder;
}

/**
 * Gives all or part of a payment back, once for each partnerRefundNo however often it is asked. The refund with
 * its exact body is on disk, and its amount reserved, before DANA is told.
 */
export function makeRefundOrder(deps: RefundOrderDeps) {
  const { store, provider } = deps;

  return async function refundOrder(input: RefundOrderInput): Promise<RefundOrderOutcome> {
    const issues = checkRefund(input);
    if (issues.length > 0) return { kind: 'InvalidInput', issues };
    const hash = contentHash(input);
    const known = await store.findRefund({ partnerRefundNo: input.partnerRefundNo });
    if (known !== null) return answerRepeat(known, hash);
    const found = await store.find({ id: input.orderId });
    if (found === null) return { kind: 'OrderNotFound' };
    const refused = refusal(found, input.amount);
    if (refused !== null) return unlessTwin(input, hash, refused);
    const unavailability = provider.unavailability();
    if (unavailability !== null) return { kind: 'TemporarilyUnavailable', ...unavailability };
    return request(input, hash);
  };

  /** Reserves the amount and records the refund in one change, then tells DANA. */
  async function request(input: RefundOrderInput, hash: string): Promise<RefundOrderOutcome> {
    const id = deps.chance.uuid();
    let requested: { refund: Refund; request: string } | null = null;
    const write = store.change(input.orderId, (order, refunds) => {
      requested = null;
      if (refusal(order, input.amount) !== null || refunds.length >= refundsPerOrderMax) return null;
      const news = changeContext('API', deps);
      const amount = input.amount ?? refundable(order);
      const { partnerRefundNo, reason } = input;
      const change = changeByFact(news, order, {
        type: 'REFUND_REQUESTED',
        refundId: id,
        partnerRefundNo,
        amount,
        reason,
      });
      if (change?.event.fact.type !== 'REFUND_REQUESTED') return null;
      const refund: Refund = {
        id,
        orderId: order.id,
        partnerRefundNo,
        refundNo: null,
        amount,
        reason,
        status: 'PENDING',
        contentHash: hash,
        createdAt: news.now,
        updatedAt: news.now,
      };
      requested = { refund, request: provider.writeRefundRequest(order, refund) };
      return { ...change, refund: requested };
    });
    const outcome = await writeIntent(write);
    if (outcome.kind === 'TemporarilyUnavailable') return outcome;
    if (outcome.kind === 'missing') return { kind: 'OrderNotFound' };
    if (outcome.kind === 'refundNoTaken') return unlessTwin(input, hash, { kind: 'PartnerRefundNoConflict' });
    if (outcome.kind === 'unchanged' || requested === null) {
      const { order } = outcome;
      const refused = refusal(order, input.amount) ?? { kind: 'OrderNotRefundable', order };
      return unlessTwin(input, hash, refused);
    }
    const { refund, request: body } = requested as { refund: Refund; request: string };
    const attempt = await deps.attemptRefund.first(outcome.order, refund, body);
    if (attempt.declined !== null) return declinedOutcome(attempt.declined, attempt.order);
    return outcomeOf(await current(refund), attempt.order);
  }

  /** What stands in the way of a refund may be this very refund, recorded by a twin a moment ago. */
  async function unlessTwin(
    { partnerRefundNo }: RefundOrderInput,
    hash: string,
    refused: RefundOrderOutcome,
  ): Promise<RefundOrderOutcome> {
    const known = await store.findRefund({ partnerRefundNo });
    return known === null ? refused : answerRepeat(known, hash);
  }

  /**
   * Same number: the same content gets the refund as it is now, other content a conflict. While a twin may be at it,
   * its answer is waited for.
   */
  async function answerRepeat(known: Refund, hash: string): Promise<RefundOrderOutcome> {
    if (known.contentHash !== hash) return { kind: 'PartnerRefundNoConflict' };
    const found = await store.find({ id: known.orderId });
    if (found === null) return { kind: 'OrderNotFound' };
    const isSettled = async () => (await current(known)).status !== 'PENDING';
    const twinEndsMs = known.createdAt.getTime() + firstCallMs;
    await deps.awaitOrder(found, isSettled, twinEndsMs - deps.clock.now().getTime());
    const refund = await current(known);
    // Read after the refund, so that it is never the order as it was before the refund was settled.
    const order = (await store.find({ id: known.orderId })) ?? found;
    if (refund.status !== 'FAILED') return outcomeOf(refund, order);
    const declined = await findDecline(refund);
    return declined === null ? { kind: 'OrderNotRefundable', order } : declinedOutcome(declined, order);
  }

  async function current(refund: Refund): Promise<Refund> {
    return (await store.findRefund({ id: refund.id })) ?? refund;
  }

  /** DANA's words behind a refund that failed, from the timeline. */
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

/** Why this order cannot give this amount back now; null where it can. A cancel and a refund exclude each other. */
function refusal(order: Order, amount: Rupiah | null): RefundOrderOutcome | null {
  const isPaid = order.status === 'PAID' || order.status === 'PARTIALLY_REFUNDED';
  if (!isPaid || order.cancellation?.status === 'PENDING') return { kind: 'OrderNotRefundable', order };
  const left = refundable(order);
  return left === 0n || (amount !== null && amount > left) ? { kind: 'RefundExceedsBalance', order } : null;
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
  if (reason === 'INSUFFICIENT_MERCHANT_BALANCE') return { kind: 'InsufficientMerchantBalance', order };
  if (reason === 'INVALID_STATUS' || reason === 'TOO_LATE') return { kind: 'OrderNotRefundable', order };
  return { kind: 'ProviderDeclined', responseCode, responseMessage, order };
}
