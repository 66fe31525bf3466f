import { sql } from 'drizzle-orm';
import { check, index, pgTable } from 'drizzle-orm/pg-core';
import type { Scope } from '../../access/caller.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, json, text } from './columns.ts';

/** Keys of the merchant's servers. The key itself is shown once and kept nowhere. */
export const serverKeys = pgTable(
  'server_keys',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** SHA-256 of the key, hexadecimal. */
    hash: text('hash').notNull().unique('server_keys_hash'),
    scopes: json<readonly Scope[]>('scopes').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Who created the key. */
    createdBy: actor('created_by').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    /** Who revoked the key. */
    revokedBy: actor('revoked_by'),
    /** Written at most once a minute: it shows which keys are in use, not how often. */
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [
    index('server_keys_revoked').on(t.revokedAt),
    check('server_keys_hash_is_sha256', sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
    check('server_keys_creator_is_whole', isWholeActor(t.createdBy)),
    check(
      'server_keys_revocation_is_whole',
      sql`(${t.revokedAt} is null) = (${t.revokedBy} is null)
        and (${t.revokedBy} is null or ${isWholeActor(t.revokedBy)})`,
    ),
  ],
);

/** Orders whose client tokens do not work any more. */
export const orderAccessRevocations = pgTable(
  'order_access_revocations',
  {
    orderId: text('order_id').primaryKey(),
    revokedAt: instant('revoked_at').notNull(),
    revokedBy: actor('revoked_by').notNull(),
  },
  (t) => [
    index('order_access_revocations_at').on(t.revokedAt),
    check('order_access_revocations_actor_is_whole', isWholeActor(t.revokedBy)),
  ],
);

/** Checkouts whose checkout tokens do not work any more. */
export const checkoutAccessRevocations = pgTable(
  'checkout_access_revocations',
  {
    checkoutId: text('checkout_id').primaryKey(),
    revokedAt: instant('revoked_at').notNull(),
    revokedBy: actor('revoked_by').notNull(),
  },
  (t) => [
    index('checkout_access_revocations_at').on(t.revokedAt),
    check('checkout_access_revocations_actor_is_whole', isWholeActor(t.revokedBy)),
  ],
);
