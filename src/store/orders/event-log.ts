import { type SQL, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import { type MerchantEvent, refundAfter } from '../../domain/merchant-event.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Refund } from '../../domain/refund.ts';
import type { UnreadableEvent } from '../../use-cases/ports/order-pages.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import type { Page, PageRequest } from '../../use-cases/ports/pages.ts';
import type { Database } from '../postgres/database.ts';
import { isOfOneRow } from '../postgres/errors.ts';
import { type CursorValues, encodeCursor, type Keyset, preparePages, readPage } from '../postgres/keyset.ts';
import { parameter, prepareRead, rowReader, selectList } from '../postgres/statement.ts';
import {
  eventColumns,
  type OrderEventRow,
  type OrderRow,
  orderColumns,
  readEvent,
  readOrder,
  refundColumns,
} from '../rows/order-rows.ts';
import { wholeSnapshot } from '../rows/order-state.ts';
import { eventsInSequence, eventsWithPlaces } from '../rows/placed-events.ts';
import { eventPlaces } from '../tables/event-tables.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { type EventPlace, type EventStart, makeEventCursors } from './event-cursors.ts';

type EventLog = Pick<OrderStore, 'pageEvents' | 'findEvent'> & {
  /** These events in the sequence of their positions; those without a position are left out. */
  readEvents(keys: readonly EventKey[]): Promise<readonly MerchantEvent[]>;
};

/** The two values that a delivery's row names its event by. */
type EventKey = Pick<OrderEvent, 'orderId' | 'version'>;

/** Every change of every order, as readers follow it. */
export function makeEventLog(database: Database): EventLog {
  const places = makeEventCursors(database);
  const byId = prepareRead(
    database,
    sql`${selectEvents(eventsWithPlaces)} where ${isPlaced.sql} and ${orderEvents.id} = ${parameter(orderEvents.id, 'id')}`,
  );
  const byKeys = prepareRead(
    database,
    sql`
      ${selectEvents(eventsWithPlaces)} where ${isPlaced.sql} and (${orderEvents.orderId}, ${orderEvents.version}) in (
        select * from unnest(${sql.placeholder('orderIds')}::text[], ${sql.placeholder('versions')}::int[]))
      order by ${eventPlaces.position}`,
  );
  const readRows = preparePages(database, positionedEvents, selectEvents(eventsInSequence), readRow);
  const readNames = preparePages(database, eventNames, selectNames, readName);

  async function readEvents(keys: readonly EventKey[]): Promise<readonly MerchantEvent[]> {
    const orderIds = makePgArray(keys.map(({ orderId }) => orderId));
    const versions = makePgArray(keys.map(({ version }) => version));
    return (await byKeys({ orderIds, versions })).map((values) => readMerchantEvent(readRow(values)));
  }

  function readTogether(request: PageRequest): Promise<Page<PlacedEvent>> {
    return readPage(
      positionedEvents,
      request,
      (query) => readRows(query, [isPlaced]),
      (row) => ({ place: placeOf(row), event: readMerchantEvent(row) }),
    );
  }

  /** The same page by the names of its events alone; each event is then read by itself, if it can be read. */
  async function readOneByOne(request: PageRequest): Promise<Page<PlacedEvent>> {
    const page = await readPage(
      eventNames,
      request,
      (query) => readNames(query, [isPlaced]),
      (row) => row,
    );
    const items = page.items.map(async ({ cursor, item: name }) => ({ cursor, item: await readAlone(name) }));
    return { ...page, items: await Promise.all(items) };
  }

  async function readAlone({ position, ...name }: EventName): Promise<PlacedEvent> {
    const place = { position: position ?? 0, id: name.eventId };
    try {
      const [event] = await readEvents([name]);
      if (event !== undefined) return { place, event };
      return { place, unread: { ...name, error: new Error('the row is gone') } };
    } catch (error) {
      if (!isOfOneRow(error)) throw error;
      return { place, unread: { ...name, error } };
    }
  }

  return {
    async pageEvents({ after, before, ...size }) {
      const from = after === undefined ? null : await places.find(after);
      const until = before === undefined ? null : await places.find(before);
      const request = { ...size, ...range(from, until) };
      const page = await readTogether(request).catch((error: unknown) => {
        if (!isOfOneRow(error)) throw error;
        return readOneByOne(request);
      });
      const changed = [from, until].find((start) => start?.isChanged) ?? null;
      const shared = changed?.place ?? null;
      const rows = page.items.map(({ item }) => item);
      const [sharedCursor, ...cursors] = await places.cursorsOf([
        shared ?? nowhere,
        ...rows.map(({ place }) => place),
      ]);
      const placed = rows.map((row, index) => ({ ...row, index, cursor: cursors[index] ?? '' }));
      const unreadable = placed.flatMap(({ unread, index, cursor }) =>
        unread === undefined ? [] : [{ ...unread, index, cursor }],
      );
      return {
        ...page,
        items: placed.flatMap(({ cursor, event }) => (event === undefined ? [] : [{ cursor, item: event }])),
        historyChange: changed && { startAfter: shared && (sharedCursor ?? null) },
        ...(unreadable.length === 0 ? {} : { unreadable }),
      };
    },
    readEvents,
    async findEvent(id) {
      const [values] = await byId({ id });
      return values === undefined ? null : readMerchantEvent(readRow(values));
    },
  };
}

/** Before the first event. */
const nowhere: EventPlace = { position: 0, id: '' };

/** The range between two places; a page that ends before a changed place has everything up to the shared event. */
function range(from: EventStart | null, until: EventStart | null): PageRequest {
  const beforePosition = (until?.place?.position ?? 0) + (until?.isChanged ? 1 : 0);
  return {
    ...(from?.place ? { after: encodeCursor([from.place.position]) } : {}),
    ...(until === null ? {} : { before: encodeCursor([beforePosition]) }),
  };
}

function placeOf({ position, event }: MerchantEventRow): EventPlace {
  return { position: position ?? 0, id: event.id };
}

/** An event of a page, or why it cannot be read. */
interface PlacedEvent {
  readonly place: EventPlace;
  readonly event?: MerchantEvent;
  readonly unread?: Omit<UnreadableEvent, 'cursor' | 'index'>;
}

/** What names an event, and can be read whatever else its row says. */
interface EventName extends EventKey {
  readonly position: number | null;
  readonly eventId: string;
  readonly partnerReferenceNo: string;
}

interface MerchantEventRow {
  readonly position: number | null;
  readonly event: OrderEventRow;
  readonly order: OrderRow;
  readonly refund: Refund | null;
}

const byPosition = {
  columns: [eventPlaces.position],
  isNewestFirst: false,
  valuesOf: ({ position }: { readonly position: number | null }) => [position ?? 0],
  // These cursors never leave the store: `EventCursors` makes those that clients get.
  areValues: (values: unknown): values is CursorValues =>
    Array.isArray(values) && Number.isSafeInteger(values[0]),
};
const positionedEvents: Keyset<MerchantEventRow> = byPosition;
const eventNames: Keyset<EventName> = byPosition;

const isPlaced = { name: 'isPlaced', sql: sql`${eventPlaces.position} is not null`, values: {} };
const placeColumn = { position: eventPlaces.position };
const eventOffset = 1;
const orderOffset = eventOffset + Object.keys(eventColumns).length;
const refundOffset = orderOffset + Object.keys(orderColumns).length;

/**
 * Events with their orders as they stood then: the order's row with the event's whole snapshot laid over it. As a value
 * and not as a table expression, for which Postgres would copy all constraints of the table for each row.
 */
const selectEvents = (from: SQL): SQL => sql`
  select ${selectList(placeColumn)}, ${selectList(eventColumns)}, ${selectList(orderColumns)}, ${selectList(refundColumns)}
  from ${from}
  cross join lateral (
    select (order_then.stood).* from (
      select jsonb_populate_record(order_now, ${wholeSnapshot(orderEvents.snapshot)}) as stood
      from ${orders} order_now where order_now.id = ${orderEvents.orderId} limit 1
    ) order_then
  ) ${orders}
  left join ${refunds} on ${refunds.id} = ${orderEvents.fact} ->> 'refundId'`;

const nameColumns = {
  position: eventPlaces.position,
  eventId: orderEvents.id,
  orderId: orderEvents.orderId,
  version: orderEvents.version,
  partnerReferenceNo: orders.partnerReferenceNo,
};
const selectNames: SQL = sql`
  select ${selectList(nameColumns)} from ${eventsInSequence}
  join ${orders} on ${orders.id} = ${orderEvents.orderId}`;
const readName = rowReader(nameColumns);
const readPlace = rowReader(placeColumn);
const readEventRow = rowReader(eventColumns, eventOffset);
const readOrderRow = rowReader(orderColumns, orderOffset);
const readRefund = rowReader(refundColumns, refundOffset);

function readRow(values: readonly unknown[]): MerchantEventRow {
  const hasRefund = values[refundOffset] !== null;
  return {
    position: readPlace(values).position,
    event: readEventRow(values),
    order: readOrderRow(values),
    refund: hasRefund ? readRefund(values) : null,
  };
}

function readMerchantEvent(row: MerchantEventRow): MerchantEvent {
  const event = readEvent(row.event);
  return {
    event,
    order: { ...readOrder(row.order), instruction: null },
    refund: row.refund && refundAfter(row.refund, event),
  };
}
