import type { Order } from '../../domain/order.ts';
import { changeByNotification, mismatchOf } from '../changes/notification-rules.ts';
import { changeContext } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredNotification } from '../ports/inbox.ts';
import type { OrderChange } from '../ports/order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { FinishNotify } from '../ports/payment-provider.ts';

/** What a notification on record does when it is processed again. */
export type ReplayEffect =
  /** Its order says what it says, as it should. */
  | { readonly kind: 'agrees' }
  /** It must not touch an order, still: it stays an orphan, or in quarantine. */
  | { readonly kind: 'kept'; readonly reason: string }
  /** It had ended, and would not be taken today: another merchant is configured, or its meaning changed. */
  | { readonly kind: 'disputed'; readonly reason: string }
  /** It was kept, fits its order now, and tells it nothing new: it ends DUPLICATE or NO_OP. */
  | { readonly kind: 'settled'; readonly order: Order }
  /** It changes its order; `order` is the order afterwards. */
  | { readonly kind: 'changed'; readonly order: Order };

export interface ReplayInboxDeps {
  readonly store: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly merchantId: string;
  /** Translates a body that was verified when it came in; null where it cannot be understood. */
  readonly readFinishNotify: (body: string) => FinishNotify | null;
}

/** Notifications read at once. */
const pageCount = 100;

/**
 * Processes every notification on record again, oldest first, by the same rules as when it came; one step for each.
 * For an operator after a mend (of the merchant's configuration, or of this program): orphans find their orders,
 * what stood in quarantine and fits now is applied. Where nothing was wrong it changes nothing. A dry run says what
 * would happen and writes nothing. May run beside gateways at work.
 */
export function makeReplayInbox(deps: ReplayInboxDeps) {
  const { store } = deps;

  return async function* replayInbox({
    isDryRun,
  }: {
    isDryRun: boolean;
  }): AsyncGenerator<{ notification: StoredNotification; effect: ReplayEffect }, void, undefined> {
    let after: string | undefined;
    do {
      const page = await store.pageInbox({ first: pageCount, ...(after === undefined ? {} : { after }) });
      for (const { item: notification } of page.items) {
        yield { notification, effect: await replay(notification, isDryRun) };
      }
      after = page.hasNextPage ? page.items.at(-1)?.cursor : undefined;
    } while (after !== undefined);
  };

  async function replay(notification: StoredNotification, isDryRun: boolean): Promise<ReplayEffect> {
    const { entry } = notification;
    const isKept = notification.disposition === 'ORPHANED' || notification.disposition === 'QUARANTINED';
    const refused = (reason: string): ReplayEffect => ({ kind: isKept ? 'kept' : 'disputed', reason });

    // Retention has purged it; what it said is in its order.
    if (entry.body === '') return isKept ? refused('its body was purged') : { kind: 'agrees' };
    const notify = deps.readFinishNotify(entry.body);
    if (notify === null) return refused('its body cannot be understood');
    const order = await store.find({ partnerReferenceNo: notify.partnerReferenceNo });
    if (order === null) return refused('no order has its partnerReferenceNo');
    const reason = mismatchOf(notify, entry, order, deps.merchantId);
    if (reason !== null) return refused(reason);

    const decide = (current: Order) => newsOf(notify, current, isKept);
    const change = decide(order);
    if (change === null && !isKept) return { kind: 'agrees' };
    if (isDryRun) return effectOf(change !== null, change?.order ?? order);
    const outcome = await store.reapply(entry.id, order.id, decide);
    return effectOf(outcome.kind === 'changed', 'order' in outcome ? outcome.order : order);
  }

  function newsOf(notify: FinishNotify, order: Order, isKept: boolean): OrderChange | null {
    const change = changeByNotification(changeContext('FINISH_NOTIFY', deps), order, notify);
    // One that had ended was weighed when it came. What contradicts it today has come later and was weighed, too.
    return isKept || change?.event.fact.type !== 'CONTRADICTED' ? change : null;
  }
}
function effectOf(isChanged: boolean, order: Order): ReplayEffect {
  return { kind: isChanged ? 'changed' : 'settled', order };
}
