import { asc, eq, sql } from 'drizzle-orm';
import type { Operator } from '../../access/caller.ts';
import type { PeopleStore } from '../../access/console/people-store.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import {
  consoleSessions,
  operatorSubjects,
  operators,
  serverKeys,
  signInLinks,
  usedSignInFlows,
} from '../tables/access-tables.ts';
import { outcomeOf, type RevokedRow } from './revoked-row.ts';

/** Links that nobody can use any more are deleted after this time. */
const linksKeptFor = sql.raw(`interval '1 day'`);

/**
 * Ends what the row of `person` can act with, as of its `revoked_at`. A link's `used_at` says that it works no more, by
 * whatever.
 */
const endOfAccess = sql`keys as (
  update ${serverKeys} set revoked_at = person.revoked_at, revoked_by = person.revoked_by from person
  where operator_id = person.id and ${serverKeys.revokedAt} is null and person.revoked_at is not null
), links as (
  update ${signInLinks} set used_at = person.revoked_at from person
  where operator_id = person.id and used_at is null and person.revoked_at is not null
), sessions as (
  update ${consoleSessions} set revoked_at = person.revoked_at, revoked_by = person.revoked_by from person
  where operator_id = person.id and ${consoleSessions.revokedAt} is null and person.revoked_at is not null
)`;

/** The PeopleStore port on Postgres. */
export function createPeopleStore(database: Database): PeopleStore {
  const at = parameter(operators.revokedAt, 'at');
  const by = parameter(operators.revokedBy, 'by');
  const revoke = prepareStatement<RevokedRow>(
    database,
    sql`
      with person as (
        update ${operators} set revoked_at = coalesce(revoked_at, ${at}), revoked_by = coalesce(revoked_by, ${by})
        where name = ${parameter(operators.name, 'name')}
        returning id, revoked_at = ${at} as is_new, revoked_at, revoked_by
      ), ${endOfAccess}
      select is_new from person`,
  );
  // Ends once more what the person had: a sign-in that ran together with the revocation may have added to it unseen.
  const restore = prepareStatement(
    database,
    sql`
      with person as (
        select id, revoked_at, revoked_by from ${operators} where name = ${parameter(operators.name, 'name')}
      ), ${endOfAccess}
      update ${operators} set revoked_at = null, revoked_by = null where id = (select id from person)
      returning id`,
  );
  const endAccess = prepareStatement(
    database,
    sql`
      with person as (
        select id, ${at}::timestamptz as revoked_at, ${by}::jsonb as revoked_by from ${operators}
        where id = ${parameter(operators.id, 'operatorId')}
      ), ${endOfAccess}
      select id from person`,
  );
  const linkedAt = parameter(signInLinks.createdAt, 'createdAt');
  const deleteOldLinks = prepareStatement(
    database,
    sql`delete from ${signInLinks} where expires_at < ${linkedAt}::timestamptz - ${linksKeptFor}`,
  );
  const takeLink = prepareStatement<Operator>(
    database,
    sql`
      with taken as (
        update ${signInLinks} set used_at = ${parameter(signInLinks.usedAt, 'at')}
        where hash = ${parameter(signInLinks.hash, 'hash')} and used_at is null
          and expires_at > ${parameter(signInLinks.expiresAt, 'at')}
        returning operator_id
      )
      select id, name, role from ${operators} where id = (select operator_id from taken) and revoked_at is null`,
  );
  const useFlow = prepareStatement<{ readonly hash: string }>(
    database,
    sql`
      with ended as (
        delete from ${usedSignInFlows} where expires_at <= ${parameter(usedSignInFlows.expiresAt, 'at')}
      )
      insert into ${usedSignInFlows} (hash, expires_at)
      values (${parameter(usedSignInFlows.hash, 'hash')}, ${parameter(usedSignInFlows.expiresAt, 'expiresAt')})
      on conflict do nothing returning hash`,
  );
  const ofSubject = sql`issuer = ${parameter(operatorSubjects.issuer, 'issuer')}
    and subject = ${parameter(operatorSubjects.subject, 'subject')}`;
  const findBySubject = prepareStatement<Operator>(
    database,
    sql`
      select id, name, role from ${operators}
      where id = (select operator_id from ${operatorSubjects} where ${ofSubject}) and revoked_at is null`,
  );
  const unlink = prepareStatement<{ readonly operator_id: string }>(
    database,
    sql`
      with unlinked as (delete from ${operatorSubjects} where ${ofSubject} returning operator_id),
      sessions as (
        update ${consoleSessions} set revoked_at = ${at}, revoked_by = ${by}
        where operator_id = (select operator_id from unlinked) and way = 'OPENID' and revoked_at is null
      )
      select operator_id from unlinked`,
  );
  const endAccountSessions = prepareStatement(
    database,
    sql`
      update ${consoleSessions} set revoked_at = ${at}, revoked_by = ${by}
      where operator_id = ${parameter(consoleSessions.operatorId, 'operatorId')} and way = 'OPENID' and revoked_at is null`,
  );

  return {
    async listPeople() {
      const [people, subjects] = await Promise.all([
        withStoreErrors(
          database.select().from(operators).orderBy(asc(operators.createdAt), asc(operators.id)),
        ),
        withStoreErrors(database.select().from(operatorSubjects).orderBy(asc(operatorSubjects.createdAt))),
      ]);
      return people.map((person) => ({
        ...person,
        subjects: subjects.filter(({ operatorId }) => operatorId === person.id),
      }));
    },
    revokePerson: async (name, revocation) => outcomeOf(await revoke({ name, ...revocation })),
    restorePerson: async (name) => (await restore({ name })).length > 0,
    async changeRole(operatorId, role) {
      await withStoreErrors(database.update(operators).set({ role }).where(eq(operators.id, operatorId)));
    },
    async endAccess(operatorId, revocation) {
      await endAccess({ operatorId, ...revocation });
    },
    async insertLink(link) {
      await deleteOldLinks({ createdAt: link.createdAt });
      await withStoreErrors(database.insert(signInLinks).values(link));
    },
    async takeLink(hash, usedAt) {
      const [operator] = await takeLink({ hash, at: usedAt });
      return operator ?? null;
    },
    useFlow: async (hash, at, expiresAt) => (await useFlow({ hash, at, expiresAt })).length > 0,
    async findBySubject(subject) {
      const [operator] = await findBySubject({ ...subject });
      return operator ?? null;
    },
    async linkSubject(subject, operatorId, origin) {
      const inserted = database
        .insert(operatorSubjects)
        .values({ ...subject, operatorId, createdAt: origin.at, createdBy: origin.by })
        .onConflictDoNothing()
        .returning({ operatorId: operatorSubjects.operatorId });
      if ((await withStoreErrors(inserted)).length > 0) return 'linked';
      const found = database
        .select({ operatorId: operatorSubjects.operatorId })
        .from(operatorSubjects)
        .where(sql`issuer = ${subject.issuer} and subject = ${subject.subject}`);
      const [known] = await withStoreErrors(found);
      return known?.operatorId === operatorId ? 'linkedBefore' : 'otherPerson';
    },
    async unlinkSubject(subject, revocation) {
      const [unlinked] = await unlink({ ...subject, ...revocation });
      if (unlinked === undefined) return false;
      // Also those of sign-ins that it had to wait for, which a statement under way does not see.
      await endAccountSessions({ operatorId: unlinked.operator_id, ...revocation });
      return true;
    },
  };
}
