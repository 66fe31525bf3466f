import type { OrderFilter } from '../../use-cases/ports/order-pages.ts';
import type { CursorValues, PageQuery } from '../postgres/keyset.ts';

/**
 * Times of creation as cursors, so that each range of an index has one bound on each side, be it of the page or of the
 * filter: Postgres begins a range at one of several bounds, and perhaps not at the narrower one. No id is empty, so an order
 * created at the very instant is before `createdTo`'s cursor in time, and behind `createdFrom`'s.
 */
export function withinTimes(query: PageQuery, { createdFrom, createdTo }: OrderFilter): PageQuery {
  return {
    ...query,
    after: createdTo ? earlier(query.after, startOf(createdTo)) : query.after,
    before: createdFrom ? later(query.before, startOf(createdFrom)) : query.before,
  };
}

/** The cursor before all orders created at this instant. */
export function startOf(instant: Date): CursorValues {
  return [instant.toISOString(), ''];
}

/** The bound that leaves fewer orders below it. */
export function earlier(one: CursorValues | undefined, other: CursorValues): CursorValues {
  return one !== undefined && isLess(one, other) ? one : other;
}

/** The bound that leaves fewer orders above it. */
export function later(one: CursorValues | undefined, other: CursorValues): CursorValues {
  return one !== undefined && isLess(other, one) ? one : other;
}

/** Instants as ISO 8601 of equal length, and ids byte by byte, sort as text. */
function isLess(
  [instant = '', id = '']: CursorValues,
  [otherInstant = '', otherId = '']: CursorValues,
): boolean {
  return instant === otherInstant ? id < otherId : instant < otherInstant;
}
