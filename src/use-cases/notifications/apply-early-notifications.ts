import type { Order } from '../../domain/order.ts';
import { changeByNotification, mismatchOf } from '../changes/notification-rules.ts';
import { changeContext, withReportNeeded } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { TranslateFinishNotify } from '../ports/finish-notify.ts';
import type { Inbox } from '../ports/inbox.ts';
import type { Log } from '../ports/log.ts';
import type { OrderChanges } from '../ports/order-changes.ts';
import { type KeepNotification, namesOf } from './keep-notification.ts';

export interface ApplyEarlyNotificationsDeps {
  readonly store: Inbox & OrderChanges;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly keepNotification: KeepNotification;
  readonly translateFinishNotify: TranslateFinishNotify;
}

/** Applies the notifications that arrived before their order: DANA may be faster than the row that it speaks of. */
export function makeApplyEarlyNotifications(deps: ApplyEarlyNotificationsDeps) {
  return async function applyEarlyNotifications(order: Order): Promise<void> {
    const earlyNotifications = await deps.store.listEarlyNotifications(order.partnerReferenceNo);
    for (const [index, notification] of earlyNotifications.entries()) {
      const translated = deps.translateFinishNotify(Buffer.from(notification.body));
      if (translated.kind === 'unreadable') {
        await deps.keepNotification.quarantined(notification, translated.reason, order);
        continue;
      }
      const { notify } = translated;
      const reason = mismatchOf(notify, notification, order, deps.merchantId);
      if (reason !== null) {
        await deps.keepNotification.quarantined(notification, reason, order);
        continue;
      }
      const outcome = await deps.store.reapply(notification.id, order.id, (current) => {
        const context = changeContext('FINISH_NOTIFY', deps);
        const change = changeByNotification(context, current, notify);
        // The order stays due until the last one is applied: if this process dies in between, recovery goes on.
        const isLast = index === earlyNotifications.length - 1;
        const dueNow = { dueAt: context.now, reportNeededAfter: context.now };
        return change === null || isLast ? change : withReportNeeded(change, dueNow);
      });
      const kind = outcome.kind === 'changed' ? 'applied' : 'unchanged';
      deps.log.info('early_notification.applied', {
        ...namesOf(notification),
        orderId: order.id,
        outcome: kind,
      });
    }
  };
}
export type ApplyEarlyNotifications = ReturnType<typeof makeApplyEarlyNotifications>;
