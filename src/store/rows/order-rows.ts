import { getTableColumns } from 'drizzle-orm';
import type { Cancellation, Order } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { OrderLease } from '../../use-cases/ports/order-queue.ts';
import { readFact, writeFact } from '../codec/fact-codec.ts';
import { readGoods, writeGoods } from '../codec/goods-codec.ts';
import { readPaidWith, writePaidWith } from '../codec/paid-with-codec.ts';
import { readWaitingApprovals, writeWaitingApprovals } from '../codec/waiting-approval-codec.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';

export type OrderRow = Omit<typeof orders.$inferSelect, 'phoneDigits'>;
export type OrderEventRow = Omit<typeof orderEvents.$inferSelect, 'number' | 'snapshot' | 'trace'>;

/** The columns read of an order: all but the phone's digits, which are a payer's data. */
export const orderColumns = without(getTableColumns(orders), 'phoneDigits');
/** The columns read of an event: all but its snapshot, its number and its trace. */
export const eventColumns = without(
  without(without(getTableColumns(orderEvents), 'snapshot'), 'number'),
  'trace',
);
/** The columns read of a refund, which form a Refund as they are: all but the request. */
export const refundColumns = without(getTableColumns(refunds), 'request');

export function readOrder(row: OrderRow): Order {
  const { cancellationStatus, cancellationRequestedAt, cancellationActor, cancellationReason, ...rest } = row;
  const { dueAt, attemptCount, reportNeededAfter, leasedUntil, lateQueryAt, askedAt, ...others } = rest;
  const { reportedAt, reportedState, unansweredAt, ...order } = others;
  return {
    ...order,
    goods: readGoods(row.goods),
    paidWith: readPaidWith(row.paidWith),
    waitingApprovals: readWaitingApprovals(row.waitingApprovals),
    cancellation: readCancellation(row),
  };
}

/** Reads the columns of a cancellation; null if none was requested. */
export function readCancellation({
  cancellationStatus: status,
  cancellationRequestedAt: requestedAt,
  cancellationActor: actor,
  cancellationReason: reason,
}: Pick<OrderRow, `cancellation${'Status' | 'RequestedAt' | 'Actor' | 'Reason'}`>): Cancellation | null {
  if (status === null || requestedAt === null || actor === null) return null;
  return { status, requestedAt, actor, reason };
}

/** The columns of the order's terms and state, without those of its request and its leases. */
export function writeOrder({ cancellation, goods, paidWith, waitingApprovals, ...order }: Order) {
  return {
    ...order,
    goods: writeGoods(goods),
    paidWith: writePaidWith(paidWith),
    waitingApprovals: writeWaitingApprovals(waitingApprovals),
    cancellationStatus: cancellation?.status ?? null,
    cancellationRequestedAt: cancellation?.requestedAt ?? null,
    cancellationActor: cancellation?.actor ?? null,
    cancellationReason: cancellation?.reason ?? null,
  };
}

export function readEvent({ type, fact, ...event }: OrderEventRow): OrderEvent {
  return { ...event, fact: readFact(fact) };
}

export function writeEvent(event: OrderEvent) {
  return { ...event, type: event.fact.type, fact: writeFact(event.fact) };
}

export function readLease(row: OrderRow, leasedUntil: Date): OrderLease {
  const { attemptCount, reportNeededAfter } = row;
  return { order: readOrder(row), attemptCount, reportNeededAfter, leasedUntil };
}

function without<Columns extends object, Name extends keyof Columns>(
  columns: Columns,
  name: Name,
): Omit<Columns, Name> {
  const { [name]: _left, ...rest } = columns;
  return rest;
}
