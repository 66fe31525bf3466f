import { eq, inArray } from 'drizzle-orm';
import { eventIdShape } from '../../domain/merchant-event.ts';
import { MalformedCursor } from '../../use-cases/ports/pages.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { decodeCursor, encodeCursor } from '../postgres/keyset.ts';
import { eventPlaces } from '../tables/event-tables.ts';
import { orderEvents } from '../tables/order-tables.ts';

/**
 * An event's place among all events, as a cursor says it, not a row of `event_places`: its position, which a restored
 * database gives out again, and its id.
 */
export interface EventPlace {
  readonly position: number;
  readonly id: string;
}

/** Where a page begins. `isChanged`: the cursor is of another history, and `place` the last event that both share. */
export interface EventStart {
  /** Null: before the first event. */
  readonly place: EventPlace | null;
  readonly isChanged: boolean;
}

/** Cursors of the list of all events, which say when the database was set back since they were made. */
export interface EventCursors {
  /** Where the cursor leads. Throws MalformedCursor for text that is no cursor of this list. */
  find(cursor: string): Promise<EventStart>;
  /** The cursors of these events, in the same order. */
  cursorsOf(places: readonly EventPlace[]): Promise<readonly string[]>;
}

/** What a cursor keeps of an earlier event's id: 48 random bits, enough to know it by. */
const marks = { start: 'evt_'.length, length: 13 } as const;

/**
 * A cursor is `[position, id, …marks]`. Each mark is the beginning of an earlier event's id: of the one before, and of
 * those at the last but one multiple of ten, of a hundred and so on. If the database was set back to a backup, the
 * event itself is gone, or another one has its position; the latest mark that still fits then names an event of both
 * histories. It is at most twenty times as far back as what was lost, so a reader that goes on after it reads little
 * again, and a cursor stays short: 200 characters for a milliard of events.
 */
export function makeEventCursors(database: Database): EventCursors {
  async function idsAt(positions: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (positions.length === 0) return new Map();
    const rows = await withStoreErrors(
      database
        .select({ position: eventPlaces.position, id: orderEvents.id })
        .from(eventPlaces)
        .innerJoin(orderEvents, eq(orderEvents.number, eventPlaces.number))
        .where(inArray(eventPlaces.position, [...positions])),
    );
    return new Map(rows.flatMap(({ position, id }) => (position === null ? [] : [[position, id]])));
  }

  return {
    async find(cursor) {
      const { place, marked } = readCursor(cursor);
      const ids = await idsAt([place.position, ...marked.map(({ position }) => position)]);
      if (ids.get(place.position) === place.id) return { place, isChanged: false };
      for (const { position, mark } of marked) {
        const id = ids.get(position);
        if (id !== undefined && markOf(id) === mark) return { place: { position, id }, isChanged: true };
      }
      return { place: null, isChanged: true };
    },
    async cursorsOf(places) {
      const ids = await idsAt([...new Set(places.flatMap(({ position }) => markedPositions(position)))]);
      return places.map(({ position, id }) =>
        encodeCursor([position, id, ...markedPositions(position).map((at) => markOf(ids.get(at) ?? ''))]),
      );
    },
  };
}

/** The positions that a cursor marks, latest first. */
export function markedPositions(position: number): number[] {
  const marked: number[] = [];
  for (let step = 1; step * 2 <= position; step *= 10) marked.push((Math.floor(position / step) - 1) * step);
  return marked;
}

function markOf(id: string): string {
  return id.slice(marks.start, marks.start + marks.length);
}

function readCursor(cursor: string) {
  const values = decodeCursor(cursor);
  const [position, id, ...texts] = Array.isArray(values) ? (values as unknown[]) : [];
  if (!isPosition(position) || typeof id !== 'string' || !eventIdShape.test(id)) throw malformed();
  const positions = markedPositions(position);
  if (texts.length !== positions.length) throw malformed();
  const marked = positions.map((at, index) => ({ position: at, mark: texts[index] }));
  return { place: { position, id }, marked };
}

function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

function malformed(): MalformedCursor {
  return new MalformedCursor('not a cursor of this list');
}
