import type { Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { UnknownAnswer } from '../ports/payment-provider.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Tells what stood behind an answer that was none. A fault of ours (key, merchant, header) is an alarm and one
 * incident a day and operation: it is cured by configuration, and until then no order may suffer for it.
 */
export function makeReportFault({ store, clock, log }: { store: OrderStore; clock: Clock; log: Log }) {
  return async function reportFault(operation: string, order: Order, answer: UnknownAnswer): Promise<void> {
    const fields = { operation, orderId: order.id, reason: answer.reason };
    if (!answer.isOurFault) {
      log.warn('dana.answer_unknown', fields);
      return;
    }
    log.error('dana.misconfigured', fields);
    const now = clock.now();
    await store.recordIncident(
      {
        kind: 'MISCONFIGURED',
        dedupeKey: `MISCONFIGURED:${operation}:${Math.floor(now.getTime() / dayMs)}`,
        orderId: order.id,
        partnerReferenceNo: order.partnerReferenceNo,
        detail: `${operation}: ${answer.reason}`,
      },
      now,
    );
  };
}
export type ReportFault = ReturnType<typeof makeReportFault>;
