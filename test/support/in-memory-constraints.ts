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
  [
    'orders_sums_are_not_negative',
    (order) =>
      [
        order.paid,
        order.refunded,
        order.returned,
        order.refundPending,
        order.reserved,
        order.voided,
        order.chargedBack,
        order.chargebackWon,
        order.transferred,
        order.returnedTwice,
      ].every((sum) => sum >= 0n),
  ],
  ['orders_paid_is_within_amount', ({ paid, amount }) => paid <= amount],
  ['orders_returned_is_within_refunded', ({ returned, refunded }) => returned <= refunded],
  ['orders_charged_back_is_within_paid', ({ chargedBack, paid }) => chargedBack <= paid],
  ['orders_chargeback_won_is_charged_back', ({ chargebackWon, chargedBack }) => chargebackWon <= chargedBack],
  ['orders_transferred_is_within_paid', ({ transferred, paid }) => transferred <= paid],
  ['orders_returned_twice_is_past_dana', (order) => order.returnedTwice <= pastDana(order)],
  [
    'orders_reserved_is_left',
    (order) => byDana(order) + order.reserved + pastDana(order) - order.returnedTwice <= order.paid,
  ],
  [
    'orders_void_excludes_pending_refund',
    ({ voided, refundPending }) => voided === 0n || refundPending === 0n,
  ],
  [
    'orders_pending_cancel_excludes_refunds',
    ({ refundPending, reserved, cancellation }) =>
      refundPending + reserved <= 0n || cancellation?.status !== 'PENDING',
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
