import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';
import type { Evidence } from '../../use-cases/ports/people/evidence.ts';
import type { Database } from '../postgres/database.ts';
import { parameter, prepareRead, rowReader, selectList } from '../postgres/statement.ts';
import { inbox } from '../tables/order-tables.ts';
import { purgedBodies } from '../tables/retention-tables.ts';

const columns = {
  version: inbox.orderVersion,
  receivedAt: inbox.receivedAt,
  timestamp: inbox.timestamp,
  keyFingerprint: inbox.keyFingerprint,
  latestTransactionStatus: inbox.latestTransactionStatus,
  replayCount: inbox.replayCount,
  body: inbox.body,
  purgedHash: purgedBodies.hash,
};

/** The Evidence port on Postgres. */
export function makeEvidence(database: Database): Evidence {
  const readRow = rowReader(columns);
  // The newest first: if several notifications made one version together, the map keeps the oldest.
  const read = prepareRead(
    database,
    sql`
      select ${selectList(columns)} from ${inbox}
      left join ${purgedBodies} on ${purgedBodies.source} = 'INBOX' and ${purgedBodies.id} = ${inbox.id}
      where ${inbox.orderId} = ${parameter(inbox.orderId, 'orderId')}
        and ${inbox.orderVersion} = any(${sql.placeholder('versions')}::int[])
      order by ${inbox.receivedAt} desc, ${inbox.id} desc`,
  );
  return {
    async notificationsBehind(orderId, versions) {
      const rows = await read({ orderId, versions: makePgArray([...versions]) });
      return new Map(
        rows.map((values) => {
          const { version, body, purgedHash, ...row } = readRow(values);
          const bodyHash = purgedHash ?? createHash('sha256').update(body).digest('hex');
          return [Number(version), { ...row, body: purgedHash === null ? body : null, bodyHash }];
        }),
      );
    },
  };
}
