import { sql } from 'drizzle-orm';
import { check, pgTable } from 'drizzle-orm/pg-core';
import type { MetadataEntry } from '../../domain/order.ts';
import type { StoredGoods } from '../codec/goods-codec.ts';
import { instant, json, sen, text } from './order-tables.ts';

/** What is sold, before the payer has chosen how to pay. Its attempts are orders. */
export const checkouts = pgTable(
  'checkouts',
  {
    id: text('id').primaryKey(),
    partnerReferenceNo: text('partner_reference_no').notNull().unique('checkouts_partner_reference_no'),
    title: text('title').notNull(),
    amount: sen('amount').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    returnUrl: text('return_url'),
    externalStoreId: text('external_store_id'),
    subMerchantId: text('sub_merchant_id'),
    goods: json<readonly StoredGoods[]>('goods').notNull(),
    metadata: json<readonly MetadataEntry[]>('metadata').notNull(),
    contentHash: text('content_hash').notNull(),
    /** Until then one call, and no other, opens and cancels attempts. */
    leasedUntil: instant('leased_until'),
    leaseId: text('lease_id'),
  },
  (t) => [
    check('checkouts_amount_is_positive', sql`${t.amount} > 0`),
    check('checkouts_lease_is_whole', sql`(${t.leasedUntil} is null) = (${t.leaseId} is null)`),
    check('checkouts_reference_leaves_room', sql`length(${t.partnerReferenceNo}) <= 22`),
  ],
);

/**
 * The numbers that orders and checkouts have between them: both take theirs here first, so that of two who want the same
 * one, whichever they are, one comes in. Tries of a checkout take theirs in its name.
 */
export const partnerReferences = pgTable('partner_references', {
  partnerReferenceNo: text('partner_reference_no').primaryKey(),
  /** Null: an order that was created by itself. */
  checkoutId: text('checkout_id'),
});
