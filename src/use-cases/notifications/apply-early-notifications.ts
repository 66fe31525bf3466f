import type { Order } from '../../domain/order.ts';
import { changeByNotification, mismatchOf } from '../changes/notification-rules.ts';
import { changeContext, withReportNeeded } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { FinishNotify } from '../ports/payment-provider.ts';
import type { KeepNotification } from './keep-notification.ts';

export interface ApplyEarlyNotificationsDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly keepNotification: KeepNotification;
  /** Translates a body that was verified when it came in; null where it cannot be understood. */
  readonly readFinishNotify: (body: string) => FinishNotify | null;
}

/** Gives an order the notifications that came before it: DANA may be faster than the row that it speaks of. */
export function makeApplyEarlyNotifications(deps: ApplyEarlyNotificationsDeps) {
  return async function applyEarlyNotifications(order: Order): Promise<void> {
    const earlyNotifications = await deps.store.listEarlyNotifications(order.partnerReferenceNo);
    for (const [index, orphan] of earlyNotifications.entries()) {
      const notify = deps.readFinishNotify(orphan.body);
      const reason = notify === null ? 'unreadable' : mismatchOf(notify, orphan, order, deps.merchantId);
      if (notify === null || reason !== null) {
        await deps.keepNotification.quarantined(orphan, reason ?? 'unreadable', order);
        continue;
      }
      const outcome = await deps.store.reapply(orphan.id, order.id, (current) => {
        const news = changeContext('FINISH_NOTIFY', deps);
        const change = changeByNotification(news, current, notify);
        // The order stays due until the last one is adopted: who fails in between leaves them to the recovery.
        const isLast = index === earlyNotifications.length - 1;
        const owed = { dueAt: news.now, reportNeededAfter: news.now };
        return change === null || isLast ? change : withReportNeeded(change, owed);
      });
      deps.log.info('finish_notify.orphan_adopted', { orderId: order.id, outcome: outcome.kind });
    }
  };
}
export type ApplyEarlyNotifications = ReturnType<typeof makeApplyEarlyNotifications>;
