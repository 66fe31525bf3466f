import { sql } from 'drizzle-orm';
import { check, integer, pgTable } from 'drizzle-orm/pg-core';
import { instant, text } from './columns.ts';

/** Whose orders this database holds: one row, written by the first gateway that starts on it. */
export const world = pgTable(
  'world',
  {
    /** Always 1, so that there is one row at most. */
    id: integer('id').primaryKey(),
    /** `production`, `sandbox`, `embedded` or `rehearsal`. */
    environment: text('environment').notNull(),
    danaHost: text('dana_host').notNull(),
    partnerId: text('partner_id').notNull(),
    merchantId: text('merchant_id').notNull(),
    stampedAt: instant('stamped_at').notNull(),
  },
  (t) => [check('world_is_one_row', sql`${t.id} = 1`)],
);
