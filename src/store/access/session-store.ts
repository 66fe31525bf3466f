import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { SessionStore } from '../../access/console/session-store.ts';
import { gatewayActor } from '../../domain/actor.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { insertRow, parameter, prepareStatement, rowParameter } from '../postgres/statement.ts';
import { consoleSessions, operatorSubjects, operators, serverKeys } from '../tables/access-tables.ts';
import { outcomeOf, type RevokedRow } from './revoked-row.ts';

/** Sessions that ended this long ago are deleted. The log has who signed in. */
const keptFor = sql.raw(`interval '30 days'`);

/** The SessionStore port on Postgres. */
export function createSessionStore(database: Database): SessionStore {
  const findByHash = database
    .select({
      ...getTableColumns(consoleSessions),
      operator: { id: operators.id, name: operators.name, role: operators.role },
      keyRevokedAt: serverKeys.revokedAt,
      personRevokedAt: operators.revokedAt,
    })
    .from(consoleSessions)
    .innerJoin(operators, eq(operators.id, consoleSessions.operatorId))
    .leftJoin(serverKeys, eq(serverKeys.id, consoleSessions.keyId))
    .where(eq(consoleSessions.hash, parameter(consoleSessions.hash, 'hash')))
    .prepare('find_console_session');
  const person = parameter(consoleSessions.operatorId, 'operatorId');
  const at = parameter(consoleSessions.createdAt, 'createdAt');
  const makeRoom = prepareStatement(
    database,
    sql`
      with deleted as (
        delete from ${consoleSessions} where operator_id = ${person} and expires_at < ${at}::timestamptz - ${keptFor}
      )
      update ${consoleSessions} set revoked_at = ${at}, revoked_by = ${parameter(consoleSessions.revokedBy, 'by')}
      where id in (
        select id from ${consoleSessions}
        where operator_id = ${person} and revoked_at is null and expires_at > ${at}
        order by created_at desc, id offset ${sql.placeholder('othersMax')}
      )`,
  );
  // The locks are for revocations that run at the same time: they wait, or nothing is inserted.
  const insert = prepareStatement(
    database,
    sql`
      with person as (
        select id from ${operators} where id = ${person} and revoked_at is null for share
      ), account as (
        select operator_id from ${operatorSubjects}
        where issuer = ${parameter(operatorSubjects.issuer, 'issuer')}
          and subject = ${parameter(operatorSubjects.subject, 'subject')} and operator_id = ${person}
        for share
      )
      ${insertRow(consoleSessions, 'session')}
      where exists (select from person) and (way <> 'OPENID' or exists (select from account))
      returning id`,
  );
  const noteUse = prepareStatement(
    database,
    sql`
      update ${consoleSessions} set last_used_at = ${parameter(consoleSessions.lastUsedAt, 'at')}
      where id = ${parameter(consoleSessions.id, 'id')}
        and last_used_at < ${parameter(consoleSessions.lastUsedAt, 'notAfter')}`,
  );
  const revoke = prepareStatement<RevokedRow>(
    database,
    sql`
      update ${consoleSessions} set revoked_at = coalesce(revoked_at, ${parameter(consoleSessions.revokedAt, 'at')}),
        revoked_by = coalesce(revoked_by, ${parameter(consoleSessions.revokedBy, 'by')})
      where id = ${parameter(consoleSessions.id, 'id')}
      returning revoked_at = ${parameter(consoleSessions.revokedAt, 'at')} as is_new`,
  );

  return {
    async insertSession(session, subject, sessionsMax) {
      const { operatorId, createdAt } = session;
      await makeRoom({ operatorId, createdAt, by: gatewayActor, othersMax: sessionsMax - 1 });
      const row = rowParameter(consoleSessions, session);
      const account = { issuer: subject?.issuer ?? '', subject: subject?.subject ?? '' };
      return (await insert({ operatorId, session: row, ...account })).length > 0;
    },
    async findSession(hash) {
      const [session] = await withStoreErrors(findByHash.execute({ hash }));
      if (session === undefined) return null;
      const { keyRevokedAt, personRevokedAt, ...found } = session;
      return { ...found, basisRevokedAt: personRevokedAt ?? keyRevokedAt };
    },
    async noteSessionUse(id, at, notAfter) {
      await noteUse({ id, at, notAfter });
    },
    revokeSession: async (id, revocation) => outcomeOf(await revoke({ id, ...revocation })),
  };
}
