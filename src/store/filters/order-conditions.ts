import { gt, gte, lt, type SQL, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import { orderStatuses } from '../../domain/order.ts';
import type { OrderFilter } from '../../use-cases/ports/order-pages.ts';
import { type Condition, isAmong, isOneOf } from '../postgres/list-conditions.ts';
import { parameter } from '../postgres/statement.ts';
import { storedJson } from '../postgres/stored-text.ts';
import { orders } from '../tables/order-tables.ts';

/**
 * The conditions of a filter for which one index has the page as ranges in the order of the list, without the times of
 * creation; null for other filters. Pay methods come with every status: their index has both.
 */
export function rangesOf(filter: OrderFilter): readonly Condition[] | null {
  const { status, payMethod, paidWith, partnerReferenceNoPrefix = '', updatedAfter } = filter;
  if (paidWith || partnerReferenceNoPrefix !== '' || updatedAfter) return null;
  return [
    ...(payMethod ? [isOneOf('payMethod', orders.payMethod, payMethod)] : []),
    ...(status || payMethod ? [isOneOf('status', orders.status, status ?? orderStatuses)] : []),
  ];
}

/** Every condition of a filter. An empty list of statuses or methods matches no order. */
export function conditionsOf(filter: OrderFilter): readonly Condition[] {
  const { status, payMethod, paidWith, partnerReferenceNoPrefix: prefix = '', ...times } = filter;
  const { createdFrom, createdTo, updatedAfter } = times;
  return [
    ...(status ? [isAmong('status', orders.status, status)] : []),
    ...(payMethod ? [isAmong('payMethod', orders.payMethod, payMethod)] : []),
    ...(paidWith ? [isPaidWithOneOf(paidWith)] : []),
    ...(prefix === '' ? [] : [{ name: 'prefix', sql: startsWith, values: prefixValues(prefix) }]),
    ...(createdFrom ? [{ ...isFrom, values: { createdFrom } }] : []),
    ...(createdTo ? [{ ...isBefore, values: { createdTo } }] : []),
    ...(updatedAfter ? [{ ...isUpdatedAfter, values: { updatedAfter } }] : []),
  ];
}

/** Inclusive. */
const isFrom = {
  name: 'createdFrom',
  sql: gte(orders.createdAt, parameter(orders.createdAt, 'createdFrom')),
};
/** Exclusive. */
const isBefore = {
  name: 'createdTo',
  sql: lt(orders.createdAt, parameter(orders.createdAt, 'createdTo')),
};
const isUpdatedAfter = {
  name: 'updatedAfter',
  sql: gt(orders.updatedAt, parameter(orders.updatedAt, 'updatedAfter')),
};

/** As a range, for which the planner can use an index without knowing the prefix; for `like` it cannot. */
export const startsWith: SQL = sql`(${orders.partnerReferenceNo} >= ${parameter(orders.partnerReferenceNo, 'prefix')}
  and ${orders.partnerReferenceNo} < ${parameter(orders.partnerReferenceNo, 'prefixEnd')})`;
const prefixValues = (prefix: string) => ({ prefix, prefixEnd: `${prefix}\u{10FFFF}` });

/**
 * `paid_with` contains an entry with one of these methods. One parameter, a list of patterns, so that the text does not
 * depend on their number.
 */
function isPaidWithOneOf(methods: readonly string[]): Condition {
  const patterns = methods.map((payMethod) => storedJson([{ payMethod }]));
  return {
    name: 'paidWith',
    sql: sql`(${orders.paid} > 0 and ${orders.paidWith} @> any(${sql.placeholder('paidWith')}::jsonb[]))`,
    values: { paidWith: makePgArray(patterns) },
  };
}
