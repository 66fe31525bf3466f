import { changeByNotification, disputesPayment, mismatchOf } from '../changes/notification-rules.ts';
import { changeContext } from '../changes/order-changes.ts';
import { reportNeededNow } from '../changes/schedule.ts';
import type { FinishNotifyOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { InboxEntry } from '../ports/inbox.ts';
import type { Log } from '../ports/log.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { FinishNotify } from '../ports/payment-provider.ts';
import type { ApplyEarlyNotifications } from './apply-early-notifications.ts';
import type { KeepNotification } from './keep-notification.ts';

export interface RecordFinishNotifyDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly keepNotification: KeepNotification;
  readonly applyEarlyNotifications: ApplyEarlyNotifications;
  readonly wakeRecovery: (dueAt: Date) => void;
}

/** A verified Finish Notify becomes an order event, or stays on disk for an operator. Nothing is dropped. */
export function makeRecordFinishNotify(deps: RecordFinishNotifyDeps) {
  const { store, clock, log, keepNotification } = deps;

  return async function recordFinishNotify(
    notify: FinishNotify,
    inbox: InboxEntry,
  ): Promise<FinishNotifyOutcome> {
    const order = await store.find({ partnerReferenceNo: notify.partnerReferenceNo });
    if (order === null) return keepOrphaned(notify, inbox);
    const reason = mismatchOf(notify, inbox, order, deps.merchantId);
    if (reason !== null) {
      await keepNotification.quarantined(inbox, reason, order);
      deps.wakeRecovery(clock.now());
      return { kind: 'quarantined', reason };
    }

    // What came before the row comes first, while the order is still due: a crash leaves it to the recovery.
    if (order.status === 'CONFIRMING') await deps.applyEarlyNotifications(order);
    const outcome = await store.change(
      order.id,
      (current) => changeByNotification(changeContext('FINISH_NOTIFY', deps), current, notify),
      { inbox },
    );
    if (!('order' in outcome)) return keepOrphaned(notify, inbox);
    const { order: now } = outcome;
    // Told before, perhaps to a process that died when it had kept it as an orphan.
    if (outcome.kind === 'unchanged') await deps.applyEarlyNotifications(now);
    log.info('finish_notify.recorded', { orderId: now.id, outcome: outcome.kind, status: now.status });
    // What the notification leaves open is asked about at once, not at the next sweep.
    if (disputesPayment(now, notify)) {
      await store.requireReport(now.id, reportNeededNow(clock.now()));
      deps.wakeRecovery(clock.now());
    }
    return { kind: outcome.kind === 'changed' ? 'applied' : 'unchanged', order: now };
  };

  /** For an order that is not ours, or not yet: where its row appeared in the meantime, it gets its news. */
  async function keepOrphaned(
    { partnerReferenceNo }: FinishNotify,
    inbox: InboxEntry,
  ): Promise<FinishNotifyOutcome> {
    await keepNotification.orphaned(inbox);
    const order = await store.find({ partnerReferenceNo });
    if (order !== null) await deps.applyEarlyNotifications(order);
    return { kind: 'orphaned' };
  }
}

export type RecordFinishNotify = ReturnType<typeof makeRecordFinishNotify>;

/** Keeps a verified notification whose body could not be understood. An order that it names is asked about. */
export function makeQuarantineFinishNotify(
  deps: Pick<RecordFinishNotifyDeps, 'store' | 'clock' | 'keepNotification' | 'wakeRecovery'>,
) {
  return async function quarantineFinishNotify(inbox: InboxEntry, reason: string): Promise<void> {
    const { partnerReferenceNo } = inbox;
    const order = partnerReferenceNo === null ? null : await deps.store.find({ partnerReferenceNo });
    await deps.keepNotification.quarantined(inbox, reason, order);
    if (order !== null) deps.wakeRecovery(deps.clock.now());
  };
}
