import type { Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import type { UnknownAnswer } from '../ports/payment-provider.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * Logs why DANA gave no clear answer. If DANA rejects our key, merchant or headers, it also records one incident for
 * each day and operation: only a corrected configuration helps, and until then every order stays as it is.
 */
export function makeReportUnknownAnswer({ store, clock, log }: { store: Incidents; clock: Clock; log: Log }) {
  return async function reportUnknownAnswer(
    operation: string,
    order: Order,
    answer: UnknownAnswer,
  ): Promise<void> {
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
export type ReportUnknownAnswer = ReturnType<typeof makeReportUnknownAnswer>;
