import type { Order } from '../domain/order.ts';
import type { AdoptOrphans } from './adopt-orphans.ts';
import { changeByNotify, misfit } from './judge-notify.ts';
import { newsFrom } from './order-news.ts';
import type { FinishNotifyOutcome } from './outcomes.ts';
import type { Chance, Clock, FinishNotify, InboxEntry, Log, NewIncident, OrderStore } from './ports.ts';

export interface RecordFinishNotifyDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly adoptOrphans: AdoptOrphans;
  readonly wakeReconciler: (dueAt: Date) => void;
}

/** A verified Finish Notify becomes an order event, or stays on disk for an operator. Nothing is dropped. */
export function makeRecordFinishNotify(deps: RecordFinishNotifyDeps) {
  const { store, clock, log } = deps;

  return async function recordFinishNotify(
    notify: FinishNotify,
    inbox: InboxEntry,
  ): Promise<FinishNotifyOutcome> {
    const order = await store.find({ partnerReferenceNo: notify.partnerReferenceNo });
    if (order === null) return keepOrphan(notify, inbox);
    const reason = misfit(notify, inbox, order, deps.merchantId);
    if (reason !== null) return quarantine(inbox, reason, order);

    const outcome = await store.change(
      order.id,
      (current) => changeByNotify(newsFrom('FINISH_NOTIFY', deps), current, notify),
      { inbox },
    );
    if (!('order' in outcome)) return keepOrphan(notify, inbox);
    const { order: now } = outcome;
    log.info('finish_notify.recorded', { orderId: now.id, outcome: outcome.kind, status: now.status });
    if (outcome.kind !== 'changed') return { kind: 'oldNews', order: now };
    // What the notification left open (a contradiction) is asked about at once, not at the next sweep.
    if (outcome.event.fact.type === 'CONTRADICTED') deps.wakeReconciler(clock.now());
    return { kind: 'applied', order: now };
  };

  async function quarantine(inbox: InboxEntry, reason: string, order: Order): Promise<FinishNotifyOutcome> {
    const incident = incidentOf(inbox, 'QUARANTINED', reason, order.id);
    await store.keepNotification(inbox, 'QUARANTINED', incident, order.id);
    log.error('finish_notify.quarantined', { orderId: order.id, reason });
    const now = clock.now();
    await store.owe(order.id, now);
    deps.wakeReconciler(now);
    return { kind: 'quarantined', reason };
  }

  /** For an order that is not ours, or not yet: where its row appeared in the meantime, it gets its news. */
  async function keepOrphan(notify: FinishNotify, inbox: InboxEntry): Promise<FinishNotifyOutcome> {
    const { partnerReferenceNo } = notify;
    const incident = incidentOf(inbox, 'ORPHANED', 'no order has this partnerReferenceNo', null);
    await store.keepNotification(inbox, 'ORPHAN', incident, null);
    log.warn('finish_notify.orphaned', { partnerReferenceNo });
    const order = await store.find({ partnerReferenceNo });
    if (order !== null) await deps.adoptOrphans(order);
    return { kind: 'orphaned' };
  }
}

/** Keeps a verified notification whose body could not be understood. */
export function makeQuarantineFinishNotify({ store, log }: { store: OrderStore; log: Log }) {
  return async function quarantineFinishNotify(inbox: InboxEntry, reason: string): Promise<void> {
    await store.keepNotification(inbox, 'QUARANTINED', incidentOf(inbox, 'QUARANTINED', reason, null), null);
    log.error('finish_notify.quarantined', { reason });
  };
}

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
