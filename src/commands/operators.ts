import '../runtime/time-zone.ts';

import { roles } from '../access/caller.ts';
import { issuerOf } from '../access/console/open-id.ts';
import type { PeopleStore, Subject } from '../access/console/people-store.ts';
import { makeSignInLink, signInLinkLifeMs } from '../access/console/sign-in-links.ts';
import type { KnownOperator } from '../access/credential-store.ts';
import type { Config } from '../config/config.ts';
import { publicUrlOf } from '../config/public-url.ts';
import { createLog } from '../runtime/log.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import { createPeopleStore } from '../store/access/people-store.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { type HolderOptions, recordPerson, required } from './key-holder.ts';
import { withOperatorDatabase } from './open-database.ts';
import { operator as operatorActor } from './operator.ts';
import { exitCodes, readConfiguration, reportOutcome, runCommand, UsageError } from './run-command.ts';

const usage = `npm run operators -- list
    Everybody who may sign in, with their role and their accounts.
npm run operators -- link --person Sari --subject <sub> [--role support] [--refund-max 500000] [--day-max 2000000]
    Lets an account of OIDC_ISSUER sign in as this person, who need not have a key. --role is for a new person, or changes
    the role. Roles: ${roles.join(' ')}. The console shows the subject to whoever signs in with an account that is not linked.
npm run operators -- unlink --subject <sub>
    Within 5 s the sessions that were opened with an account end.
npm run operators -- sign-in-link --person Sari
    Prints a link to the console that signs this person in once, within ${signInLinkLifeMs / 60_000} minutes.
npm run operators -- revoke --person Sari
    Within 5 s the person's keys and sessions end, and no account signs them in.
npm run operators -- restore --person Sari
    The person may sign in again. Their earlier keys stay revoked.`;

interface Values extends HolderOptions {
  readonly subject?: string | undefined;
}

interface Circumstances {
  readonly config: Config;
  readonly database: Database;
  readonly people: PeopleStore;
  readonly log: Log;
  /** By the database's clock, as in the gateways that compare with it. */
  readonly now: Date;
}

async function list(_values: Values, { people }: Circumstances): Promise<number> {
  for (const person of await people.listPeople()) {
    const state = person.revokedAt === null ? 'works' : 'revoked';
    const accounts = person.subjects.map(({ issuer, subject }) => `${issuer} ${subject}`).join(', ');
    process.stdout.write(`${person.name}  ${state}  ${person.role}  ${accounts || 'no account'}\n`);
  }
  return exitCodes.done;
}

async function link(values: Values, { config, database, people, log, now }: Circumstances): Promise<number> {
  const subject = subjectOf(config, values);
  const person = required('person', values.person);
  const { id, name } = await recordPerson(createCredentialStore(database), log, values, person, now);
  const outcome = await people.linkSubject(subject, id, { at: now, by: operatorActor() });
  if (outcome === 'otherPerson')
    throw new UsageError('This account signs in somebody else: unlink it first if that is wrong.');
  if (outcome === 'linked')
    log.info('subject.linked', { operatorId: id, ...subject, actor: operatorActor() });
  process.stdout.write(`${subject.subject} at ${subject.issuer} signs in ${name}.\n`);
  return exitCodes.done;
}

async function unlink(values: Values, { config, people, log, now }: Circumstances): Promise<number> {
  const subject = subjectOf(config, values);
  const actor = operatorActor();
  const isDone = await people.unlinkSubject(subject, { by: actor, at: now });
  if (isDone) log.info('subject.unlinked', { ...subject, actor });
  return reportOutcome(isDone, 'The account signs nobody in.', 'This account is linked to nobody.');
}

async function signInLink(
  values: Values,
  { config, database, people, log, now }: Circumstances,
): Promise<number> {
  const { id, name } = await personOf(values, database);
  const base =
    config.mode === 'embedded'
      ? `http://${config.host}:${config.port}`
      : publicUrlOf(config.settings).href.replace(/\/+$/, '');
  const made = await makeSignInLink(people, { operatorId: id, consoleUrl: `${base}/console`, now });
  log.info('sign_in_link.created', { operatorId: id, name, actor: operatorActor() });
  process.stderr.write(`Whoever opens this link within ${signInLinkLifeMs / 60_000} minutes is ${name}:\n`);
  process.stdout.write(`${made}\n`);
  return exitCodes.done;
}

async function revoke(values: Values, { people, log, now }: Circumstances): Promise<number> {
  const name = required('person', values.person);
  const actor = operatorActor();
  const outcome = await people.revokePerson(name, { by: actor, at: now });
  if (outcome === 'revoked') log.info('operator.revoked', { name, actor });
  return reportOutcome(
    outcome !== 'notFound',
    `${name} may not sign in any more.`,
    'There is no such person.',
  );
}

async function restore(values: Values, { people, log }: Circumstances): Promise<number> {
  const name = required('person', values.person);
  const isDone = await people.restorePerson(name);
  if (isDone) log.info('operator.restored', { name, actor: operatorActor() });
  return reportOutcome(
    isDone,
    `${name} may sign in again, with a new key or an account.`,
    'There is no such person.',
  );
}

async function personOf(values: Values, database: Database): Promise<KnownOperator> {
  const person = await createCredentialStore(database).findOperator(required('person', values.person));
  if (person === null) throw new UsageError('There is no such person.');
  if (person.revokedAt !== null) throw new UsageError(`${person.name} is revoked: restore the person first.`);
  return person;
}

/** The account at the provider of the configuration. */
function subjectOf(config: Config, values: Values): Subject {
  const subject = required('subject', values.subject);
  const { openId } = config.mode === 'embedded' ? config : config.settings;
  if (openId === null) throw new UsageError('OIDC_ISSUER is missing: the account would sign in nowhere');
  return { issuer: issuerOf(openId), subject };
}

const subcommands = { list, link, unlink, 'sign-in-link': signInLink, revoke, restore } as const;

await runCommand({
  usage,
  options: {
    person: { type: 'string' },
    role: { type: 'string' },
    subject: { type: 'string' },
    'refund-max': { type: 'string' },
    'day-max': { type: 'string' },
  },
  subcommands: ['list', 'link', 'unlink', 'sign-in-link', 'revoke', 'restore'],
  run(values, name) {
    const config = readConfiguration();
    return withOperatorDatabase(config, async (database) => {
      const now = await makeReadDatabaseTime(database)();
      const people = createPeopleStore(database);
      return subcommands[name](values, { config, database, people, log: createLog('info'), now });
    });
  },
});
