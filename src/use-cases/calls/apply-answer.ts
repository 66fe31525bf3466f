import { detailText } from '../../domain/incidents/detail-text.ts';
import { formatRupiah, type Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { DanaSource, Decline, OrderFact } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { RefundVerdict } from '../../domain/refund-lifecycle.ts';
import { changeByFact, changeByVerdict, changeContext, withReportNeeded } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { DecideChange, OrderChange, OrderChanges, ReportNeeded } from '../ports/order-changes.ts';
import type { DeclinedAnswer, UnknownAnswer } from '../ports/payment-provider.ts';
import type { ReportUnknownAnswer } from './report-unknown-answer.ts';

/**
 * The reason, code and messages of a declined answer, as the timeline stores them. DANA's code for "not permitted" names
 * no cause; if DANA reports the order as frozen, that is it.
 */
export function declineIn(
  { reason, responseCode, responseMessage, debugMessage }: DeclinedAnswer,
  { isFrozen }: Order,
): Decline {
  return {
    reason: reason === 'NOT_PERMITTED' && isFrozen ? 'ORDER_FROZEN' : reason,
    responseCode,
    responseMessage,
    ...(debugMessage === undefined ? {} : { debugMessage }),
  };
}

/** Set if an answer leaves a question that only DANA's report on the order answers. */
interface LeftOpen {
  readonly reportNeeded?: ((now: Date) => ReportNeeded) | undefined;
}

/** How a fact is recorded. */
export interface FactOptions extends LeftOpen {
  /** Records nothing unless the order still has this lease. */
  readonly whileLeased?: Date;
  /** Releases this lease in the same statement, if the order still has it. */
  readonly releasedLease?: Date;
  /** The caller wrote the order, and the refund, a moment ago: they are read again only if the order has changed since. */
  readonly isFresh?: boolean;
}

/** The order after an answer was recorded; `isChanged` is false if it was recorded already, or no longer counts. */
export interface AppliedFact {
  readonly order: Order;
  readonly isChanged: boolean;
}

/** The same, with the refund after it. */
interface AppliedVerdict extends AppliedFact {
  readonly refund: Refund;
}

/** Records DANA's answers to our calls. */
export function makeApplyAnswer(deps: {
  readonly store: OrderChanges & Incidents;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly reportUnknownAnswer: ReportUnknownAnswer;
}) {
  const { store } = deps;
  return {
    /** Records a fact. `factFor` sees the order at the time of recording; null records nothing. */
    async fact(
      order: Order,
      source: DanaSource,
      factFor: (current: Order) => OrderFact | null,
      { reportNeeded, whileLeased, releasedLease, isFresh = false }: FactOptions = {},
    ): Promise<AppliedFact> {
      const decideChange = (current: Order): OrderChange | null => {
        const context = changeContext(source, deps);
        const fact = factFor(current);
        const change = fact === null ? null : changeByFact(context, current, fact);
        if (change === null) return null;
        const released = releasedLease === undefined ? change : { ...change, releasedLease };
        return reportNeeded === undefined ? released : withReportNeeded(released, reportNeeded(context.now));
      };
      const outcome = await store.change(order.id, decideChange, {
        ...(whileLeased && { whileLeased }),
        ...(isFresh && { known: { order, refunds: [] } }),
      });
      return 'order' in outcome
        ? { order: outcome.order, isChanged: outcome.kind === 'changed' }
        : { order, isChanged: false };
    },

    /** Records DANA's verdict on one refund; returns the order and the refund that are on record after it. */
    async verdict(
      order: Order,
      refund: Refund,
      verdict: RefundVerdict,
      { reportNeeded, whileLeased, releasedLease, isFresh = false }: FactOptions = {},
    ): Promise<AppliedVerdict> {
      const decideChange: DecideChange = (current, refunds) => {
        const recorded = refunds.find(({ id }) => id === refund.id);
        if (recorded === undefined) return null;
        const context = changeContext('REFUND_ANSWER', deps);
        const change = changeByVerdict(context, current, recorded, verdict);
        if (change === null) return null;
        const released = releasedLease === undefined ? change : { ...change, releasedLease };
        return reportNeeded === undefined ? released : withReportNeeded(released, reportNeeded(context.now));
      };
      const outcome = await store.change(order.id, decideChange, {
        ...(whileLeased && { whileLeased }),
        ...(isFresh && { known: { order, refunds: [refund] } }),
      });
      if (outcome.kind === 'unchanged') {
        const recorded = outcome.refunds.find(({ id }) => id === refund.id) ?? refund;
        return { order: outcome.order, refund: recorded, isChanged: false };
      }
      if (outcome.kind !== 'changed') return { order, refund, isChanged: false };
      return { order: outcome.order, refund: outcome.refund?.refund ?? refund, isChanged: true };
    },

    /** Records an incident: DANA's report is about another amount than was sold, and is not applied. */
    async otherAmount(order: Order, amount: Rupiah): Promise<void> {
      const { id: orderId, partnerReferenceNo } = order;
      const detail = { code: 'QUERY_WITH_OTHER_AMOUNT', amount: formatRupiah(amount) } as const;
      const dedupeKey = `CONTRADICTED:${orderId}:${detailText(detail, 'EN')}`;
      const incident = { kind: 'CONTRADICTED', dedupeKey, orderId, partnerReferenceNo, detail } as const;
      await store.recordIncident(incident, deps.clock.now());
    },

    /** Records an incident: DANA had the order already, with this number, when it was created here. */
    async createdBefore(order: Order, referenceNo: string | null): Promise<void> {
      const { id: orderId, partnerReferenceNo } = order;
      const detail = { code: 'KNOWN_TO_DANA_BEFORE', partnerReferenceNo, referenceNo } as const;
      const dedupeKey = `CREATED_BEFORE:${orderId}`;
      const incident = { kind: 'CREATED_BEFORE', dedupeKey, orderId, partnerReferenceNo, detail } as const;
      await store.recordIncident(incident, deps.clock.now());
    },

    /**
     * Records an incident if DANA declined because the merchant's balance does not cover it: one for the merchant,
     * counted once an hour, however many refunds and cancellations fail on it.
     */
    async lowBalance(
      order: Order,
      operation: string,
      { reason, responseCode }: DeclinedAnswer,
    ): Promise<void> {
      if (reason !== 'INSUFFICIENT_MERCHANT_BALANCE') return;
      const { id: orderId, partnerReferenceNo } = order;
      const detail = { code: 'BALANCE_TOO_LOW', operation, responseCode } as const;
      const incident = { kind: reason, dedupeKey: reason, orderId, partnerReferenceNo, detail } as const;
      await store.recordIncident(incident, deps.clock.now());
    },

    /** Logs an unknown answer, which records nothing about the order; returns the order as it was given. */
    async unknown(order: Order, operation: string, answer: UnknownAnswer): Promise<Order> {
      await deps.reportUnknownAnswer(operation, order, answer);
      return order;
    },
  };
}
export type ApplyAnswer = ReturnType<typeof makeApplyAnswer>;
