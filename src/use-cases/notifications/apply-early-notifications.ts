import type { Order } from '../../domain/order.ts';
import {
  changeByNotifications,
  type FittingNotification,
  mismatchOf,
} from '../changes/notification-rules.ts';
import { changeContext } from '../changes/order-changes.ts';
import { reportNeededNow } from '../changes/schedule.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { TranslatedFinishNotify, TranslateFinishNotify } from '../ports/finish-notify.ts';
import { earlyNotificationsMax, type Inbox, type InboxEntry } from '../ports/inbox.ts';
import type { Log } from '../ports/log.ts';
import type { OrderChanges } from '../ports/order-changes.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { KeepNotification, UnfitNotification } from './keep-notification.ts';

export interface ApplyEarlyNotificationsDeps {
  readonly store: Inbox & OrderChanges & OrderQueue;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly keepNotification: KeepNotification;
  readonly translateFinishNotify: TranslateFinishNotify;
}

/**
 * Applies the notifications that arrived before their order: DANA may be faster than the row that it speaks of. However
 * many wait, one statement reads `earlyNotificationsMax` of them, and one records what they change and ends all of them;
 * those that do not fit go into quarantine before that, also by one.
 */
export function makeApplyEarlyNotifications(deps: ApplyEarlyNotificationsDeps) {
  const { store, log } = deps;

  return async function applyEarlyNotifications(order: Order): Promise<void> {
    const { id: orderId, partnerReferenceNo } = order;
    const entries = await store.listEarlyNotifications(partnerReferenceNo);
    if (entries.length === 0) return;
    const { fitting, unfit } = sort(entries, order);
    if (unfit.length > 0) await deps.keepNotification.quarantined(unfit, order);
    if (fitting.length > 0) {
      const ids = fitting.map(({ id }) => id);
      const outcome = await store.reapply(ids, orderId, (current) =>
        changeByNotifications(changeContext('FINISH_NOTIFY', deps), current, fitting),
      );
      const appliedIds = outcome.kind === 'changed' ? [...(outcome.madeBy?.keys() ?? [])] : [];
      const unchangedCount = ids.length - appliedIds.length;
      log.info('early_notifications.applied', { orderId, partnerReferenceNo, appliedIds, unchangedCount });
    }
    // More may be waiting than were read. The order becomes due, so that recovery goes on with them.
    if (entries.length === earlyNotificationsMax) {
      await store.requireReport(orderId, reportNeededNow(deps.clock.now()));
    }
  };

  function sort(entries: readonly InboxEntry[], order: Order) {
    const fitting: FittingNotification[] = [];
    const unfit: UnfitNotification[] = [];
    // DANA repeats a body under other signatures.
    const translations = new Map<string, TranslatedFinishNotify>();
    for (const entry of entries) {
      const translated = translations.get(entry.body) ?? deps.translateFinishNotify(Buffer.from(entry.body));
      translations.set(entry.body, translated);
      const reason =
        translated.kind === 'unreadable'
          ? translated.reason
          : mismatchOf(translated.notify, entry, order, deps.merchantId);
      if (reason !== null) unfit.push({ entry, reason });
      else if (translated.kind === 'understood') fitting.push({ id: entry.id, notify: translated.notify });
    }
    return { fitting, unfit };
  }
}
export type ApplyEarlyNotifications = ReturnType<typeof makeApplyEarlyNotifications>;
