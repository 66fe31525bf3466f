import { sql } from 'drizzle-orm';
import { check, index, pgEnum, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { roles, type Scope } from '../../access/caller.ts';
import { signInWays } from '../../access/console/session-store.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, json, sen, text } from './columns.ts';

export const operatorRole = pgEnum('operator_role', roles);
export const signInWay = pgEnum('sign_in_way', signInWays);

/** The people who operate the gateway. One person may have several keys, and stays one person. */
export const operators = pgTable(
  'operators',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull().unique('operators_name'),
    role: operatorRole('role').notNull(),
    /** What the person may request to give back at once, and on one day in Jakarta; null: any amount. */
    eachMax: sen('each_max'),
    dayMax: sen('day_max'),
    createdAt: instant('created_at').notNull(),
    createdBy: actor('created_by').notNull(),
    /** Since then the person may not sign in. */
    revokedAt: instant('revoked_at'),
    revokedBy: actor('revoked_by'),
  },
  (t) => [
    index('operators_revoked').on(t.revokedAt),
    check('operators_creator_is_whole', isWholeActor(t.createdBy)),
    check(
      'operators_revocation_is_whole',
      sql`(${t.revokedAt} is null) = (${t.revokedBy} is null)
        and (${t.revokedBy} is null or ${isWholeActor(t.revokedBy)})`,
    ),
    check('operators_ceilings_are_positive', sql`${t.eachMax} > 0 and ${t.dayMax} > 0`),
  ],
);

/** Keys of the merchant's servers. The key itself is shown once and kept nowhere. */
export const serverKeys = pgTable(
  'server_keys',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** SHA-256 of the key, hexadecimal. */
    hash: text('hash').notNull().unique('server_keys_hash'),
    /** What a server's key may do. A person's key has none: the person's role decides. */
    scopes: json<readonly Scope[]>('scopes').notNull(),
    /** The person whose key it is; null: a server's. */
    operatorId: text('operator_id').references(() => operators.id),
    /** What a server's key may request to give back, as for a person. */
    eachMax: sen('each_max'),
    dayMax: sen('day_max'),
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
    check(
      'server_keys_of_people_have_no_rights_of_their_own',
      sql`${t.operatorId} is null or (${t.scopes} = '[]' and ${t.eachMax} is null and ${t.dayMax} is null)`,
    ),
    check('server_keys_ceilings_are_positive', sql`${t.eachMax} > 0 and ${t.dayMax} > 0`),
    check('server_keys_creator_is_whole', isWholeActor(t.createdBy)),
    check(
      'server_keys_revocation_is_whole',
      sql`(${t.revokedAt} is null) = (${t.revokedBy} is null)
        and (${t.revokedBy} is null or ${isWholeActor(t.revokedBy)})`,
    ),
  ],
);

/** Accounts at an identity provider: each signs in one person, and a person may have several. */
export const operatorSubjects = pgTable(
  'operator_subjects',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    operatorId: text('operator_id')
      .notNull()
      .references(() => operators.id),
    createdAt: instant('created_at').notNull(),
    createdBy: actor('created_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.issuer, t.subject] }),
    check('operator_subjects_creator_is_whole', isWholeActor(t.createdBy)),
  ],
);

/** Links that sign a person in to the console once. The code is kept nowhere. */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    /** SHA-256 of the code, hexadecimal. */
    hash: text('hash').primaryKey(),
    operatorId: text('operator_id')
      .notNull()
      .references(() => operators.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [check('sign_in_links_hash_is_sha256', sql`${t.hash} ~ '^[0-9a-f]{64}$'`)],
);

/** Sign-ins at the identity provider whose answer has come, for as long as the browser's own record of them counts. */
export const usedSignInFlows = pgTable(
  'used_sign_in_flows',
  {
    /** SHA-256 of the state, hexadecimal. */
    hash: text('hash').primaryKey(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    index('used_sign_in_flows_by_end').on(t.expiresAt),
    check('used_sign_in_flows_hash_is_sha256', sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** Sessions of people in the console. The secret of the cookie is kept nowhere. */
export const consoleSessions = pgTable(
  'console_sessions',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of the secret, hexadecimal. */
    hash: text('hash').notNull().unique('console_sessions_hash'),
    operatorId: text('operator_id')
      .notNull()
      .references(() => operators.id),
    way: signInWay('way').notNull(),
    /** The key that was exchanged for the session. */
    keyId: text('key_id').references(() => serverKeys.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Written at most once a minute: a session that nobody uses ends. */
    lastUsedAt: instant('last_used_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBy: actor('revoked_by'),
  },
  (t) => [
    index('console_sessions_of_operator').on(t.operatorId, t.createdAt),
    index('console_sessions_of_key').on(t.keyId),
    index('console_sessions_used').on(t.lastUsedAt),
    index('console_sessions_revoked').on(t.revokedAt),
    check('console_sessions_hash_is_sha256', sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
    check('console_sessions_of_keys_name_them', sql`(${t.way} = 'KEY') = (${t.keyId} is not null)`),
    check(
      'console_sessions_revocation_is_whole',
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
