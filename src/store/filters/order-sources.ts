import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import { orderStatuses } from '../../domain/order.ts';
import type { OrderFilter } from '../../use-cases/ports/order-pages.ts';
import type { CursorValues, PageQuery } from '../postgres/keyset.ts';
import { storedJson, storedText } from '../postgres/stored-text.ts';
import { lifetimeBounds, lifetimeClass, methodsOf } from '../tables/columns.ts';
import { orders } from '../tables/order-tables.ts';
import { earlier, later, startOf } from './created-span.ts';
import { startsWith } from './order-conditions.ts';

/** What a source is made of besides itself. */
export interface SourceParts {
  /** Whether an order meets every condition of the filter. */
  readonly fits: SQL;
  readonly isDescending: boolean;
  /** The number of candidates. */
  readonly limit: SQL;
}

/** Ranges of one index that together have every order that the filter may match, and as few others as possible. */
export interface OrderSource {
  readonly name: string;
  /** Whether the candidates come in the order of the list, so that the first ones that match are the page. */
  readonly isOrdered: boolean;
  candidates(parts: SourceParts): SQL;
  /** The values of its placeholders, besides those of `boundsOf`. */
  values(filter: OrderFilter, query: PageQuery): Readonly<Record<string, unknown>>;
}

/** The sources from which a filter can be answered, the most promising first. */
export function sourcesOf(filter: OrderFilter): readonly OrderSource[] {
  const { status, payMethod, paidWith, partnerReferenceNoPrefix = '', updatedAfter } = filter;
  const ordered = [
    ...(payMethod ? [byMethod] : status ? [byStatus] : []),
    ...(paidWith ? [byPaidWith] : []),
    ...(updatedAfter ? [byUpdate] : []),
  ];
  return [
    ...(partnerReferenceNoPrefix === '' ? [] : [byPrefix]),
    ...(ordered.length === 0 ? [newest] : ordered),
  ];
}

/** The bounds of every range, exclusive: between a place that is later in the list and one that is earlier. */
const upper = [sql`${sql.placeholder('upper0')}`, sql`${sql.placeholder('upper1')}`];
const lower = [sql`${sql.placeholder('lower0')}`, sql`${sql.placeholder('lower1')}`];

/** The values of these placeholders. */
export function boundsOf({ after, before }: PageQuery): Readonly<Record<string, unknown>> {
  const [upper0, upper1] = after ?? ['infinity', ''];
  const [lower0, lower1] = before ?? ['-infinity', ''];
  return { upper0, upper1, lower0, lower1 };
}

const row = (parts: readonly SQLWrapper[]) => sql`(${sql.join([...parts], sql`, `)})`;
const keyset = [orders.createdAt, orders.id];

/** The columns of a candidate. */
function candidate(fits: SQL): SQL {
  return sql`${orders.createdAt}, ${orders.id}, (${fits}) as fits`;
}

/**
 * One range of an index that begins with `keys` and goes on with the keyset; compared as whole rows, as `Key` in
 * list-conditions.ts says.
 */
function rangeOf(
  keys: readonly (readonly [column: SQLWrapper, value: SQL])[],
  { fits, isDescending, limit }: SourceParts,
  { from, to, where = sql`true` }: { from?: readonly SQL[]; to?: readonly SQL[]; where?: SQL } = {},
): SQL {
  const columns = [...keys.map(([column]) => column), ...keyset];
  const left = row(columns);
  const values = keys.map(([, value]) => value);
  return sql`select ${candidate(fits)} from ${orders}
    where ${where} and ${left} > ${row([...values, ...(from ?? lower)])} and ${left} < ${row([...values, ...(to ?? upper)])}
    order by ${sql.join(
      columns.map((column) => sql`${column} ${directionOf(isDescending)}`),
      sql`, `,
    )} limit ${limit}`;
}

/** A range for each of these rows, merged. */
function merged(rows: SQL, range: SQL, { isDescending, limit }: SourceParts): SQL {
  return sql`select candidate.* from ${rows} cross join lateral (${range}) candidate
    order by ${inOrder(isDescending)} limit ${limit}`;
}

/** The direction of a list, for the columns that every candidate has. */
export function inOrder(isDescending: boolean): SQL {
  return sql`created_at ${directionOf(isDescending)}, id ${directionOf(isDescending)}`;
}

function directionOf(isDescending: boolean): SQL {
  return sql.raw(isDescending ? 'desc' : 'asc');
}

const newest: OrderSource = {
  name: 'newest',
  isOrdered: true,
  candidates: (parts) => rangeOf([], parts),
  values: () => ({}),
};

const statuses = sql`unnest(${sql.placeholder('statuses')}::order_status[]) as wanted_status(status)`;
const methods = sql`unnest(${sql.placeholder('methods')}::text[]) as wanted_method(pay_method)`;
const ofStatus = [orders.status, sql`wanted_status.status`] as const;
const ofMethod = [orders.payMethod, sql`wanted_method.pay_method`] as const;
const arrayOf = (values: readonly string[]) => makePgArray(values.map(storedText));

const byStatus: OrderSource = {
  name: 'status',
  isOrdered: true,
  candidates: (parts) => merged(statuses, rangeOf([ofStatus], parts), parts),
  values: ({ status = [] }) => ({ statuses: arrayOf(status) }),
};

/** The index has the status too: without a condition on it, there is a range for each. */
const byMethod: OrderSource = {
  name: 'method',
  isOrdered: true,
  candidates: (parts) =>
    merged(sql`${methods} cross join ${statuses}`, rangeOf([ofMethod, ofStatus], parts), parts),
  values: ({ payMethod = [], status = orderStatuses }) => ({
    methods: arrayOf(payMethod),
    statuses: arrayOf(status),
  }),
};

const paidMethods = methodsOf(orders.paidWith);
const isPaid = sql`${orders.paid} > 0`;

/** The lists of methods that orders were paid with are few; each is found by one step in the index. */
const byPaidWith: OrderSource = {
  name: 'paidWith',
  isOrdered: true,
  candidates: (parts) =>
    merged(
      sql`(
        with recursive known(methods) as (
          (select ${paidMethods} from ${orders} where ${isPaid} order by ${paidMethods} limit 1)
          union all
          select (select ${paidMethods} from ${orders} where ${isPaid} and ${paidMethods} > known.methods
            order by ${paidMethods} limit 1)
          from known where known.methods is not null
        )
        select methods from known where methods @> any(${sql.placeholder('paidMethods')}::jsonb[])
      ) wanted`,
      rangeOf([[paidMethods, sql`wanted.methods`]], parts, { where: isPaid }),
      parts,
    ),
  values: ({ paidWith = [] }) => ({
    paidMethods: makePgArray(paidWith.map((payMethod) => storedJson([payMethod]))),
  }),
};

/**
 * Every order created after that time was changed after it. Of the orders before, those of a class of lifetimes can only
 * have been changed after that time if they were created no longer before it than the class is long.
 */
const byUpdate: OrderSource = {
  name: 'update',
  isOrdered: true,
  candidates(parts) {
    const since = rangeOf([], parts, {
      from: [sql`${sql.placeholder('since0')}`, sql`${sql.placeholder('since1')}`],
    });
    const lifetime = lifetimeClass(orders.createdAt, orders.updatedAt);
    const until = rangeOf([[lifetime, sql`(wanted.lifetime - 1)::integer`]], parts, {
      from: [sql`wanted.lower0`, sql`wanted.lower1`],
      to: [sql`${sql.placeholder('until0')}`, sql`${sql.placeholder('until1')}`],
    });
    const classes = sql`unnest(${sql.placeholder('lowers0')}::timestamptz[], ${sql.placeholder('lowers1')}::text[])
      with ordinality as wanted(lower0, lower1, lifetime)`;
    return sql`select * from ((${since}) union all (${merged(classes, until, parts)})) candidate
      order by ${inOrder(parts.isDescending)} limit ${parts.limit}`;
  },
  values({ updatedAfter = new Date(0) }, { after, before }) {
    const sinceMs = updatedAfter.getTime();
    // Instants are kept in milliseconds, so this is the first one after it.
    const next = startOf(new Date(sinceMs + 1));
    const [since0, since1] = later(before, next);
    const [until0, until1] = earlier(after, next);
    const lowest = before ?? ['-infinity', ''];
    const lowers: readonly CursorValues[] = [
      ...lifetimeBounds.map((seconds) => later(before, startOf(new Date(sinceMs - seconds * 1_000)))),
      lowest,
    ];
    return {
      ...{ since0, since1, until0, until1 },
      lowers0: makePgArray(lowers.map(([instant]) => String(instant))),
      lowers1: makePgArray(lowers.map(([, id]) => String(id))),
    };
  },
};

/**
 * In the order of the numbers: it answers only if it has every order with this prefix. The bounds are no conditions of the
 * range: those that it leaves out would be read too, and not counted.
 */
const byPrefix: OrderSource = {
  name: 'prefix',
  isOrdered: false,
  candidates: ({ fits, limit }) => sql`
    select ${candidate(sql`${fits} and ${row(keyset)} > ${row(lower)} and ${row(keyset)} < ${row(upper)}`)} from ${orders}
    where ${startsWith} order by ${orders.partnerReferenceNo} limit ${limit}`,
  values: () => ({}),
};
