import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { instant, text } from './columns.ts';

/** What is left of a raw body that retention has purged: its hash still proves what was sent or received. */
export const purgedBodies = pgTable(
  'purged_bodies',
  {
    /** INBOX, CREATE_REQUEST or REFUND_REQUEST. */
    source: text('source').notNull(),
    /** The id of the row that held the body. */
    id: text('id').notNull(),
    /** SHA-256 of the body, hexadecimal. */
    hash: text('hash').notNull(),
    purgedAt: instant('purged_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.id] })],
);

/**
 * How far retention has come in each table with raw bodies: the body of every row up to this one, by time and id, was
 * purged or is named in `kept_bodies`. So no process reads again what another one has read.
 */
export const retentionProgress = pgTable('retention_progress', {
  source: text('source').primaryKey(),
  at: instant('at').notNull(),
  id: text('id').notNull(),
});

/** Old bodies that the gateway may still repeat to DANA, because an answer is pending. They are checked again later. */
export const keptBodies = pgTable(
  'kept_bodies',
  {
    source: text('source').notNull(),
    id: text('id').notNull(),
    checkedAt: instant('checked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.id] }), index('kept_bodies_by_check').on(t.source, t.checkedAt)],
);
