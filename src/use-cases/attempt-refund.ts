import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import type { Attempt } from './attempt-create.ts';
import { firstCallMs, refusalSettlesMs } from './due.ts';
import type { Clock, OrderStore, PaymentProvider } from './ports.ts';
import type { QueryOrder } from './query-order.ts';
import { type RecordAnswer, refusalIn } from './record-answer.ts';
import type { RecordReport } from './record-report.ts';

/** Refused repeats that one process remembers at a time. */
const refusalsKeptMax = 10_000;

/** Refund Order, first and repeated. The body is the stored one, byte for byte, every time. */
export function makeAttemptRefund(deps: {
  store: OrderStore;
  provider: PaymentProvider;
  clock: Clock;
  record: RecordAnswer;
  recordReport: RecordReport;
  queryOrder: QueryOrder;
}) {
  const { store, provider, record, queryOrder } = deps;
  /**
   * When a repeat of a pending refund was first refused, in this process. One that starts anew only asks for longer,
   * so this need not be on record.
   */
  const refusedAtMs = new Map<string, number>();

  /** The first call, by the one who recorded the refund. Only here does a refusal prove that nothing went back. */
  async function first(order: Order, refund: Refund, request: string): Promise<Attempt> {
    const answer = await provider.refundOrder(request);
    if (answer.kind === 'unknown') {
      return { order: await record.unknown(order, 'refundOrder', answer), declined: null };
    }
    if (answer.kind === 'accepted') {
      const { refundNo } = answer;
      return { order: await record.verdict(order, refund, { type: 'REFUNDED', refundNo }), declined: null };
    }
    // The number stands at DANA with another amount; what that refund did, only DANA's totals can tell.
    if (answer.reason === 'INCONSISTENT_REQUEST') {
      return { order: await queryOrder.query(order), declined: null };
    }
    const verdict = { ...refusalIn(answer), type: 'REFUND_REFUSED' } as const;
    // Of an order that we believe paid DANA says that it is not: something happened to it elsewhere.
    const isQueryOwed = answer.reason === 'INVALID_STATUS';
    return { order: await record.verdict(order, refund, verdict, { isQueryOwed }), declined: answer };
  }

  /** Every refund of this order whose answer is owed. */
  async function repeatAll(order: Order): Promise<Order> {
    // A younger one may still be on its first way to DANA: its caller settles it.
    const overdueAtMs = deps.clock.now().getTime() - firstCallMs;
    let current = order;
    for (const refund of await store.refundsOf(order.id)) {
      if (refund.status !== 'PENDING' || refund.createdAt.getTime() > overdueAtMs) continue;
      current = await repeat(current, refund);
    }
    return current;
  }

  /** There is no refund query at DANA: the identical body again is its way of asking. */
  async function repeat(order: Order, refund: Refund): Promise<Order> {
    const request = await store.refundRequest(refund.id);
    if (request === null) return queryOrder.query(order);
    const answer = await provider.refundOrder(request);
    if (answer.kind === 'unknown') return record.unknown(order, 'refundOrder', answer);
    if (answer.kind === 'accepted') {
      return record.verdict(order, refund, { type: 'REFUNDED', refundNo: answer.refundNo });
    }
    // A refusal of the repeat proves only the repeat. Refused for good it is where DANA's total has no room for it:
    // what the total holds beyond the agreed one, refunds made elsewhere for instance, is less than this refund.
    const hasSettled = noteRefusal(refund);
    const asked = (await store.find({ id: order.id })) ?? order;
    const report = await queryOrder.ask(asked);
    if (typeof report !== 'object') return asked;
    const told = await deps.recordReport(asked, report);
    if (told.version !== asked.version || report.refunded === null) return told;
    if (report.refunded < told.refunded || report.refunded - told.refunded >= refund.amount) return told;
    if (!hasSettled) return told;
    refusedAtMs.delete(refund.id);
    const settled = await record.verdict(told, refund, { ...refusalIn(answer), type: 'REFUND_REFUSED' });
    // What the account says besides had to wait for this, such as a cancel made elsewhere.
    return deps.recordReport(settled, report);
  }

  /** True where a repeat was refused long enough ago for DANA's account to know what it then had done. */
  function noteRefusal({ id }: Refund): boolean {
    const nowMs = deps.clock.now().getTime();
    const firstMs = refusedAtMs.get(id);
    if (firstMs !== undefined) return nowMs - firstMs >= refusalSettlesMs;
    // Forgotten, the oldest is only asked about for longer.
    const [oldest] = refusedAtMs.keys();
    if (refusedAtMs.size >= refusalsKeptMax && oldest !== undefined) refusedAtMs.delete(oldest);
    refusedAtMs.set(id, nowMs);
    return false;
  }

  return { first, repeatAll };
}
export type AttemptRefund = ReturnType<typeof makeAttemptRefund>;
