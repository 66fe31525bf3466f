import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { instant, text } from './columns.ts';
import { orderEvents } from './order-tables.ts';

/**
 * The places of events, each written with its event. Narrow, because a place is written twice: first without a position.
 * No foreign key: one statement writes the event and its place.
 */
export const eventPlaces = pgTable(
  'event_places',
  {
    /** The event's number in `order_events`. */
    number: bigint('number', { mode: 'bigint' }).primaryKey(),
    /** The position among all events, from 1 without gaps, so that no reader skips one. Null: not given yet. */
    position: bigint('position', { mode: 'number' }),
  },
  (t) => [
    // Partial, so that a place enters it once.
    uniqueIndex('event_places_position').on(t.position).where(sql`${t.position} is not null`),
    index('event_places_unplaced').on(t.number).where(sql`${t.position} is null`),
  ],
);

/** The merchant's servers that receive events, by URL: one row for each URL that was ever configured. */
export const eventEndpoints = pgTable('event_endpoints', {
  url: text('url').primaryKey(),
  /** Every event up to this position has been queued for the endpoint, as rows of `event_deliveries`. */
  position: bigint('position', { mode: 'number' }).notNull(),
  /** When the endpoint answered 410 Gone. Nothing is sent until an operator opens it again, and nothing is lost. */
  closedAt: instant('closed_at'),
});

/**
 * Deliveries that are pending: one row for each event until the receiver accepts it. So the table stays small, and an
 * event at or before the endpoint's position that has no row here was delivered.
 */
export const eventDeliveries = pgTable(
  'event_deliveries',
  {
    endpointUrl: text('endpoint_url')
      .notNull()
      .references(() => eventEndpoints.url),
    orderId: text('order_id').notNull(),
    version: integer('version').notNull(),
    /** The event's position among all events. */
    position: bigint('position', { mode: 'number' }).notNull(),
    /** When the next attempt is due. Null: given up, a dead letter that waits for an operator. */
    dueAt: instant('due_at'),
    /** Until then only the process that holds the lease attempts the delivery. */
    leasedUntil: instant('leased_until'),
    /** Attempts that failed. */
    attemptCount: integer('attempt_count').notNull(),
    firstAttemptAt: instant('first_attempt_at'),
    /** Why the last attempt failed, for an operator: a status or an error code, never text that the receiver wrote. */
    failure: text('failure'),
  },
  (t) => [
    primaryKey({ columns: [t.endpointUrl, t.orderId, t.version] }),
    foreignKey({
      name: 'event_deliveries_event',
      columns: [t.orderId, t.version],
      foreignColumns: [orderEvents.orderId, orderEvents.version],
    }),
    index('event_deliveries_due').on(t.endpointUrl, t.dueAt).where(sql`${t.dueAt} is not null`),
    // Small: deliveries that failed, for people who look for them; one that succeeds at once never enters them.
    index('event_deliveries_failed').on(t.endpointUrl, t.position).where(sql`${t.attemptCount} > 0`),
    index('event_deliveries_given_up').on(t.endpointUrl, t.position).where(sql`${t.dueAt} is null`),
    check('event_deliveries_attempts_are_counted', sql`${t.attemptCount} >= 0`),
  ],
);
