import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { OrderEventSource, OrderFact } from '../../domain/order-event.ts';
import {
  backEventTypes,
  endEventTypes,
  lastReportOf,
  type PayTo,
  type RefundNo,
  type ReportedFact,
  type ReportedState,
  refundNosMax,
} from '../../domain/verdict.ts';
import type { OrderView } from '../../use-cases/ports/order-reads.ts';
import type { OrderSearch, SearchMatch } from '../../use-cases/ports/people/order-search.ts';
import type { Database } from '../postgres/database.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { parameter, prepareRead, prepareStatement, selectList } from '../postgres/statement.ts';
import { storedText } from '../postgres/stored-text.ts';
import { paymentNumberReversed } from '../tables/columns.ts';
import { orderEvents, orders } from '../tables/order-tables.ts';
import { refunds } from '../tables/refund-tables.ts';
import { memoByDetails, viewShape } from './order-views.ts';

interface ProofRow {
  readonly due_at: string | null;
  readonly source: OrderEventSource | null;
  readonly occurred_at: string | null;
  readonly back_source: OrderEventSource | null;
  readonly back_at: string | null;
  readonly end_source: OrderEventSource | null;
  readonly end_at: string | null;
  readonly accepted_at: string | null;
  readonly reported_at: string | null;
  readonly reported_state: ReportedState | null;
  readonly unanswered_at: string | null;
  readonly pay_kind: string | null;
  readonly pay_digits: string | null;
  readonly refund_nos: readonly RefundNo[] | null;
}

const instantOrNull = (at: string | null | undefined) => (at ? readInstant(at) : null);

function payToOf(kind: string | null | undefined, lastDigits: string | null | undefined): PayTo | null {
  const isNumber = kind === 'VIRTUAL_ACCOUNT' || kind === 'PAYMENT_CODE';
  return isNumber && lastDigits ? { kind, lastDigits } : null;
}

/** Null if no such fact is on record. */
function reportedFact(
  source: OrderEventSource | null | undefined,
  at: string | null | undefined,
): ReportedFact | null {
  return source && at ? { source, at: readInstant(at) } : null;
}

const inWindow = sql`${orders.createdAt} >= ${parameter(orders.createdAt, 'from')}
  and ${orders.createdAt} < ${parameter(orders.createdAt, 'to')}`;
/** Printable and without spaces, so that a line break parts them. */
const numbers = sql`any(string_to_array(${sql.placeholder('numbers')}, E'\\n'))`;
const ofRefund = (column: SQL) =>
  sql`${orders.id} in (select ${refunds.orderId} from ${refunds} where ${column} = ${numbers})`;
const paymentNumber = paymentNumberReversed(orders.instruction);

/** How the orders of one match are found. */
interface Search {
  readonly condition: SQL;
  /** The column that the index begins with; its order leaves the planner no other index. See docs/decisions/0066. */
  readonly key?: SQLWrapper;
}

/** One range of an index that begins with the column and goes on with the time of creation and the id. */
function ofOne(key: SQLWrapper, value: SQLWrapper): Search {
  const bound = (name: 'from' | 'to') => parameter(orders.createdAt, name);
  const place = sql`(${key}, ${orders.createdAt}, ${orders.id})`;
  return {
    key,
    // The index of phone numbers has no order without one, and must be told so.
    condition: sql`${key} is not null and ${place} >= (${value}, ${bound('from')}, '') and ${place} < (${value}, ${bound('to')}, '')`,
  };
}

/** Each begins with one range of one index, so that a search costs about what it finds. */
const searchesBy: Readonly<Record<SearchMatch | 'PARTNER_REFUND_NO', Search>> = {
  PARTNER_REFERENCE_NO: { condition: sql`${orders.partnerReferenceNo} = ${numbers}` },
  REFERENCE_NO: { condition: sql`${orders.referenceNo} = ${numbers}` },
  PARTNER_REFUND_NO: { condition: ofRefund(sql`${refunds.partnerRefundNo}`) },
  REFUND_NO: { condition: ofRefund(sql`${refunds.refundNo}`) },
  // Digits sort before the colon: the range of all numbers that begin with these digits, read from their end. Found apart,
  // so that the order and the limit do not lead the planner to walk over all orders.
  PAYMENT_NUMBER: {
    condition: sql`${inWindow} and ${orders.id} = any(array(
      select ${orders.id} from ${orders} where ${orders.instruction} is not null
        and ${paymentNumber} >= ${sql.placeholder('reversed')} and ${paymentNumber} < ${sql.placeholder('reversedEnd')}))`,
  },
  AMOUNT: ofOne(orders.amount, parameter(orders.amount, 'amount')),
  PHONE: ofOne(orders.phoneDigits, sql`${sql.placeholder('phone')}`),
};

/** The OrderSearch port on Postgres. */
export function makeOrderSearch(database: Database): OrderSearch {
  const searches = memoByDetails((details) => {
    const { columns, read } = viewShape(details);
    const prepare = ({ condition, key }: Search) => {
      const run = prepareRead(
        database,
        sql`
          select ${selectList(columns)} from ${orders} where ${condition}
          order by ${key === undefined ? sql`` : sql`${key} desc, `}${orders.createdAt} desc, ${orders.id} desc limit ${sql.placeholder('limit')}`,
      );
      return async (values: Record<string, unknown>) => (await run(values)).map((row) => read(row).order);
    };
    return {
      PARTNER_REFERENCE_NO: prepare(searchesBy.PARTNER_REFERENCE_NO),
      REFERENCE_NO: prepare(searchesBy.REFERENCE_NO),
      PARTNER_REFUND_NO: prepare(searchesBy.PARTNER_REFUND_NO),
      REFUND_NO: prepare(searchesBy.REFUND_NO),
      PAYMENT_NUMBER: prepare(searchesBy.PAYMENT_NUMBER),
      AMOUNT: prepare(searchesBy.AMOUNT),
      PHONE: prepare(searchesBy.PHONE),
    };
  });
  const lastEvent = (types: readonly OrderFact['type'][]) => sql`lateral (
    select source, occurred_at from ${orderEvents}
    where order_id = ${orders.id} and type in (${sql.raw(types.map((type) => `'${type}'`).join(', '))})
    order by version desc limit 1
  )`;
  const { instruction } = orders;
  const readProof = prepareStatement<ProofRow>(
    database,
    sql`
      select ${orders.dueAt}, paid.source, paid.occurred_at,
        back.source as back_source, back.occurred_at as back_at,
        ended.source as end_source, ended.occurred_at as end_at, accepted.occurred_at as accepted_at,
        ${orders.reportedAt}, ${orders.reportedState}, ${orders.unansweredAt},
        ${instruction} ->> 'kind' as pay_kind,
        right(coalesce(${instruction} ->> 'number', ${instruction} ->> 'code'), 4) as pay_digits,
        (
          select jsonb_agg(jsonb_build_object('partnerRefundNo', last.partner_refund_no, 'status', last.status)) from (
            select partner_refund_no, status from ${refunds} where order_id = ${orders.id}
            order by created_at desc, id desc limit ${sql.raw(`${refundNosMax}`)}
          ) last
        ) as refund_nos
      from ${orders}
      left join ${lastEvent(['PAID'])} paid on true
      left join ${lastEvent(backEventTypes)} back on true
      left join ${lastEvent(endEventTypes)} ended on true
      left join ${lastEvent(['ACCEPTED'])} accepted on true
      where ${orders.id} = ${parameter(orders.id, 'id')}`,
  );

  return {
    async searchOrders(terms, { from, to }, limit, details) {
      const by = searches(details);
      const values = { from, to, limit };
      const found: Promise<readonly [SearchMatch, readonly OrderView[]]>[] = [];
      const find = (match: SearchMatch, reading: Promise<readonly OrderView[]>) =>
        found.push(reading.then((views) => [match, views] as const));
      if (terms.numbers.length > 0) {
        const whole = { numbers: terms.numbers.map(storedText).join('\n'), limit };
        find('PARTNER_REFERENCE_NO', by.PARTNER_REFERENCE_NO(whole));
        find('REFERENCE_NO', by.REFERENCE_NO(whole));
        find('REFUND_NO', by.PARTNER_REFUND_NO(whole));
        find('REFUND_NO', by.REFUND_NO(whole));
      }
      if (terms.lastDigits !== null) {
        const reversed = [...terms.lastDigits].reverse().join('');
        find('PAYMENT_NUMBER', by.PAYMENT_NUMBER({ ...values, reversed, reversedEnd: `${reversed}:` }));
      }
      if (terms.amount !== null) find('AMOUNT', by.AMOUNT({ ...values, amount: terms.amount }));
      if (terms.phoneDigits !== null) find('PHONE', by.PHONE({ ...values, phone: terms.phoneDigits }));
      return newestHits(await Promise.all(found), limit);
    },
    async proofOf(id) {
      const [row] = await readProof({ id });
      return {
        paid: reportedFact(row?.source, row?.occurred_at),
        back: reportedFact(row?.back_source, row?.back_at),
        ended: reportedFact(row?.end_source, row?.end_at),
        lastReport: lastReportOf(
          row?.reported_state && row.reported_at
            ? { at: readInstant(row.reported_at), state: row.reported_state }
            : null,
          instantOrNull(row?.accepted_at),
        ),
        unansweredAt: instantOrNull(row?.unanswered_at),
        payTo: payToOf(row?.pay_kind, row?.pay_digits),
        refundNos: row?.refund_nos ?? [],
        nextQueryAt: instantOrNull(row?.due_at),
      };
    },
  };
}

/** Each order once, with everything that it was found by; the newest first. */
function newestHits(found: readonly (readonly [SearchMatch, readonly OrderView[]])[], limit: number) {
  const hits = new Map<string, { readonly order: OrderView; readonly matchedBy: SearchMatch[] }>();
  for (const [match, views] of found) {
    for (const order of views) {
      const hit = hits.get(order.id) ?? { order, matchedBy: [] };
      if (!hit.matchedBy.includes(match)) hit.matchedBy.push(match);
      hits.set(order.id, hit);
    }
  }
  const newest = [...hits.values()].sort(
    (a, b) => Number(b.order.createdAt) - Number(a.order.createdAt) || (a.order.id < b.order.id ? 1 : -1),
  );
  return newest.slice(0, limit);
}
