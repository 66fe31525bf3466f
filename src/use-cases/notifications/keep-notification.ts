import type { Order } from '../../domain/order.ts';
import { reportNeededNow } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { InboxEntry } from '../ports/inbox.ts';
import type { NewIncident } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import type { OrderStore } from '../ports/order-store.ts';

/** Keeps verified notifications that must not touch an order: on disk, with the incident that tells of them. */
export function makeKeepNotification({ store, clock, log }: { store: OrderStore; clock: Clock; log: Log }) {
  return {
    /**
     * One that does not fit its order, or cannot be understood (then `order` is the one it names, if any); new, or
     * kept as an orphan until now. DANA is asked about the order instead of being believed.
     */
    async quarantined(inbox: InboxEntry, reason: string, order: Order | null): Promise<void> {
      const orderId = order?.id ?? null;
      const incident = incidentOf(inbox, 'QUARANTINED', reason, orderId);
      await store.keepNotification(inbox, 'QUARANTINED', incident, orderId);
      log.error('finish_notify.quarantined', { orderId, reason });
      if (order !== null) await store.requireReport(order.id, reportNeededNow(clock.now()));
    },

    /** One for an order that is not ours, or not yet. */
    async orphaned(inbox: InboxEntry): Promise<void> {
      const { partnerReferenceNo } = inbox;
      const incident = incidentOf(inbox, 'ORPHANED', 'no order has this partnerReferenceNo', null);
      await store.keepNotification(inbox, 'ORPHANED', incident, null);
      log.warn('finish_notify.orphaned', { partnerReferenceNo });
    },
  };
}
export type KeepNotification = ReturnType<typeof makeKeepNotification>;

function incidentOf(
  inbox: InboxEntry,
  kind: NewIncident['kind'],
  detail: string,
  orderId: string | null,
): NewIncident {
  const { partnerReferenceNo } = inbox;
  // The same news is delivered again for up to seven days: one incident, not one for each delivery.
  const news = [partnerReferenceNo ?? inbox.id, inbox.latestTransactionStatus, inbox.amount].join(':');
  return { kind, dedupeKey: `${kind}:${news}:${detail.slice(0, 40)}`, orderId, partnerReferenceNo, detail };
}
