import { formatRupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderFact } from '../../domain/order-event.ts';
import { notFoundAfterExpiryMs, notFoundApartMs } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { PaymentProvider, PaymentReport } from '../ports/payment-provider.ts';
import type { RecordAnswer } from './apply-answer.ts';
import type { RecordReport } from './apply-report.ts';

/** DANA's account of an order; `another`: of an order with another amount, which stands under its reference. */
export type QueriedReport = PaymentReport | 'notFound' | 'another' | 'unknown';

/** The order as it is after DANA was asked about it. */
export interface Asked {
  readonly order: Order;
  /** When DANA was asked for the clear account that it gave; null where it gave none. */
  readonly reportQueriedAt: Date | null;
}

/** Query Payment: DANA's account of an order, and what follows from it. */
export function makeQueryOrder(deps: {
  provider: PaymentProvider;
  clock: Clock;
  record: RecordAnswer;
  recordReport: RecordReport;
}) {
  /** DANA's account alone, for who has to weigh it against an answer of its own. */
  async function ask(order: Order): Promise<QueriedReport> {
    const answer = await deps.provider.queryOrder(order);
    if (answer.kind === 'found') {
      const { amount } = answer.report;
      if (amount === null || amount === order.amount) return answer.report;
      await deps.record.mismatchOf(order, `Query Payment tells of ${formatRupiah(amount)}, another amount`);
      return 'another';
    }
    if (answer.kind === 'notFound') return 'notFound';
    await deps.record.unknown(order, 'queryPayment', answer);
    return 'unknown';
  }

  /** Records an account that was asked for at that time; comes back with the order as it is then. */
  async function record(order: Order, account: QueriedReport, askedAt: Date): Promise<Order> {
    if (account === 'unknown') return order;
    if (typeof account === 'object') return deps.recordReport(order, account);
    // Where another order stands under this reference, DANA has not got ours; what it once confirmed is disputed.
    if (account === 'another' && order.status !== 'CONFIRMING') return order;
    return deps.record.fact(order, 'QUERY', (current) =>
      current.version === order.version ? factOfNotFound(current, askedAt) : null,
    );
  }

  /** Asks and records. */
  async function query(order: Order): Promise<Asked> {
    const askedAt = deps.clock.now();
    const account = await ask(order);
    const settled = await record(order, account, askedAt);
    return { order: settled, reportQueriedAt: isConclusive(account, order) ? askedAt : null };
  }

  return { ask, record, query };
}
export type QueryOrder = ReturnType<typeof makeQueryOrder>;

/**
 * Whether an account answers the question how the order stands. One of a state that is in no list does not, nor one of
 * more money than there was: DANA's own books are wrong then, for a moment. Nor does DANA's word that it has no such
 * order, or another one, where it once confirmed this one.
 */
export function isConclusive(account: QueriedReport, order: Order): boolean {
  if (typeof account !== 'object') return account !== 'unknown' && order.referenceNo === null;
  const isPossible = (account.refunded ?? 0n) + (account.voided ?? 0n) <= order.amount;
  return isPossible && account.state !== 'UNRECOGNISED';
}

/**
 * "Not found" proves nothing while the create may still arrive. Well after expiry, said twice and a minute apart,
 * it proves that DANA never got the order. What counts is when it was asked: the answer may have been long on its way to
 * our books. About an order that DANA once confirmed it is a contradiction, which
 * is what the lifecycle makes of NOT_FOUND outside CONFIRMING.
 */
function factOfNotFound(order: Order, askedAt: Date): OrderFact | null {
  if (order.status !== 'CONFIRMING') return { type: 'NOT_FOUND' };
  if (askedAt.getTime() < order.expiresAt.getTime() + notFoundAfterExpiryMs) return null;
  if (order.notFoundAt === null) return { type: 'NOT_FOUND' };
  return askedAt.getTime() - order.notFoundAt.getTime() >= notFoundApartMs ? { type: 'NEVER_CREATED' } : null;
}
