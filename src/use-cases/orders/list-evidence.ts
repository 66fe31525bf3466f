import type { Timelines } from '../ports/order-pages.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { Evidence, FactEvidence } from '../ports/people/evidence.ts';

/** Lists the facts of an order with what proves each, oldest first: a page of the timeline, and its notifications. */
export function makeListEvidence({ store }: { readonly store: Timelines & Evidence }) {
  return async function listEvidence(orderId: string, request: PageRequest): Promise<Page<FactEvidence>> {
    const page = await store.pageTimeline(orderId, request);
    const versions = page.items.flatMap(({ item: { source, version } }) =>
      source === 'FINISH_NOTIFY' ? [version] : [],
    );
    const behind = versions.length === 0 ? null : await store.notificationsBehind(orderId, versions);
    return {
      ...page,
      items: page.items.map(({ cursor, item: event }) => ({
        cursor,
        item: { event, notification: behind?.get(event.version) ?? null },
      })),
    };
  };
}
