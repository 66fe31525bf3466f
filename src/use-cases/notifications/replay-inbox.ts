import { detailTexts } from '../../domain/incidents/detail-text.ts';
import type { UnfitDetail } from '../../domain/incidents/incident-detail.ts';
import type { Order } from '../../domain/order.ts';
import type { Translated } from '../../domain/words/translated.ts';
import { changeByNotification, mismatchOf } from '../changes/notification-rules.ts';
import { changeContext } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { FinishNotify, TranslateFinishNotify } from '../ports/finish-notify.ts';
import type {
  Inbox,
  ReplayEffect,
  ReplayedNotification,
  ReplayedPage,
  StoredNotification,
} from '../ports/inbox.ts';
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { OrderReads } from '../ports/order-reads.ts';

export interface ReplayInboxDeps {
  readonly store: Inbox & OrderChanges & OrderReads;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly merchantId: string;
  readonly translateFinishNotify: TranslateFinishNotify;
}

export interface ReplayPageRequest {
  readonly isDryRun: boolean;
  /** Only notifications that changed no order: ORPHANED or QUARANTINED ones. */
  readonly isKept: boolean;
  readonly first: number;
  readonly after: string | null;
}

/** Notifications read at once. */
const pageCount = 100;

/**
 * Processes every stored notification again, oldest first, by the same rules as when it arrived; one step for each.
 * For an operator after a fix (of the merchant's configuration, or of this program): an orphaned
 * notification whose order exists by now is applied, and so is a quarantined one that fits now. If nothing was wrong,
 * nothing changes. A dry run returns what would happen and writes nothing. May run beside gateways at work.
 */
export function makeReplayInbox(deps: ReplayInboxDeps) {
  const replayPage = makeReplayPage(deps);

  return async function* replayInbox({
    isDryRun,
  }: {
    isDryRun: boolean;
  }): AsyncGenerator<ReplayedNotification, void, undefined> {
    let after: string | null = null;
    do {
      const page: ReplayedPage = await replayPage({ isDryRun, isKept: false, first: pageCount, after });
      yield* page.replayed;
      after = page.next;
    } while (after !== null);
  };
}

/** The same for one page, which begins after the cursor `after`: for a caller that has a deadline. */
export function makeReplayPage(deps: ReplayInboxDeps) {
  const { store } = deps;

  return async function replayPage({
    isDryRun,
    isKept,
    first,
    after,
  }: ReplayPageRequest): Promise<ReplayedPage> {
    const request = { first, ...(after === null ? {} : { after }) };
    const page = await store.pageInbox(request, { isKept });
    const replayed: ReplayedNotification[] = [];
    for (const { item: notification } of page.items) {
      replayed.push({ notification, effect: await replay(notification, isDryRun) });
    }
    return { replayed, next: page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null };
  };

  async function replay(notification: StoredNotification, isDryRun: boolean): Promise<ReplayEffect> {
    const { entry } = notification;
    const isKept = notification.disposition === 'ORPHANED' || notification.disposition === 'QUARANTINED';
    const rejected = (reason: Translated): ReplayEffect => ({ kind: isKept ? 'kept' : 'disputed', reason });

    // Retention has purged the body; its order has what it said.
    if (entry.body === '') return isKept ? rejected(bodyPurged) : { kind: 'agrees' };
    const translated = deps.translateFinishNotify(Buffer.from(entry.body));
    if (translated.kind === 'unreadable') return rejected(bodyUnreadable(translated.reason));
    const { notify } = translated;
    const order = await store.find({ partnerReferenceNo: notify.partnerReferenceNo });
    if (order === null) return rejected(detailTexts({ code: 'NO_SUCH_ORDER' }));
    const reason = mismatchOf(notify, entry, order, deps.merchantId);
    if (reason !== null) return rejected(detailTexts(reason));

    const decide = (current: Order) => changeOf(notify, current, isKept);
    const change = decide(order);
    if (change === null && !isKept) return { kind: 'agrees' };
    if (isDryRun) return effectOf(change !== null, change?.order ?? order);
    const outcome = await store.reapply([entry.id], order.id, decide);
    return effectOf(outcome.kind === 'changed', 'order' in outcome ? outcome.order : order);
  }

  function changeOf(notify: FinishNotify, order: Order, isKept: boolean): OrderChange | null {
    const change = changeByNotification(changeContext('FINISH_NOTIFY', deps), order, notify);
    // One that had ended was checked when it arrived. Whatever contradicts it today came later and was checked, too.
    return isKept || change?.event.fact.type !== 'CONTRADICTED' ? change : null;
  }
}

const bodyPurged: Translated = { EN: 'its body was purged', ID: 'isinya sudah dihapus' };

function bodyUnreadable(detail: UnfitDetail): Translated {
  const { EN, ID } = detailTexts(detail);
  return { EN: `its body cannot be read: ${EN}`, ID };
}

function effectOf(isChanged: boolean, order: Order): ReplayEffect {
  return { kind: isChanged ? 'applied' : 'unchanged', order };
}
