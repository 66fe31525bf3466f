import type { Order } from '../domain/order.ts';
import { changeByNotify, misfit } from './judge-notify.ts';
import type { KeepNotification } from './keep-notification.ts';
import { newsFrom } from './order-news.ts';
import type { Chance, Clock, FinishNotify, Log, OrderStore } from './ports.ts';

export interface AdoptOrphansDeps {
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
export function makeAdoptOrphans(deps: AdoptOrphansDeps) {
  return async function adoptOrphans(order: Order): Promise<void> {
    for (const orphan of await deps.store.orphansOf(order.partnerReferenceNo)) {
      const notify = deps.readFinishNotify(orphan.body);
      const reason = notify === null ? 'unreadable' : misfit(notify, orphan, order, deps.merchantId);
      if (notify === null || reason !== null) {
        await deps.keepNotification.quarantined(orphan, reason ?? 'unreadable', order);
        continue;
      }
      const outcome = await deps.store.reapply(orphan.id, order.id, (current) =>
        changeByNotify(newsFrom('FINISH_NOTIFY', deps), current, notify),
      );
      deps.log.info('finish_notify.orphan_adopted', { orderId: order.id, outcome: outcome.kind });
    }
  };
}
export type AdoptOrphans = ReturnType<typeof makeAdoptOrphans>;
