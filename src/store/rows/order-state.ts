import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Order, OrderState, OrderTerms } from '../../domain/order.ts';
import { storedJson } from '../postgres/stored-text.ts';
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

const emptyByType: Readonly<Record<string, unknown>> = { bigint: 0n, boolean: false, jsonb: [] };

/**
 * The snapshot of an order with which nothing has happened: null, zero, false or an empty list in each column that has
 * such a value. Events are stored without what equals it, so an entry must stay as long as there are such events.
 */
const emptySnapshot: Readonly<Record<string, unknown>> = Object.fromEntries(
  snapshotColumns.flatMap((name) => {
    const column = getTableColumns(orders)[name];
    const empty = column.notNull ? emptyByType[column.getSQLType()] : null;
    return empty === undefined ? [] : [[column.name, empty]];
  }),
);

/**
 * How an order stands, by the names of its columns: stored with each event, without what is empty. The terms never
 * change, so the order at an earlier time is its row with a whole snapshot laid over it.
 */
export function snapshotOf(order: Order): Readonly<Record<string, unknown>> {
  const columns = getTableColumns(orders);
  const row = writeOrder(order);
  const entries = snapshotColumns.map((name) => [columns[name].name, row[name]] as const);
  return Object.fromEntries(entries.filter(([column, value]) => !isEmptyValue(column, value)));
}

/** A stored snapshot with what is empty, as SQL; null if the event has none. */
export function wholeSnapshot(snapshot: AnyPgColumn): SQL {
  return sql`(${sql.raw(`'${storedJson(emptySnapshot)}'`)}::jsonb || ${snapshot})`;
}

function isEmptyValue(column: string, value: unknown): boolean {
  const empty = emptySnapshot[column];
  return Array.isArray(empty) ? Array.isArray(value) && value.length === 0 : value === empty;
}
