import {
  earlyNotificationsMax,
  type Inbox,
  type InboxEntry,
  type KeptNotification,
} from '../../src/use-cases/ports/inbox.ts';
import type { makeInMemoryIncidents } from './in-memory-incidents.ts';
import { type InboxRow, type StoredOrder, type Tables, unchangedDisposition } from './in-memory-tables.ts';

/** What causes a change: a notification that arrives, or some that are stored. */
export type NotificationCause = { entry: InboxEntry } | { storedIds: readonly string[] };

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
      .sort(byAge)
      .slice(0, earlyNotificationsMax);
  }

  /** `versionOf`: the version that a notification made, by its id; null if it changed nothing. */
  function end(cause: NotificationCause, orderId: string, versionOf: (id: string) => number | null): void {
    if ('entry' in cause) {
      endOne(cause.entry, undefined, orderId, versionOf(cause.entry.id));
      return;
    }
    const stored = cause.storedIds.flatMap((id) => inbox.get(id) ?? []);
    stored.sort((a, b) => byAge(a.entry, b.entry));
    const changing = stored.filter(({ entry }) => versionOf(entry.id) !== null);
    const others = stored.filter(({ entry }) => versionOf(entry.id) === null);
    for (const row of [...changing, ...others]) endOne(row.entry, row, orderId, versionOf(row.entry.id));
  }

  function endOne(
    entry: InboxEntry,
    stored: InboxRow | undefined,
    orderId: string,
    version: number | null,
  ): void {
    const isKept = stored?.disposition === 'ORPHANED' || stored?.disposition === 'QUARANTINED';
    if (stored && !isKept && (version === null || stored.disposition === 'APPLIED')) return;
    const at = orders.get(orderId)?.order.updatedAt ?? entry.receivedAt;
    incidents.settleNotification(entry, ['ORPHANED', 'QUARANTINED'], at, 'The notification was applied');
    const disposition = version === null ? unchangedDisposition(inbox, entry, orderId) : 'APPLIED';
    const { replayCount } = stored ?? { replayCount: 0 };
    inbox.set(entry.id, { entry, disposition, orderId, orderVersion: version, replayCount });
  }

  const port: Pick<Inbox, 'findNotified' | 'keepNotifications' | 'listEarlyNotifications'> = {
    async findNotified({ contentHash, partnerReferenceNo }) {
      const row = [...orders.values()].find(({ order }) => order.partnerReferenceNo === partnerReferenceNo);
      const hasEarlyNotifications = row !== undefined && early(row.order.partnerReferenceNo).length > 0;
      const known = { order: row?.order ?? null, hasEarlyNotifications };
      const first = [...inbox.values()].find(({ entry }) => entry.contentHash === contentHash);
      if (first === undefined) return { earlierEnd: null, ...known };
      inbox.set(first.entry.id, { ...first, replayCount: first.replayCount + 1 });
      return { earlierEnd: first.disposition, ...known };
    },
    async keepNotifications(kept, disposition, orderId) {
      for (const one of kept) keep(one, disposition, orderId);
    },
    listEarlyNotifications: async (partnerReferenceNo) => early(partnerReferenceNo),
  };

  function keep(
    { entry, incident }: KeptNotification,
    disposition: 'QUARANTINED' | 'ORPHANED',
    orderId: string | null,
  ): void {
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
    const order = [...orders.values()].find(
      ({ order }) => order.partnerReferenceNo === entry.partnerReferenceNo,
    );
    if (disposition === 'ORPHANED' && order !== undefined) awaitReport(order, entry.receivedAt);
  }
  return { early, end, port };
}

/** The order is due, and its report is needed, from this instant at the latest. */
function awaitReport(order: StoredOrder, at: Date): void {
  if (order.dueAt === null || order.dueAt > at) order.dueAt = at;
  if (order.reportNeededAfter === null || order.reportNeededAfter < at) order.reportNeededAfter = at;
}

function byAge(a: InboxEntry, b: InboxEntry): number {
  return Number(a.receivedAt) - Number(b.receivedAt) || (a.id < b.id ? -1 : 1);
}
