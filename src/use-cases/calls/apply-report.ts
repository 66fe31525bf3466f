import type { Order } from '../../domain/order.ts';
import type { DanaSource, OrderFact } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import { disputeFinding, returnedTwiceFinding } from '../changes/dispute-findings.ts';
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
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { PaymentReport } from '../ports/payment-provider.ts';

/** One report contains at most this many facts: found, paid, cancelled or refunded, charged back, returned twice, frozen. */
const factsPerReportMax = 7;

/**
 * Records everything that DANA's report says about an order, one fact at a time. `queried` is the order as it was when
 * the query was sent. Returns the order after the last change.
 */
export function makeApplyReport(deps: { store: OrderChanges & OrderQueue; clock: Clock; chance: Chance }) {
  return async function applyReport(
    queried: Order,
    report: PaymentReport,
    source: DanaSource = 'QUERY',
  ): Promise<Order> {
    let known = queried;
    for (let count = 0; count < factsPerReportMax; count++) {
      const version = known.version;
      const outcome = await deps.store.change(queried.id, (order, refunds) =>
        nextChange(order, refunds, order.version === version),
      );
      if (outcome.kind !== 'changed') {
        if (outcome.kind !== 'unchanged') return known;
        // Somebody changed the order meanwhile: what was not applied of this report is queried again.
        if (outcome.order.version !== version)
          await deps.store.requireReport(queried.id, reportNeededNow(deps.clock.now()));
        return outcome.order;
      }
      known = outcome.order;
    }
    return known;

    function nextChange(order: Order, refunds: readonly Refund[], isCurrent: boolean): OrderChange | null {
      const context = changeContext(source, deps);
      const fact = factOf(report, order, isCurrent, context.now);
      const change = fact === null ? null : changeByReport(context, order, fact);
      if (change !== null || !isCurrent) return change;
      const finding = refundFinding(report, order, refunds);
      if (finding === null) return nextDispute(context, order);
      return 'fact' in finding
        ? changeByFact(context, order, finding.fact)
        : changeByVerdict(context, order, finding.refund, finding.verdict);
    }

    function nextDispute(context: ChangeContext, order: Order): OrderChange | null {
      const fact = disputeFinding(report, order);
      const change = fact === null ? null : changeByFact(context, order, fact);
      if (change !== null) return change;
      const returnedTwice = returnedTwiceFinding(order);
      return returnedTwice === null ? null : changeByContradiction(context, order, returnedTwice);
    }

    /** A report of a cancellation that does not know of the recorded payment is older than that payment. */
    function changeByReport(context: ChangeContext, order: Order, fact: OrderFact): OrderChange | null {
      const knowsPayment = report.paidAt !== null || (report.voided ?? 0n) > 0n;
      return fact.type === 'CANCELLED' && order.paid > 0n && !knowsPayment
        ? changeByContradiction(context, order, fact)
        : changeByFact(context, order, fact);
    }
  };
}
export type ApplyReport = ReturnType<typeof makeApplyReport>;
