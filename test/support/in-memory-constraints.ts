import type { Order } from '../../src/domain/order.ts';

type Constraint = readonly [name: string, isMet: (order: Order) => boolean];

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
    'orders_returned_twice_is_charged_back',
    ({ returnedTwice, chargedBack }) => returnedTwice >= 0n && returnedTwice <= chargedBack,
  ],
  [
    'orders_refunds_exclude_charged_back',
    ({ refunded, returned, refundPending, voided, chargedBack, returnedTwice, paid }) =>
      refunded - returned + refundPending + voided + chargedBack - returnedTwice <= paid,
  ],
  [
    'orders_reserved_is_left',
    ({ reserved, refunded, returned, refundPending, voided, chargedBack, returnedTwice, paid }) =>
      reserved >= 0n &&
      refunded - returned + refundPending + reserved + voided + chargedBack - returnedTwice <= paid,
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
