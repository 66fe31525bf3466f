import type { Order } from '../../domain/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { UnknownAnswer } from '../ports/payment-provider.ts';

/**
 * Records an incident if DANA rejects our key, merchant or headers: one for each operation, reopened if it comes back. Only a corrected
 * configuration helps, and until then every order stays as it is. The room `dana/` has logged the answer.
 */
export function makeReportUnknownAnswer({ store, clock }: { store: Incidents; clock: Clock }) {
  return async function reportUnknownAnswer(
    operation: string,
    order: Order,
    answer: UnknownAnswer,
  ): Promise<void> {
    if (!answer.isOurFault) return;
    const now = clock.now();
    await store.recordIncident(
      {
        kind: 'MISCONFIGURED',
        dedupeKey: `MISCONFIGURED:${operation}`,
        orderId: order.id,
        partnerReferenceNo: order.partnerReferenceNo,
        detail: { code: 'CALL_REJECTED', operation, reason: answer.reason },
      },
      now,
    );
  };
}
export type ReportUnknownAnswer = ReturnType<typeof makeReportUnknownAnswer>;
