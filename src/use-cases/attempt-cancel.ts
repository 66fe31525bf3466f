import { zeroRupiah } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { Attempt } from './attempt-create.ts';
import type { PaymentProvider } from './ports.ts';
import type { Account, QueryOrder } from './query-order.ts';
import { type RecordAnswer, refusalIn } from './record-answer.ts';
import type { RecordReport } from './record-report.ts';

/** Cancel Order, first and repeated. DANA's key is the order, so a repeat is always safe. */
export function makeAttemptCancel(deps: {
  provider: PaymentProvider;
  record: RecordAnswer;
  recordReport: RecordReport;
  queryOrder: QueryOrder;
}) {
  const { provider, record, queryOrder } = deps;

  /** Tells DANA. Whatever it answers, its account of the order is read before anything is recorded as final. */
  async function first(order: Order): Promise<Attempt> {
    const answer = await provider.cancelOrder(order);
    if (answer.kind === 'unknown') {
      return { order: await record.unknown(order, 'cancelOrder', answer), declined: null };
    }
    const report = await queryOrder.ask(order);
    if (answer.kind === 'accepted') return { order: await recordCancelled(order, report), declined: null };
    if (report === 'unknown' || report === 'another') return { order, declined: null };
    // Refused, yet the order may be cancelled: by an earlier call of ours whose answer was lost.
    const told = report === 'notFound' ? order : await deps.recordReport(order, report);
    if (told.cancellation?.status !== 'PENDING') return { order: told, declined: null };
    const next = await record.fact(
      told,
      'CANCEL_ANSWER',
      (current) =>
        current.cancellation?.status === 'PENDING' ? { ...refusalIn(answer), type: 'CANCEL_REFUSED' } : null,
      // Of an order that it knew DANA had no account: what became of it is asked about again.
      { isQueryOwed: report === 'notFound' },
    );
    return { order: next, declined: next.cancellation?.status === 'FAILED' ? answer : null };
  }

  /**
   * DANA says that it cancelled the order. A payment that was on its way is recorded first, so that what went back is
   * known. Where DANA's account is a payment of which nothing went back, money came after the cancel: money wins,
   * and the cancel stays owed, now for a paid order. So it is where the money is recorded while we look.
   */
  async function recordCancelled(order: Order, report: Account): Promise<Order> {
    const isTold = typeof report === 'object';
    const voided = (isTold ? report.voided : null) ?? zeroRupiah;
    if (isTold && report.state === 'PAID' && voided === 0n) return deps.recordReport(order, report);
    const wasPaid = isTold && voided > 0n;
    const current =
      wasPaid && order.paid === 0n ? await deps.recordReport(order, { ...report, state: 'PAID' }) : order;
    return record.fact(
      current,
      'CANCEL_ANSWER',
      (latest) =>
        order.paid === 0n && latest.paid > 0n && voided === 0n
          ? null
          : { type: 'CANCELLED', voided, paidAt: isTold ? report.paidAt : null },
      { isQueryOwed: !isTold },
    );
  }

  /** The answer is owed: the order may be cancelled already, so DANA is asked before it is told again. */
  async function repeat(order: Order): Promise<Order> {
    const current = await queryOrder.query(order);
    if (current.cancellation?.status !== 'PENDING') return current;
    return (await first(current)).order;
  }

  return { first, repeat };
}
export type AttemptCancel = ReturnType<typeof makeAttemptCancel>;
