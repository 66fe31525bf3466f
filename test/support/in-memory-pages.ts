import type { MerchantEvent } from '../../src/domain/merchant-event.ts';
import type { Order } from '../../src/domain/order.ts';
import type { OrderEvent } from '../../src/domain/order-event.ts';
import type { Refund } from '../../src/domain/refund.ts';
import type { OrderFilter } from '../../src/use-cases/ports/order-pages.ts';
import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import { MalformedCursor, type Page, type PageRequest } from '../../src/use-cases/ports/pages.ts';
import type { Tables } from './in-memory-tables.ts';
import { viewOf } from './order-view.ts';

type Pages = Pick<
  OrderStore,
  | 'pageOrders'
  | 'pageRefunds'
  | 'pageTimeline'
  | 'pageEvents'
  | 'findEvent'
  | 'findIncident'
  | 'pageIncidents'
  | 'pageInbox'
>;

const pageSizeDefault = 20;

/** The part of the in-memory OrderStore that lists. */
export function makeInMemoryPages(tables: Tables, refundsOf: (orderId: string) => Refund[]): Pages {
  return {
    async pageOrders(filter, request, details) {
      const orders = [...tables.orders.values()]
        .map(({ order }) => order)
        .filter((order) => matches(order, filter))
        .map((order) => viewOf(order, details));
      return pageOf(orders, (order) => place(order.createdAt.getTime(), order.id), 'newestFirst', request);
    },
    async pageRefunds(orderId, request) {
      return pageOf(
        refundsOf(orderId),
        (refund) => place(refund.createdAt.getTime(), refund.id),
        'oldestFirst',
        request,
      );
    },
    async pageTimeline(orderId, { after, before, ...size }) {
      const events = tables.events.get(orderId) ?? [];
      const placeOf = (event: OrderEvent) => place(event.version, event.id);
      const isKnown = (cursor: string | undefined) => events.some((event) => placeOf(event) === cursor);
      if ([after, before].some((cursor) => cursor !== undefined && !isPlace(cursor)))
        throw new MalformedCursor('not a cursor of this list');
      const range = { ...(isKnown(after) ? { after } : {}), ...(isKnown(before) ? { before } : {}) };
      return pageOf(events, placeOf, 'oldestFirst', { ...size, ...range } as PageRequest);
    },
    async pageEvents(request) {
      const positions = new Map(tables.log.map((placed, index) => [placed, index + 1]));
      const placeOf = (placed: MerchantEvent) => place(positions.get(placed) ?? 0, placed.event.id);
      const { after, before, ...size } = request;
      const isStrange = (cursor: string | undefined) => {
        if (cursor === undefined) return false;
        if (!/^\d{15}:evt_/.test(cursor)) throw new MalformedCursor('not a cursor of this list');
        return !tables.log.some((placed) => placeOf(placed) === cursor);
      };
      // Without marks in its cursors, this store knows of no event that a changed history shares.
      const isChanged = [after, before].map(isStrange).includes(true);
      const range = {
        ...(after === undefined || isChanged ? {} : { after }),
        ...(before === undefined ? {} : { before: isChanged ? place(0) : before }),
      };
      const page = pageOf(tables.log, placeOf, 'oldestFirst', { ...size, ...range });
      return { ...page, historyChange: isChanged ? { startAfter: null } : null };
    },
    findEvent: async (id) => tables.log.find(({ event }) => event.id === id) ?? null,
    findIncident: async (id) => [...tables.incidents.values()].find((one) => one.id === id) ?? null,
    async pageIncidents({ kind, status }, request) {
      const incidents = [...tables.incidents.values()].filter(
        (one) => (kind === undefined || one.kind === kind) && (status?.includes(one.status) ?? true),
      );
      return pageOf(
        incidents,
        (incident) => place(incident.occurredAt.getTime(), incident.id),
        'newestFirst',
        request,
      );
    },
    async pageInbox(request, { isKept } = { isKept: false }) {
      const stored = [...tables.inbox.values()]
        .filter(({ disposition }) => !isKept || disposition === 'ORPHANED' || disposition === 'QUARANTINED')
        .map(({ orderVersion: _, ...notification }) => notification);
      return pageOf(
        stored,
        ({ entry }) => place(entry.receivedAt.getTime(), entry.id),
        'oldestFirst',
        request,
      );
    },
  };
}

function matches(order: Order, filter: OrderFilter): boolean {
  const { status, payMethod, paidWith, partnerReferenceNoPrefix, ...times } = filter;
  const { createdFrom, createdTo, updatedAfter } = times;
  return (
    (status?.includes(order.status) ?? true) &&
    (payMethod === undefined || (order.payMethod !== null && payMethod.includes(order.payMethod))) &&
    (paidWith === undefined || order.paidWith.some((one) => paidWith.includes(one.payMethod))) &&
    order.partnerReferenceNo.startsWith(partnerReferenceNoPrefix ?? '') &&
    (createdFrom === undefined || order.createdAt >= createdFrom) &&
    (createdTo === undefined || order.createdAt < createdTo) &&
    (updatedAfter === undefined || order.updatedAt > updatedAfter)
  );
}

/** A text that sorts like the number and then like the id: both the sort key of a list and its cursor. */
export function place(count: number, id = ''): string {
  return `${String(count).padStart(15, '0')}:${id}`;
}

/** One page of a list. */
export function pageOf<Item>(
  items: readonly Item[],
  placeOf: (item: Item) => string,
  direction: 'newestFirst' | 'oldestFirst',
  { first, after, last, before }: PageRequest,
): Page<Item> {
  const sign = direction === 'newestFirst' ? -1 : 1;
  const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -sign : sign);
  for (const cursor of [after, before]) {
    if (cursor !== undefined && !isPlace(cursor)) throw new MalformedCursor('not a cursor of this list');
  }
  const isAfter = after !== undefined;
  const isBefore = before !== undefined;
  const found = items
    .map((item) => ({ cursor: placeOf(item), item }))
    .filter(({ cursor }) => !isAfter || compare(cursor, after) > 0)
    .filter(({ cursor }) => !isBefore || compare(cursor, before) < 0)
    .sort((a, b) => compare(a.cursor, b.cursor));
  const isBackward = first === undefined && last !== undefined;
  const size = first ?? last ?? pageSizeDefault;
  const hasMore = found.length > size;
  return {
    items: isBackward ? found.slice(Math.max(0, found.length - size)) : found.slice(0, size),
    hasNextPage: isBackward ? isBefore : hasMore,
    hasPreviousPage: isBackward ? hasMore : isAfter,
  };
}

function isPlace(cursor: string): boolean {
  return /^\d{15}:/.test(cursor);
}
