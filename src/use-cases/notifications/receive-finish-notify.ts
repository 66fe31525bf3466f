import { createHash } from 'node:crypto';
import { detailText } from '../../domain/incidents/detail-text.ts';
import type { UnfitDetail } from '../../domain/incidents/incident-detail.ts';
import type { Order } from '../../domain/order.ts';
import {
  changeByNotification,
  disputesPayment,
  mismatchOf,
  notOurMerchant,
} from '../changes/notification-rules.ts';
import { changeContext } from '../changes/order-changes.ts';
import { reportNeededNow } from '../changes/schedule.ts';
import type { FinishNotifyOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { TranslatedFinishNotify, TranslateFinishNotify } from '../ports/finish-notify.ts';
import type { Inbox, InboxEntry } from '../ports/inbox.ts';
import type { Log } from '../ports/log.ts';
import type { OrderChanges } from '../ports/order-changes.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { ApplyEarlyNotifications } from './apply-early-notifications.ts';
import { type KeepNotification, namesOf } from './keep-notification.ts';

/** A Finish Notify whose signature was verified, as it arrived. */
export interface VerifiedFinishNotify
  extends Pick<InboxEntry, 'id' | 'receivedAt' | 'timestamp' | 'keyFingerprint'> {
  /** The raw body, byte for byte. */
  readonly body: Uint8Array;
}

export interface ReceiveFinishNotifyDeps {
  readonly store: Inbox & OrderChanges & OrderQueue & OrderReads;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly translateFinishNotify: TranslateFinishNotify;
  readonly keepNotification: KeepNotification;
  readonly applyEarlyNotifications: ApplyEarlyNotifications;
  readonly wakeRecovery: (dueAt: Date) => void;
}

/**
 * Receives a verified Finish Notify: it becomes an order event, or stays in the inbox for an operator. The gateway
 * drops none. Resolves once the notification is on disk, whatever it says; rejects if the database did not store it.
 */
export function makeReceiveFinishNotify(deps: ReceiveFinishNotifyDeps) {
  const { store, clock, log, keepNotification } = deps;
  /** What is being recorded now, by content: copies that come at once wait until the first is on disk. */
  const recording = new Map<string, Promise<FinishNotifyOutcome>>();

  return async function receiveFinishNotify(verified: VerifiedFinishNotify): Promise<FinishNotifyOutcome> {
    const translated = deps.translateFinishNotify(verified.body);
    const entry = inboxEntryOf(verified, translated);
    const { contentHash } = entry;
    for (let first = recording.get(contentHash); first; first = recording.get(contentHash)) {
      await first.catch(() => undefined);
    }
    const recorded = receiveEntry(entry, translated).finally(() => recording.delete(contentHash));
    recording.set(contentHash, recorded);
    return recorded;
  };

  async function receiveEntry(
    entry: InboxEntry,
    translated: TranslatedFinishNotify,
  ): Promise<FinishNotifyOutcome> {
    const startedMs = clock.elapsedMs();
    const { earlierEnd, order, hasEarlyNotifications } = await store.findNotified(entry);
    if (earlierEnd !== null) {
      log.debug('finish_notify.repeated', namesOf(entry));
      // The process that stored the orphaned original may have died before it applied the notification.
      if (earlierEnd === 'ORPHANED' && order !== null) await deps.applyEarlyNotifications(order);
      return { kind: 'repeated' };
    }
    if (translated.kind === 'unreadable') return quarantine(entry, translated.reason, order);
    const { notify, unread } = translated;
    if (unread !== undefined) {
      log.warn('finish_notify.fields_unread', { ...namesOf(entry), fields: unread });
    }
    if (order === null && notify.merchantId !== deps.merchantId) {
      // It must not wait for an order of ours that will have the same number.
      return quarantine(entry, notOurMerchant, null);
    }
    if (order === null) return keepOrphaned(entry);
    const reason = mismatchOf(notify, entry, order, deps.merchantId);
    if (reason !== null) return quarantine(entry, reason, order);

    // Earlier notifications come first, while the order is still due: if this process dies, recovery applies them.
    const areEarlyFirst = order.status === 'CONFIRMING' && hasEarlyNotifications;
    if (areEarlyFirst) await deps.applyEarlyNotifications(order);
    const outcome = await store.change(
      order.id,
      (current) => changeByNotification(changeContext('FINISH_NOTIFY', deps), current, notify),
      // The decision reads no refunds. An order that somebody else changes meanwhile is read again.
      { inbox: entry, ...(areEarlyFirst ? {} : { known: { order, refunds: [] } }) },
    );
    if (!('order' in outcome)) return keepOrphaned(entry);
    const { order: now } = outcome;
    // An earlier delivery may have reached a process that died right after it had stored the notification.
    if (outcome.kind === 'unchanged') await deps.applyEarlyNotifications(now);
    const kind = outcome.kind === 'changed' ? 'applied' : 'unchanged';
    log.info('finish_notify.recorded', {
      ...namesOf(entry),
      orderId: now.id,
      outcome: kind,
      status: now.status,
      durationMs: Math.round(clock.elapsedMs() - startedMs),
    });
    // The gateway queries DANA at once about what the notification leaves open, not at the next sweep.
    if (disputesPayment(now, notify)) {
      await store.requireReport(now.id, reportNeededNow(clock.now()));
      deps.wakeRecovery(clock.now());
    }
    return { kind, order: now };
  }

  /** Keeps a notification that does not fit its order, or cannot be read; DANA is queried about the order. */
  async function quarantine(
    entry: InboxEntry,
    reason: UnfitDetail,
    order: Order | null,
  ): Promise<FinishNotifyOutcome> {
    await keepNotification.quarantined([{ entry, reason }], order);
    if (order !== null) deps.wakeRecovery(clock.now());
    return { kind: 'quarantined', reason: detailText(reason, 'EN') };
  }

  /** Keeps a notification for an order that does not exist (yet). An order inserted in the meantime receives it. */
  async function keepOrphaned(entry: InboxEntry): Promise<FinishNotifyOutcome> {
    await keepNotification.orphaned(entry);
    await applyEarlyOf(entry.partnerReferenceNo);
    return { kind: 'orphaned' };
  }

  async function applyEarlyOf(partnerReferenceNo: string | null): Promise<void> {
    const order = partnerReferenceNo === null ? null : await store.find({ partnerReferenceNo });
    if (order !== null) await deps.applyEarlyNotifications(order);
  }
}
export type ReceiveFinishNotify = ReturnType<typeof makeReceiveFinishNotify>;

function inboxEntryOf(verified: VerifiedFinishNotify, translated: TranslatedFinishNotify): InboxEntry {
  const notify = translated.kind === 'understood' ? translated.notify : null;
  return {
    ...verified,
    body: Buffer.from(verified.body).toString('utf8'),
    contentHash: createHash('sha256').update(`${verified.timestamp}\n`).update(verified.body).digest('hex'),
    partnerReferenceNo:
      translated.kind === 'understood' ? translated.notify.partnerReferenceNo : translated.partnerReferenceNo,
    latestTransactionStatus: notify?.latestTransactionStatus ?? null,
    amount: notify?.report.amount ?? null,
  };
}
