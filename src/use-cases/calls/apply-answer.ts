import type { Order } from '../../domain/order.ts';
import type { Decline, OrderEventSource, OrderFact } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { RefundVerdict } from '../../domain/refund-lifecycle.ts';
import { changeByFact, changeByVerdict, changeContext, withReportNeeded } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReportNeeded } from '../ports/order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { DeclinedAnswer, UnknownAnswer } from '../ports/payment-provider.ts';
import type { ReportFault } from './report-unknown-answer.ts';

/** What every exchange with DANA needs to record how it ended. */
export interface RecordDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly reportFault: ReportFault;
}

/** DANA's words behind a refusal, as they go into the timeline. */
export function declineIn({ reason, responseCode, responseMessage }: DeclinedAnswer): Decline {
  return { reason, responseCode, responseMessage };
}

/** What an answer leaves open, told from when it is recorded: DANA's account of the order is owed. */
interface LeftOpen {
  readonly reportNeeded?: ((now: Date) => ReportNeeded) | undefined;
}

/** Records an answer of DANA's about an order. All of them come back with the order as it is then. */
export function makeRecordAnswer(deps: RecordDeps) {
  const { store } = deps;
  return {
    /** `factFor` sees the order as it is when the answer is recorded; null records nothing. */
    async fact(
      order: Order,
      source: OrderEventSource,
      factFor: (current: Order) => OrderFact | null,
      { reportNeeded, whileLeased }: LeftOpen & { whileLeased?: Date } = {},
    ): Promise<Order> {
      const factChange = (current: Order) => {
        const news = changeContext(source, deps);
        const fact = factFor(current);
        const change = fact === null ? null : changeByFact(news, current, fact);
        return change === null || reportNeeded === undefined
          ? change
          : withReportNeeded(change, reportNeeded(news.now));
      };
      const outcome = await store.change(order.id, factChange, whileLeased && { whileLeased });
      return 'order' in outcome ? outcome.order : order;
    },

    /** DANA's verdict on one refund. */
    async verdict(
      order: Order,
      refund: Refund,
      verdict: RefundVerdict,
      { reportNeeded }: LeftOpen = {},
    ): Promise<Order> {
      const outcome = await store.change(order.id, (current, refunds) => {
        const recorded = refunds.find(({ id }) => id === refund.id);
        if (recorded === undefined) return null;
        const news = changeContext('REFUND_ANSWER', deps);
        const change = changeByVerdict(news, current, recorded, verdict);
        return change === null || reportNeeded === undefined
          ? change
          : withReportNeeded(change, reportNeeded(news.now));
      });
      return 'order' in outcome ? outcome.order : order;
    },

    /** DANA's account is of something else than what was sold. Nothing of it is believed; an operator is told. */
    async mismatchOf(order: Order, detail: string): Promise<void> {
      const { id: orderId, partnerReferenceNo } = order;
      const dedupeKey = `CONTRADICTED:${orderId}:${detail}`;
      const incident = { kind: 'CONTRADICTED', dedupeKey, orderId, partnerReferenceNo, detail } as const;
      await store.recordIncident(incident, deps.clock.now());
    },

    /** No clear answer: nothing about the order is recorded, and what is wrong with us or DANA is told. */
    async unknown(order: Order, operation: string, answer: UnknownAnswer): Promise<Order> {
      await deps.reportFault(operation, order, answer);
      return order;
    },
  };
}
export type RecordAnswer = ReturnType<typeof makeRecordAnswer>;
