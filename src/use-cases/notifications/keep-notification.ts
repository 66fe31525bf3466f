import type { Order } from '../../domain/order.ts';
import { reportNeededNow } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { Inbox, InboxEntry } from '../ports/inbox.ts';
import type { NewIncident } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import type { OrderQueue } from '../ports/order-queue.ts';

/** Keeps verified notifications that must not touch an order: on disk, with an incident for the operator. */
export function makeKeepNotification({
  store,
  clock,
  log,
}: {
  store: Inbox & OrderQueue;
  clock: Clock;
  log: Log;
}) {
  return {
    /**
     * Keeps a notification that does not fit its order, or cannot be read (then `order` is the order that it names, if
     * any). It is new, or was ORPHANED until now. The gateway queries DANA about the order instead of believing the notification.
     */
    async quarantined(inbox: InboxEntry, reason: string, order: Order | null): Promise<void> {
      const orderId = order?.id ?? null;
      const incident = incidentOf(inbox, 'QUARANTINED', reason, orderId);
      await store.keepNotification(inbox, 'QUARANTINED', incident, orderId);
      log.error('finish_notify.quarantined', { ...namesOf(inbox), orderId, reason });
      if (order !== null) await store.requireReport(order.id, reportNeededNow(clock.now()));
    },

    /** Keeps one for an order that is not ours, or does not exist yet. */
    async orphaned(inbox: InboxEntry): Promise<void> {
      const incident = incidentOf(inbox, 'ORPHANED', 'no order has this partnerReferenceNo', null);
      await store.keepNotification(inbox, 'ORPHANED', incident, null);
      log.warn('finish_notify.orphaned', namesOf(inbox));
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
  // DANA delivers the same facts again for up to seven days: one incident, not one for each delivery.
  const facts = [partnerReferenceNo ?? inbox.id, inbox.latestTransactionStatus, inbox.amount].join(':');
  return { kind, dedupeKey: `${kind}:${facts}:${detail.slice(0, 40)}`, orderId, partnerReferenceNo, detail };
}

/** What names a notification in a log line; `notificationId` is its row in the inbox, and the id of its request. */
export function namesOf({ id, partnerReferenceNo }: InboxEntry) {
  return { notificationId: id, partnerReferenceNo };
}
