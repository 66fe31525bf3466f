import type { Order } from '../../src/domain/order.ts';
import type { Tables } from './in-memory-tables.ts';

type Constraint = readonly [name: string, isMet: (order: Order) => boolean];

/** What went back by DANA, or will. */
const byDana = ({ refunded, returned, refundPending, voided }: Order) =>
  refunded - returned + refundPending + voided;

/** What went back past DANA's refunds: by chargebacks that were not won, and by bank transfer. */
const pastDana = ({ chargedBack, chargebackWon, transferred }: Order) =>
  chargedBack - chargebackWon + transferred;

/** The checks on `orders`, under the names that they have in the database. */
const constraints: readonly Constraint[] = [
  ['orders_version_counts_from_1', ({ version }) => version >= 1],
  ['orders_amount_is_positive', ({ amount }) => amount > 0n],
  ['orders_paid_is_within_amount', ({ paid, amount }) => paid >= 0n && paid <= amount],
  [
    'orders_given_back_is_not_negative',
    ({ refunded, refundPending, voided }) => refunded >= 0n && refundPending >= 0n && voided >= 0n,
  ],
  [
    'orders_given_back_is_within_paid',
    ({ refunded, returned, refundPending, voided, paid }) =>
      refunded - returned + refundPending + voided <= paid,
  ],
  ['orders_returned_is_within_refunded', ({ returned, refunded }) => returned >= 0n && returned <= refunded],
  ['orders_charged_back_is_within_paid', ({ chargedBack, paid }) => chargedBack >= 0n && chargedBack <= paid],
  [
    'orders_chargeback_won_is_charged_back',
    ({ chargebackWon, chargedBack }) => chargebackWon >= 0n && chargebackWon <= chargedBack,
  ],
  ['orders_transferred_is_within_paid', ({ transferred, paid }) => transferred >= 0n && transferred <= paid],
  [
    'orders_returned_twice_is_past_dana',
    (order) => order.returnedTwice >= 0n && order.returnedTwice <= pastDana(order),
  ],
  [
    'orders_refunds_exclude_charged_back',
    (order) => byDana(order) + pastDana(order) - order.returnedTwice <= order.paid,
  ],
  [
    'orders_reserved_is_left',
    (order) =>
      order.reserved >= 0n &&
      byDana(order) + order.reserved + pastDana(order) - order.returnedTwice <= order.paid,
  ],
  [
    'orders_pending_cancel_excludes_reserved',
    ({ reserved, cancellation }) => reserved === 0n || cancellation?.status !== 'PENDING',
  ],
  [
    'orders_void_excludes_pending_refund',
    ({ voided, refundPending }) => voided === 0n || refundPending === 0n,
  ],
  [
    'orders_pending_cancel_excludes_pending_refund',
    ({ refundPending, cancellation }) => refundPending === 0n || cancellation?.status !== 'PENDING',
  ],
];

/** Throws, as the database does, if an order violates a constraint. */
export function checkOrder(order: Order): void {
  for (const [name, isMet] of constraints) {
    if (!isMet(order)) throw new Error(`new row for "orders" violates check constraint "${name}"`);
  }
}

/** Whether an order by itself, or a checkout other than this one (null: any), has this reference. */
export function isTakenByAnother(
  references: Tables['references'],
  reference: string,
  checkoutId: string | null,
): boolean {
  return references.has(reference) && (checkoutId === null || references.get(reference) !== checkoutId);
}
