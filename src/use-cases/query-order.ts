import { formatRupiah } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { OrderFact } from '../domain/order-event.ts';
import { notFoundAfterExpiryMs, notFoundApartMs } from './due.ts';
import type { PaymentProvider, PaymentReport } from './ports.ts';
import type { RecordAnswer } from './record-answer.ts';
import type { RecordReport } from './record-report.ts';

/** Query Payment: DANA's account of an order, and what follows from it. */
export function makeQueryOrder(deps: {
  provider: PaymentProvider;
  record: RecordAnswer;
  recordReport: RecordReport;
}) {
  /** DANA's account alone, for who has to weigh it against an answer of its own. */
  async function ask(order: Order): Promise<PaymentReport | 'notFound' | 'unknown'> {
    const answer = await deps.provider.queryOrder(order);
    if (answer.kind === 'found') {
      const { amount } = answer.report;
      if (amount === null || amount === order.amount) return answer.report;
      await deps.record.misfit(order, `Query Payment tells of ${formatRupiah(amount)}, another amount`);
      return 'unknown';
    }
    if (answer.kind === 'notFound') return 'notFound';
    await deps.record.unknown(order, 'queryPayment', answer);
    return 'unknown';
  }

  /** Asks and records; comes back with the order as it is then. */
  async function query(order: Order): Promise<Order> {
    const report = await ask(order);
    if (report === 'unknown') return order;
    if (report !== 'notFound') return deps.recordReport(order, report);
    return deps.record.fact(order, 'QUERY', (current, now) =>
      current.version === order.version ? factOfNotFound(current, now) : null,
    );
  }

  return { ask, query };
}
export type QueryOrder = ReturnType<typeof makeQueryOrder>;

/**
 * "Not found" proves nothing while the create may still arrive. Well after expiry, said twice and a minute apart,
 * it proves that DANA never got the order. About an order that DANA once confirmed it is a contradiction, which
 * is what the lifecycle makes of NOT_FOUND outside CONFIRMING.
 */
function factOfNotFound(order: Order, now: Date): OrderFact | null {
  if (order.status !== 'CONFIRMING') return { type: 'NOT_FOUND' };
  if (now.getTime() < order.expiresAt.getTime() + notFoundAfterExpiryMs) return null;
  if (order.notFoundAt === null) return { type: 'NOT_FOUND' };
  return now.getTime() - order.notFoundAt.getTime() >= notFoundApartMs ? { type: 'NEVER_CREATED' } : null;
}
