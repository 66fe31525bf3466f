import { getTableColumns } from 'drizzle-orm';
import type { Order, OrderState, OrderTerms } from '../../domain/order.ts';
import { orders } from '../tables/order-tables.ts';
import { writeOrder } from './order-rows.ts';

/** A column of an order that its events change. */
export type StateColumn = Exclude<keyof ReturnType<typeof writeOrder>, keyof OrderTerms>;

/** The columns of each field of an order's state: the only list of them, which a new field does not compile without. */
export const columnsOfState = {
  status: ['status'],
  version: ['version'],
  updatedAt: ['updatedAt'],
  expiresAt: ['expiresAt'],
  referenceNo: ['referenceNo'],
  payMethod: ['payMethod'],
  payOption: ['payOption'],
  instruction: ['instruction'],
  paidAt: ['paidAt'],
  paid: ['paid'],
  refunded: ['refunded'],
  returned: ['returned'],
  refundPending: ['refundPending'],
  waitingApprovals: ['waitingApprovals'],
  reserved: ['reserved'],
  voided: ['voided'],
  paidWith: ['paidWith'],
  chargedBack: ['chargedBack'],
  chargebackWon: ['chargebackWon'],
  transferred: ['transferred'],
  returnedTwice: ['returnedTwice'],
  isFrozen: ['isFrozen'],
  cancellation: ['cancellationStatus', 'cancellationRequestedAt', 'cancellationActor', 'cancellationReason'],
  notFoundAt: ['notFoundAt'],
  contradictions: ['contradictions'],
} as const satisfies Readonly<Record<keyof OrderState, readonly StateColumn[]>>;

/** What a change writes of an order. */
export const stateColumns: readonly StateColumn[] = Object.values(columnsOfState).flat();

/** The instruction is for the payer's screen: merchants' servers never see it, and nothing copies it needlessly. */
const snapshotColumns = stateColumns.filter((name) => name !== 'instruction');

/**
 * How an order stands, by the names of its columns: stored with each event. The terms never change, so the order at
 * an earlier time is its row with a snapshot laid over it.
 */
export function snapshotOf(order: Order): Readonly<Record<string, unknown>> {
  const columns = getTableColumns(orders);
  const row = writeOrder(order);
  return Object.fromEntries(snapshotColumns.map((name) => [columns[name].name, row[name]]));
}
