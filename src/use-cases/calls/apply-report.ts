import type { Order } from '../../domain/order.ts';
import type { OrderEventSource, OrderFact } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import {
  type ChangeContext,
  changeByContradiction,
  changeByFact,
  changeByVerdict,
  changeContext,
  factOf,
  refundFinding,
} from '../changes/order-changes.ts';
import { reportNeededNow } from '../changes/schedule.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChange } from '../ports/order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentReport } from '../ports/payment-provider.ts';

/** One account of DANA's can tell at most this many facts: found, paid, cancelled or refunded. */
const factsPerReportMax = 4;

/**
 * Records everything that DANA's answer to a query says about an order, one fact at a time. `asked` is the order
 * as it was when the question left. Comes back with the order as it is then.
 */
export function makeRecordReport(deps: { store: OrderStore; clock: Clock; chance: Chance }) {
  return async function recordReport(
    asked: Order,
    report: PaymentReport,
    source: OrderEventSource = 'QUERY',
  ): Promise<Order> {
    let known = asked;
    for (let count = 0; count < factsPerReportMax; count++) {
      const version = known.version;
      const outcome = await deps.store.change(asked.id, (order, refunds) =>
        nextChange(order, refunds, order.version === version),
      );
      if (outcome.kind !== 'changed') {
        if (outcome.kind !== 'unchanged') return known;
        // Overtaken: what was not believed of this account is asked for again.
        if (outcome.order.version !== version)
          await deps.store.requireReport(asked.id, reportNeededNow(deps.clock.now()));
        return outcome.order;
      }
      known = outcome.order;
    }
    return known;

    function nextChange(order: Order, refunds: readonly Refund[], isCurrent: boolean): OrderChange | null {
      const news = changeContext(source, deps);
      const fact = factOf(report, order, isCurrent, news.now);
      const change = fact === null ? null : changeByReport(news, order, fact);
      if (change !== null || !isCurrent) return change;
      const refunded = refundFinding(report, order, refunds);
      if (refunded === null) return null;
      return 'fact' in refunded
        ? changeByFact(news, order, refunded.fact)
        : changeByVerdict(news, order, refunded.refund, refunded.verdict);
    }

    /** A cancel in an account that knows nothing of the payment on record is older than that payment. */
    function changeByReport(news: ChangeContext, order: Order, fact: OrderFact): OrderChange | null {
      const knowsPayment = report.paidAt !== null || (report.voided ?? 0n) > 0n;
      return fact.type === 'CANCELLED' && order.paid > 0n && !knowsPayment
        ? changeByContradiction(news, order, fact)
        : changeByFact(news, order, fact);
    }
  };
}
export type RecordReport = ReturnType<typeof makeRecordReport>;
