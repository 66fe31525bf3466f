import { getTableColumns } from 'drizzle-orm';
import type { Order } from '../../domain/order.ts';
import { orders } from '../tables/order-tables.ts';
import { writeOrder } from './order-rows.ts';

/**
 * The columns of an order that events change, but for the instruction: it is for the payer's screen and stays out of
 * what merchants' servers are told and of every copy that could be avoided. All other columns never change, so that
 * an order as it once was is its row with these laid over it.
 */
const stateColumns = [
  'status',
  'version',
  'updatedAt',
  'referenceNo',
  'payMethod',
  'payOption',
  'paidAt',
  'paid',
  'refunded',
  'refundPending',
  'voided',
  'cancellationStatus',
  'cancellationRequestedAt',
  'cancellationReason',
  'notFoundAt',
  'contradictions',
] as const satisfies readonly (keyof typeof orders.$inferSelect)[];

/** For writing an event. */
export function snapshotOf(order: Order): Readonly<Record<string, unknown>> {
  const columns = getTableColumns(orders);
  const row = writeOrder(order);
  return Object.fromEntries(stateColumns.map((name) => [columns[name].name, row[name]]));
}
