import { sql } from 'drizzle-orm';
import { check, pgTable } from 'drizzle-orm/pg-core';
import type { MetadataEntry } from '../../domain/order.ts';
import type { StoredGoods } from '../codec/goods-codec.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, json, sen, text } from './columns.ts';

/** What is sold, before the payer chooses how to pay. The attempts of a checkout are orders. */
export const checkouts = pgTable(
  'checkouts',
  {
    id: text('id').primaryKey(),
    partnerReferenceNo: text('partner_reference_no').notNull().unique('checkouts_partner_reference_no'),
    title: text('title').notNull(),
    amount: sen('amount').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Who created the checkout. */
    actor: actor('actor').notNull(),
    expiresAt: instant('expires_at').notNull(),
    returnUrl: text('return_url'),
    successUrl: text('success_url'),
    externalStoreId: text('external_store_id'),
    subMerchantId: text('sub_merchant_id'),
    goods: json<readonly StoredGoods[]>('goods').notNull(),
    metadata: json<readonly MetadataEntry[]>('metadata').notNull(),
    contentHash: text('content_hash').notNull(),
    /** When the merchant ended the checkout; null while it may be paid. */
    endedAt: instant('ended_at'),
    endedBy: actor('ended_by'),
    endReason: text('end_reason'),
    /** Until then only the call that holds the lease opens and cancels attempts. */
    leasedUntil: instant('leased_until'),
    leaseId: text('lease_id'),
  },
  (t) => [
    check('checkouts_amount_is_positive', sql`${t.amount} > 0`),
    check('checkouts_actor_is_whole', isWholeActor(t.actor)),
    check(
      'checkouts_end_is_whole',
      sql`(${t.endedAt} is null) = (${t.endedBy} is null) and (${t.endedAt} is null) = (${t.endReason} is null)
        and (${t.endedBy} is null or ${isWholeActor(t.endedBy)})`,
    ),
    check('checkouts_lease_is_whole', sql`(${t.leasedUntil} is null) = (${t.leaseId} is null)`),
    check('checkouts_reference_leaves_room', sql`length(${t.partnerReferenceNo}) <= 22`),
  ],
);

/**
 * The numbers (`partnerReferenceNo`) of all orders and checkouts. Each insert takes its number here first, so of two
 * inserts with the same number, whichever they are, one succeeds. Attempts take theirs in the name of their checkout.
 */
export const partnerReferences = pgTable('partner_references', {
  partnerReferenceNo: text('partner_reference_no').primaryKey(),
  /** Null for an order without a checkout. */
  checkoutId: text('checkout_id'),
});
