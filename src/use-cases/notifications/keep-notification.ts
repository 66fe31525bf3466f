import { detailText } from '../../domain/incidents/detail-text.ts';
import type { IncidentDetail, UnfitDetail } from '../../domain/incidents/incident-detail.ts';
import type { Order } from '../../domain/order.ts';
import { reportNeededNow } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { Inbox, InboxEntry, KeptNotification } from '../ports/inbox.ts';
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
     * Keeps notifications that do not fit their order, or cannot be read (then `order` is the order that they name, if
     * any). They are new, or were ORPHANED until now. The gateway queries DANA about the order instead of believing them.
     */
    async quarantined(unfit: readonly UnfitNotification[], order: Order | null): Promise<void> {
      const orderId = order?.id ?? null;
      const kept = unfit.map(({ entry, reason }) => keptAs(entry, 'QUARANTINED', reason, orderId));
      await store.keepNotifications(kept, 'QUARANTINED', orderId);
      for (const { entry, reason } of unfit)
        log.error('finish_notify.quarantined', {
          ...namesOf(entry),
          orderId,
          reason: detailText(reason, 'EN'),
        });
      if (order !== null) await store.requireReport(order.id, reportNeededNow(clock.now()));
    },

    /** Keeps one for an order that is not ours, or does not exist yet. */
    async orphaned(entry: InboxEntry): Promise<void> {
      const kept = keptAs(entry, 'ORPHANED', { code: 'NO_SUCH_ORDER' }, null);
      await store.keepNotifications([kept], 'ORPHANED', null);
      log.warn('finish_notify.orphaned', namesOf(entry));
    },
  };
}
export type KeepNotification = ReturnType<typeof makeKeepNotification>;

/** A notification, and why it must not change its order. */
export interface UnfitNotification {
  readonly entry: InboxEntry;
  readonly reason: UnfitDetail;
}

function keptAs(
  entry: InboxEntry,
  kind: NewIncident['kind'],
  detail: IncidentDetail,
  orderId: string | null,
): KeptNotification {
  const { partnerReferenceNo } = entry;
  // DANA delivers the same facts again for up to seven days: one incident, not one for each delivery.
  const facts = [partnerReferenceNo ?? entry.id, entry.latestTransactionStatus, entry.amount].join(':');
  const dedupeKey = `${kind}:${facts}:${detailText(detail, 'EN').slice(0, 40)}`;
  return { entry, incident: { kind, dedupeKey, orderId, partnerReferenceNo, detail } };
}

/** What names a notification in a log line; `notificationId` is its row in the inbox, and the id of its request. */
export function namesOf({ id, partnerReferenceNo }: InboxEntry) {
  return { notificationId: id, partnerReferenceNo };
}
