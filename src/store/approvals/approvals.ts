import { getTableColumns, sql } from 'drizzle-orm';
import type { Approval } from '../../domain/approval.ts';
import { type Ceilings, noCeilings, type ReturnedOnDay } from '../../domain/approval-rules.ts';
import { zeroRupiah } from '../../domain/money.ts';
import type { ApprovalKey, Approvals } from '../../use-cases/ports/people/approvals.ts';
import type { Database } from '../postgres/database.ts';
import {
  type CursorValues,
  isInstantAndId,
  type Keyset,
  preparePages,
  readPage,
} from '../postgres/keyset.ts';
import { type Condition, isAmong, isOneOf } from '../postgres/list-conditions.ts';
import { parameter, prepareRead, rowReader, selectList } from '../postgres/statement.ts';
import { operators, serverKeys } from '../tables/access-tables.ts';
import { approvals, dailyReturns } from '../tables/approval-tables.ts';

const columns = getTableColumns(approvals);

const newest: Keyset<Approval> = {
  columns: [approvals.requestedAt, approvals.id],
  isNewestFirst: true,
  valuesOf: ({ requestedAt, id }) => [requestedAt.toISOString(), id],
  areValues: (values): values is CursorValues => isInstantAndId(values),
};

const isOfOthers = {
  name: 'forMe',
  sql: sql`${approvals.requestedBy} ->> 'id' <> ${sql.placeholder('waitingFor')}`,
};

/** The Approvals port on Postgres. */
export function makeApprovals(database: Database): Approvals {
  const read: (values: readonly unknown[]) => Approval = rowReader(columns);
  const list = sql`select ${selectList(columns)} from ${approvals}`;
  const byId = prepareRead(database, sql`${list} where ${approvals.id} = ${parameter(approvals.id, 'key')}`);
  const byRefundNo = prepareRead(
    database,
    sql`${list} where ${approvals.partnerRefundNo} = ${parameter(approvals.partnerRefundNo, 'key')}`,
  );
  const byFact = prepareRead(
    database,
    sql`
      ${list} where ${approvals.orderId} = ${parameter(approvals.orderId, 'orderId')}
        and ${approvals.act} = ${parameter(approvals.act, 'act')}
        and ${approvals.evidence} ->> 'reference' = ${sql.placeholder('reference')}
        and ${approvals.evidence} is not null and ${approvals.status} in ('WAITING', 'GRANTED')`,
  );
  const pages = preparePages(database, newest, list, read);
  const overdue = prepareRead(
    database,
    sql`
      ${list} where ${approvals.status} = 'WAITING' and ${approvals.expiresAt} <= ${parameter(approvals.expiresAt, 'now')}
      order by ${approvals.expiresAt} limit ${sql.placeholder('limit')}`,
  );
  const ceilingColumns = { each: operators.eachMax, day: operators.dayMax };
  const readCeilings: (values: readonly unknown[]) => Ceilings = rowReader(ceilingColumns);
  const ofOperator = prepareRead(
    database,
    sql`select each_max, day_max from ${operators} where id = ${parameter(operators.id, 'id')}`,
  );
  const ofKey = prepareRead(
    database,
    sql`select each_max, day_max from ${serverKeys} where id = ${parameter(serverKeys.id, 'id')}`,
  );

  const readReturned: (values: readonly unknown[]) => ReturnedOnDay = rowReader({
    requested: dailyReturns.requested,
    alone: dailyReturns.alone,
  });
  const returned = prepareRead(
    database,
    sql`
      select requested, alone from ${dailyReturns}
      where actor_id = ${parameter(dailyReturns.actorId, 'actorId')} and day = ${parameter(dailyReturns.day, 'day')}`,
  );

  function rowsOf(key: ApprovalKey) {
    if ('id' in key) return byId({ key: key.id });
    return 'reference' in key ? byFact({ ...key }) : byRefundNo({ key: key.partnerRefundNo });
  }

  return {
    async findApproval(key) {
      const [values] = await rowsOf(key);
      return values === undefined ? null : read(values);
    },
    pageApprovals(filter, request) {
      const { orderId, waitingFor } = filter;
      // Only requests that wait can be decided.
      const status =
        waitingFor === undefined
          ? filter.status
          : (filter.status ?? ['WAITING']).filter((one) => one === 'WAITING');
      const conditions: Condition[] = [
        ...(orderId === undefined ? [] : [isOneOf('orderId', approvals.orderId, [orderId])]),
        // An order has few: no index of it has the status.
        ...(status === undefined
          ? []
          : [(orderId === undefined ? isOneOf : isAmong)('status', approvals.status, status)]),
        ...(waitingFor === undefined ? [] : [{ ...isOfOthers, values: { waitingFor } }]),
      ];
      return readPage(
        newest,
        request,
        (query) => pages(query, conditions),
        (approval) => approval,
      );
    },
    listOverdueApprovals: async (now, limit) => (await overdue({ now, limit })).map(read),
    async ceilingsOf({ kind, id }) {
      if (id === null) return noCeilings;
      const rows = await (kind === 'OPERATOR'
        ? ofOperator({ id })
        : kind === 'SERVER_KEY'
          ? ofKey({ id })
          : []);
      const [values] = rows;
      return values === undefined ? noCeilings : readCeilings(values);
    },
    async returnedOn({ actorId, day }) {
      const [values] = await returned({ actorId, day });
      return values === undefined ? { requested: zeroRupiah, alone: zeroRupiah } : readReturned(values);
    },
  };
}
