import { pgTable, primaryKey } from 'drizzle-orm/pg-core';
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
