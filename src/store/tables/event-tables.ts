import { sql } from 'drizzle-orm';
import { bigint, check, foreignKey, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { instant, orderEvents, text } from './order-tables.ts';

/** The merchant's servers that are told of events, by their URL: one row for each that was ever configured. */
export const eventEndpoints = pgTable('event_endpoints', {
  url: text('url').primaryKey(),
  /** Of every event up to this place it has been decided what is owed: the rows below. */
  position: bigint('position', { mode: 'number' }).notNull(),
  /** When it answered 410 Gone. Until an operator opens it again nothing is sent, and nothing is lost. */
  closedAt: instant('closed_at'),
});

/**
 * What is owed to a receiver: one row for each event until it has been taken. So the table stays small, and an event
 * at or before the endpoint's position that has no row here was delivered.
 */
export const eventDeliveries = pgTable(
  'event_deliveries',
  {
    endpointUrl: text('endpoint_url')
      .notNull()
      .references(() => eventEndpoints.url),
    orderId: text('order_id').notNull(),
    version: integer('version').notNull(),
    /** When it is to be tried. Null: given up, a dead letter that waits for an operator. */
    dueAt: instant('due_at'),
    /** Until then one process, and no other, is trying. */
    leasedUntil: instant('leased_until'),
    /** Attempts that failed. */
    attemptCount: integer('attempt_count').notNull(),
    firstAttemptAt: instant('first_attempt_at'),
    /** Why the last attempt failed, for an operator: a status or an error code, nothing that the receiver wrote. */
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
    check('event_deliveries_attempts_are_counted', sql`${t.attemptCount} >= 0`),
  ],
);
