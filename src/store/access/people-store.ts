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
} from '../tables/access-tables.ts';
import { outcomeOf, type RevokedRow } from './revoked-row.ts';

/** Links that nobody can use any more are deleted after this time. */
const linksKeptFor = sql.raw(`interval '1 day'`);

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
        returning id, revoked_at = ${at} as is_new
      ), keys as (
        update ${serverKeys} set revoked_at = ${at}, revoked_by = ${by}
        where operator_id = (select id from person) and revoked_at is null
      ), sessions as (
        update ${consoleSessions} set revoked_at = ${at}, revoked_by = ${by}
        where operator_id = (select id from person) and revoked_at is null
      )
      select is_new from person`,
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
  const ofSubject = sql`issuer = ${parameter(operatorSubjects.issuer, 'issuer')}
    and subject = ${parameter(operatorSubjects.subject, 'subject')}`;
  const findBySubject = prepareStatement<Operator>(
    database,
    sql`
      select id, name, role from ${operators}
      where id = (select operator_id from ${operatorSubjects} where ${ofSubject}) and revoked_at is null`,
  );
  const unlink = prepareStatement(
    database,
    sql`
      with unlinked as (delete from ${operatorSubjects} where ${ofSubject} returning operator_id),
      sessions as (
        update ${consoleSessions} set revoked_at = ${at}, revoked_by = ${by}
        where operator_id = (select operator_id from unlinked) and way = 'OPENID' and revoked_at is null
      )
      select operator_id from unlinked`,
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
    async restorePerson(name) {
      const restored = database
        .update(operators)
        .set({ revokedAt: null, revokedBy: null })
        .where(eq(operators.name, name))
        .returning({ id: operators.id });
      return (await withStoreErrors(restored)).length > 0;
    },
    async changeRole(operatorId, role) {
      await withStoreErrors(database.update(operators).set({ role }).where(eq(operators.id, operatorId)));
    },
    async insertLink(link) {
      await deleteOldLinks({ createdAt: link.createdAt });
      await withStoreErrors(database.insert(signInLinks).values(link));
    },
    async takeLink(hash, usedAt) {
      const [operator] = await takeLink({ hash, at: usedAt });
      return operator ?? null;
    },
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
      return (await unlink({ ...subject, ...revocation })).length > 0;
    },
  };
}
