import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgEnum, pgTable, unique } from 'drizzle-orm/pg-core';
import { type MetadataEntry, orderStatuses } from '../../domain/order.ts';
import { orderEventSources, orderFactTypes } from '../../domain/order-event.ts';
import type { PaymentInstruction } from '../../domain/payment-option.ts';
import { operationStatuses } from '../../domain/refund.ts';
import { reportedStates } from '../../domain/verdict.ts';
import { inboxDispositions } from '../../use-cases/ports/inbox.ts';
import type { StoredFact } from '../codec/fact-codec.ts';
import type { StoredGoods } from '../codec/goods-codec.ts';
import type { StoredPaidWith } from '../codec/paid-with-codec.ts';
import type { StoredWaitingApproval } from '../codec/waiting-approval-codec.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, json, lifetimeClass, methodsOf, paymentNumberReversed, sen, text } from './columns.ts';
import { ordersToSearch } from './settlement-conditions.ts';

/**
 * The tables of orders. Every assumption of the code about a row is a constraint here, so that no bug and no race can
 * violate it. All instants come from the caller's Clock, never from the database's.
 */

export const orderStatus = pgEnum('order_status', orderStatuses);
export const reportedState = pgEnum('reported_state', reportedStates);
export const operationStatus = pgEnum('operation_status', operationStatuses);
export const orderEventSource = pgEnum('order_event_source', orderEventSources);
export const orderFactType = pgEnum('order_fact_type', orderFactTypes);
export const inboxDisposition = pgEnum('inbox_disposition', inboxDispositions);

/** One row for each order: its terms, its state, and when recovery queries DANA about it. */
export const orders = pgTable(
  'orders',
  {
    id: text('id').primaryKey(),
    partnerReferenceNo: text('partner_reference_no').notNull().unique('orders_partner_reference_no'),
    title: text('title').notNull(),
    amount: sen('amount').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    externalStoreId: text('external_store_id'),
    subMerchantId: text('sub_merchant_id'),
    goods: json<readonly StoredGoods[]>('goods').notNull(),
    metadata: json<readonly MetadataEntry[]>('metadata').notNull(),
    /** The checkout that this order is an attempt of; null for an order by itself. */
    checkoutId: text('checkout_id'),
    contentHash: text('content_hash').notNull(),
    status: orderStatus('status').notNull(),
    version: integer('version').notNull(),
    updatedAt: instant('updated_at').notNull(),
    referenceNo: text('reference_no'),
    payMethod: text('pay_method'),
    payOption: text('pay_option'),
    instruction: json<PaymentInstruction>('instruction'),
    paidAt: instant('paid_at'),
    paid: sen('paid').notNull(),
    refunded: sen('refunded').notNull(),
    returned: sen('returned').notNull(),
    refundPending: sen('refund_pending').notNull(),
    waitingApprovals: json<readonly StoredWaitingApproval[]>('waiting_approvals').notNull(),
    reserved: sen('reserved').notNull(),
    voided: sen('voided').notNull(),
    paidWith: json<readonly StoredPaidWith[]>('paid_with').notNull(),
    chargedBack: sen('charged_back').notNull(),
    chargebackWon: sen('chargeback_won').notNull(),
    transferred: sen('transferred').notNull(),
    returnedTwice: sen('returned_twice').notNull(),
    isFrozen: boolean('is_frozen').notNull(),
    cancellationStatus: operationStatus('cancellation_status'),
    cancellationRequestedAt: instant('cancellation_requested_at'),
    cancellationActor: actor('cancellation_actor'),
    cancellationReason: text('cancellation_reason'),
    notFoundAt: instant('not_found_at'),
    contradictions: json<readonly string[]>('contradictions').notNull(),

    /** The last four digits of the payer's phone number, by which people find the order; null if none was given. */
    phoneDigits: text('phone_digits'),
    /** When recovery queries DANA about the order; null if no query is due. */
    dueAt: instant('due_at'),
    /** How often the gateway queried DANA since the last change. */
    attemptCount: integer('attempt_count').notNull(),
    /** A report from DANA is needed: of a query sent at this instant or later. Null if no report is needed. */
    reportNeededAfter: instant('report_needed_after'),
    /** Until then only the process that holds the lease queries DANA about this order. */
    leasedUntil: instant('leased_until'),
    /** When DANA is queried about chargebacks of a paid order next; null if never again. */
    lateQueryAt: instant('late_query_at'),
    /** When a client last requested a fresh answer about this order. */
    askedAt: instant('asked_at'),
    /** The last query that DANA answered clearly, for people: when it was sent, and what the answer said. */
    reportedAt: instant('reported_at'),
    reportedState: reportedState('reported_state'),
    /** When a later query was sent that DANA did not answer, or not clearly. */
    unansweredAt: instant('unanswered_at'),
  },
  (t) => [
    // Not unique: if DANA ever repeated a number, refusing the second order's payment would lose it.
    // By hash, because it is found by the whole number only: a quarter of the size.
    index('orders_reference_no').using('hash', t.referenceNo),
    // Read backwards for "newest first", see store/filters; the id makes the sequence total if instants are equal.
    index('orders_newest').on(t.createdAt, t.id),
    index('orders_newest_by_status').on(t.status, t.createdAt, t.id),
    index('orders_newest_by_pay_method').on(t.payMethod, t.status, t.createdAt, t.id),
    index('orders_newest_by_paid_with')
      .on(methodsOf(t.paidWith), t.createdAt, t.id)
      .where(sql`${t.paid} > 0`),
    index('orders_newest_by_lifetime').on(lifetimeClass(t.createdAt, t.updatedAt), t.createdAt, t.id),
    // Which orders were paid on a day and how much, for that day's settlement file and total. An order enters it when paid.
    index('orders_paid_at').on(t.paidAt, t.paid).where(sql`${t.paidAt} is not null`),
    ...ordersToSearch(t),
    // What people who answer customers search by, see order-search.ts.
    index('orders_amount').on(t.amount, t.createdAt, t.id),
    index('orders_payment_number')
      .on(paymentNumberReversed(t.instruction))
      .where(sql`${t.instruction} is not null`),
    index('orders_phone_digits')
      .on(t.phoneDigits, t.createdAt, t.id)
      .where(sql`${t.phoneDigits} is not null`),
    index('orders_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index('orders_late_query').on(t.lateQueryAt).where(sql`${t.lateQueryAt} is not null`),
    // Small: orders with a cancellation that is pending. For the metrics and for people.
    index('orders_cancellation_pending')
      .on(t.cancellationRequestedAt, t.id)
      .where(sql`${t.cancellationStatus} = 'PENDING'`),
    index('orders_leased').on(t.leasedUntil).where(sql`${t.leasedUntil} is not null`),
    // Postgres parses all of them each time a statement writes an order: none says again what others imply.
    check('orders_version_counts_from_1', sql`${t.version} >= 1`),
    check('orders_amount_is_positive', sql`${t.amount} > 0`),
    check(
      'orders_sums_are_not_negative',
      sql`least(${t.paid}, ${t.refunded}, ${t.returned}, ${t.refundPending}, ${t.reserved}, ${t.voided}, ${t.chargedBack},
        ${t.chargebackWon}, ${t.transferred}, ${t.returnedTwice}) >= 0`,
    ),
    check('orders_paid_is_within_amount', sql`${t.paid} <= ${t.amount}`),
    check('orders_returned_is_within_refunded', sql`${t.returned} <= ${t.refunded}`),
    check('orders_charged_back_is_within_paid', sql`${t.chargedBack} <= ${t.paid}`),
    check('orders_chargeback_won_is_charged_back', sql`${t.chargebackWon} <= ${t.chargedBack}`),
    check('orders_transferred_is_within_paid', sql`${t.transferred} <= ${t.paid}`),
    check(
      'orders_returned_twice_is_past_dana',
      sql`${t.returnedTwice} <= ${t.chargedBack} - ${t.chargebackWon} + ${t.transferred}`,
    ),
    // What goes back, and what is reserved for it, is within what was paid. A chargeback may take what was refunded, never
    // the reverse: only a report of DANA raises returned_twice. Only DANA's reports shrink a reservation; a request that we
    // record must fit into what is left.
    check(
      'orders_reserved_is_left',
      sql`${t.refunded} - ${t.returned} + ${t.refundPending} + ${t.reserved} + ${t.voided}
        + ${t.chargedBack} - ${t.chargebackWon} + ${t.transferred} - ${t.returnedTwice} <= ${t.paid}`,
    ),
    check('orders_void_excludes_pending_refund', sql`least(${t.voided}, ${t.refundPending}) = 0`),
    check(
      'orders_pending_cancel_excludes_refunds',
      sql`not (${t.cancellationStatus} = 'PENDING' and ${t.refundPending} + ${t.reserved} > 0)`,
    ),
    check(
      'orders_cancellation_is_whole',
      sql`num_nulls(${t.cancellationStatus}, ${t.cancellationRequestedAt}, ${t.cancellationActor}) in (0, 3)
        and (${t.cancellationActor} is null or ${isWholeActor(t.cancellationActor)})`,
    ),
    check('orders_phone_digits_are_four', sql`${t.phoneDigits} ~ '^[0-9]{4}$'`),
    check('orders_attempts_are_counted', sql`${t.attemptCount} >= 0`),
  ],
);

/**
 * The exact bodies of Create Order, which retention deletes: they contain a payer's data. A table of its own, because
 * every change of an order writes the order's row again. No foreign key: one statement writes the order and its request.
 */
export const createRequests = pgTable('create_requests', {
  orderId: text('order_id').primaryKey(),
  body: text('body').notNull(),
});

/** The timelines of all orders, append-only: a row is written once, and never again. */
export const orderEvents = pgTable(
  'order_events',
  {
    /** The sequence of the writes, from which positions are given. It says nothing outside: a restore repeats it. */
    number: bigint('number', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    id: text('id').notNull().unique('order_events_id'),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    version: integer('version').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    source: orderEventSource('source').notNull(),
    /** Who caused the event. */
    actor: actor('actor').notNull(),
    type: orderFactType('type').notNull(),
    status: orderStatus('status').notNull(),
    fact: json<StoredFact>('fact').notNull(),
    /** The order's state columns after this event, see order-state.ts. Null: an older gateway wrote the row. */
    snapshot: json<Readonly<Record<string, unknown>>>('snapshot'),
    /** The W3C `traceparent` of the work that recorded the event. Null: nobody traced it. */
    trace: text('trace'),
  },
  (t) => [
    unique('order_events_one_per_version').on(t.orderId, t.version),
    // Small: facts by which money left the merchant. For the totals of a day.
    index('order_events_given_back')
      .on(t.occurredAt)
      .where(sql`${t.type} in ('REFUNDED', 'REFUNDED_ELSEWHERE', 'CANCELLED', 'CHARGED_BACK')`),
    check('order_events_version_counts_from_1', sql`${t.version} >= 1`),
    check('order_events_actor_is_whole', isWholeActor(t.actor)),
    check(
      'order_events_actor_fits_source',
      sql`(${t.actor} ->> 'kind' = 'DANA') = (${t.source} not in ('API', 'GATEWAY', 'OPERATOR'))`,
    ),
  ],
);

/** Every verified Finish Notify, and how it ended. */
export const inbox = pgTable(
  'inbox',
  {
    id: text('id').primaryKey(),
    receivedAt: instant('received_at').notNull(),
    body: text('body').notNull(),
    timestamp: text('timestamp').notNull(),
    /** The fingerprint of DANA's key that verified it. */
    keyFingerprint: text('key_fingerprint').notNull(),
    contentHash: text('content_hash').notNull(),
    replayCount: integer('replay_count').notNull().default(0),
    partnerReferenceNo: text('partner_reference_no'),
    latestTransactionStatus: text('latest_transaction_status'),
    amount: sen('amount'),
    disposition: inboxDisposition('disposition').notNull(),
    orderId: text('order_id').references(() => orders.id),
    /** The version that this notification made; null unless it was applied. */
    orderVersion: integer('order_version'),
  },
  (t) => [
    index('inbox_of_order').on(t.orderId, t.orderVersion),
    index('inbox_content').using('hash', t.contentHash),
    index('inbox_oldest').on(t.receivedAt, t.id),
    index('inbox_orphaned_by_reference')
      .on(t.partnerReferenceNo, t.receivedAt, t.id)
      .where(sql`${t.disposition} = 'ORPHANED'`),
    // Small: notifications that changed no order, for replaying them.
    index('inbox_kept').on(t.receivedAt, t.id).where(sql`${t.disposition} in ('ORPHANED', 'QUARANTINED')`),
    check(
      'inbox_has_an_order',
      sql`${t.orderId} is not null or ${t.disposition} in ('QUARANTINED', 'ORPHANED')`,
    ),
    check(
      'inbox_applied_names_its_version',
      sql`(${t.disposition} = 'APPLIED') = (${t.orderVersion} is not null)`,
    ),
  ],
);
