import { earlyNotificationsMax, type Inbox, type InboxEntry } from '../../src/use-cases/ports/inbox.ts';
import type { makeInMemoryIncidents } from './in-memory-incidents.ts';
import { type Tables, unchangedDisposition } from './in-memory-tables.ts';

/** The notification that causes a change: one that arrives, or one that is stored. */
export type NotificationCause = { entry: InboxEntry } | { storedId: string };

/** The inbox of the in-memory store. */
export function makeInMemoryNotifications(
  { orders, inbox }: Tables,
  incidents: ReturnType<typeof makeInMemoryIncidents>,
) {
  function early(partnerReferenceNo: string): InboxEntry[] {
    return [...inbox.values()]
      .filter(({ disposition }) => disposition === 'ORPHANED')
      .map(({ entry }) => entry)
      .filter((entry) => entry.partnerReferenceNo === partnerReferenceNo)
      .sort((a, b) => Number(a.receivedAt) - Number(b.receivedAt) || (a.id < b.id ? -1 : 1))
      .slice(0, earlyNotificationsMax);
  }

  /** `version`: the one that the notification made, or null if it changed nothing. */
  function end(cause: NotificationCause, orderId: string, version: number | null): void {
    const stored = 'storedId' in cause ? inbox.get(cause.storedId) : undefined;
    const entry = 'entry' in cause ? cause.entry : stored?.entry;
    if (entry === undefined) return;
    const isKept = stored?.disposition === 'ORPHANED' || stored?.disposition === 'QUARANTINED';
    if (stored && !isKept && (version === null || stored.disposition === 'APPLIED')) return;
    const at = orders.get(orderId)?.order.updatedAt ?? entry.receivedAt;
    incidents.settleNotification(entry, ['ORPHANED', 'QUARANTINED'], at, 'The notification was applied');
    const disposition = version === null ? unchangedDisposition(inbox, entry, orderId) : 'APPLIED';
    const { replayCount } = stored ?? { replayCount: 0 };
    inbox.set(entry.id, { entry, disposition, orderId, orderVersion: version, replayCount });
  }

  const port: Pick<Inbox, 'countReplay' | 'keepNotification' | 'listEarlyNotifications'> = {
    async countReplay(contentHash) {
      const first = [...inbox.values()].find(({ entry }) => entry.contentHash === contentHash);
      if (first === undefined) return null;
      inbox.set(first.entry.id, { ...first, replayCount: first.replayCount + 1 });
      return first.disposition;
    },
    async keepNotification(entry, disposition, incident, orderId) {
      const { disposition: ended, replayCount } = inbox.get(entry.id) ?? {
        disposition: 'ORPHANED',
        replayCount: 0,
      };
      const row = { entry, disposition, orderId, orderVersion: null, replayCount };
      if (ended === 'ORPHANED') inbox.set(entry.id, row);
      if (disposition === 'QUARANTINED' && inbox.get(entry.id)?.disposition === 'QUARANTINED') {
        incidents.settleNotification(entry, ['ORPHANED'], entry.receivedAt, 'Its order is known');
      }
      incidents.add(incident, entry.receivedAt, entry);
    },
    listEarlyNotifications: async (partnerReferenceNo) => early(partnerReferenceNo),
  };
  return { early, end, port };
}
