import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorOf, type Caller } from '../../../src/access/caller.ts';
import { createConsoleSessions } from '../../../src/access/console/console-sessions.ts';
import { createSignIn } from '../../../src/access/console/sign-in.ts';
import { makeSignInLink } from '../../../src/access/console/sign-in-links.ts';
import {
  drawServerKey,
  findServerKeyInStore,
  hashServerKey,
  PresentedKey,
} from '../../../src/access/server-keys.ts';
import { gatewayActor } from '../../../src/domain/actor.ts';
import { mayDecide } from '../../../src/domain/approval.ts';
import { createCredentialStore } from '../../../src/store/access/credential-store.ts';
import { createPeopleStore } from '../../../src/store/access/people-store.ts';
import { createSessionStore } from '../../../src/store/access/session-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { silentLog } from '../../support/silent-log.ts';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});

const by = { kind: 'OPERATOR', id: null, name: 'ops' } as const;
const issuer = 'https://id.shop.example';
let idCount = 0;

/** A gateway's sign-in on the database, and a person with a key and an account. */
async function openPerson(name: string) {
  const clock = manualClock();
  const now = clock.now();
  const credentials = createCredentialStore(database);
  const people = createPeopleStore(database);
  const chance = { uuid: () => `id-${++idCount}` };
  const sessions = createConsoleSessions({
    store: createSessionStore(database),
    clock,
    chance,
    log: silentLog,
  });
  const findKey = findServerKeyInStore({ store: credentials, environment: 'test', clock, log: silentLog });
  const find = (text: string) => findKey(new PresentedKey(text));
  const signIn = createSignIn({
    authenticate: async (text = '') => (await find(text.slice('Bearer '.length))) ?? 'invalid',
    ...{ sessions, people, openId: null, clock, log: silentLog },
  });
  const ceilings = { eachMax: null, dayMax: null };
  const origin = { createdAt: now, createdBy: by };
  await credentials.putOperator({ id: name, name, role: 'admin', ...ceilings, ...origin });
  const key = drawServerKey('test');
  await credentials.insertKey({
    ...{ id: `key of ${name}`, name, hash: hashServerKey(key), scopes: [], operatorId: name },
    ...{ ...ceilings, ...origin, expiresAt: null, revokedAt: null, revokedBy: null, lastUsedAt: null },
  });
  const subject = { issuer, subject: `${name}@id` };
  expect(await people.linkSubject(subject, name, { at: now, by })).toBe('linked');
  async function callerBy(way: 'key' | 'link' | 'account'): Promise<Caller | null> {
    if (way === 'key') return callerOf(await signIn.withKey(key));
    if (way === 'account') return callerOf(await signIn.withIdentity({ ...subject, groups: [] }));
    const consoleUrl = 'http://127.0.0.1:4000/console';
    const link = await makeSignInLink(people, { operatorId: name, consoleUrl, now: clock.now() });
    return callerOf(await signIn.withCode(link.split('#sign-in=')[1] ?? ''));
  }
  /** A sign-in during which something else happens: after the person was found, and before the session is opened. */
  function signInDuring(work: () => Promise<unknown>) {
    const interrupted = async <Found>(found: Promise<Found>) => {
      const person = await found;
      await work();
      return person;
    };
    return createSignIn({
      authenticate: async () => 'invalid',
      people: {
        ...people,
        takeLink: (...link) => interrupted(people.takeLink(...link)),
        findBySubject: (account) => interrupted(people.findBySubject(account)),
      },
      ...{ sessions, openId: null, clock, log: silentLog },
    });
  }
  return { clock, people, credentials, sessions, signIn, signInDuring, key, find, subject, callerBy, now };
}

function callerOf(outcome: Awaited<ReturnType<ReturnType<typeof createSignIn>['withKey']>>): Caller | null {
  return outcome.kind === 'signedIn' ? outcome.session.caller : null;
}

describe('ways to sign in', () => {
  test('a key, a link and an account are one person, who decides about no request of their own', async () => {
    const { callerBy, find, key } = await openPerson('Ani');
    const callers = await Promise.all([find(key), ...(['key', 'link', 'account'] as const).map(callerBy)]);
    const actors = callers.map((caller) => caller && actorOf(caller));
    expect(actors).toEqual(Array(4).fill({ kind: 'OPERATOR', id: 'Ani', name: 'Ani' }));
    for (const requester of actors) {
      for (const decider of actors)
        expect(decider && requester && mayDecide(decider, requester.id)).toBe(false);
    }
  });

  test('a sign-in at the provider is used once, also by two processes at once, until its record has ended', async () => {
    const { people, now } = await openPerson('Fitri');
    const [hash, later] = ['a'.repeat(64), (ms: number) => new Date(now.getTime() + ms)];
    const both = await Promise.all([1, 2].map(() => people.useFlow(hash, now, later(600_000))));
    expect(both.sort()).toEqual([false, true]);
    expect(await people.useFlow(hash, later(599_999), later(1_200_000))).toBe(false);
    expect(await people.useFlow('b'.repeat(64), later(600_000), later(1_200_000))).toBe(true);
    expect(await people.useFlow(hash, later(600_001), later(1_200_000))).toBe(true);
  });

  test('an account signs in one person: it is never linked to a second one', async () => {
    const { people, subject, now } = await openPerson('Budi');
    await openPerson('Bayu');
    const origin = { at: now, by };
    expect(await people.linkSubject(subject, 'Budi', origin)).toBe('linkedBefore');
    expect(await people.linkSubject(subject, 'Bayu', origin)).toBe('otherPerson');
    expect(await people.findBySubject(subject)).toEqual({ id: 'Budi', name: 'Budi', role: 'admin' });
    expect(await people.findBySubject({ ...subject, issuer: 'https://elsewhere.example' })).toBeNull();
    const listed = (await people.listPeople()).find(({ name }) => name === 'Budi');
    expect(listed?.subjects).toMatchObject([subject]);
  });

  test('a link signs in once, whoever is faster, and only for 15 minutes', async () => {
    const { people, signIn, clock, now } = await openPerson('Citra');
    const codeOf = async () =>
      (await makeSignInLink(people, { operatorId: 'Citra', consoleUrl: '', now })).split('=')[1] ?? '';
    const code = await codeOf();
    const kinds = await Promise.all([1, 2, 3, 4].map(() => signIn.withCode(code)));
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['invalid', 'invalid', 'invalid', 'signedIn']);
    const late = await codeOf();
    clock.advance(15 * 60_000);
    for (const wrong of [late, code, `gsl_${'x'.repeat(43)}`, '', 'gsl_'])
      expect(await signIn.withCode(wrong)).toEqual({ kind: 'invalid' });
  });

  test('an account that is unlinked signs nobody in, and its sessions end; others stay', async () => {
    const { people, signIn, sessions, subject, credentials, key, now } = await openPerson('Dewi');
    const withAccount = await signIn.withIdentity({ ...subject, groups: [] });
    const withKey = await signIn.withKey(key);
    const at = new Date();
    expect(await people.unlinkSubject(subject, { by, at })).toBe(true);
    expect(await people.unlinkSubject(subject, { by, at })).toBe(false);
    expect(await signIn.withIdentity({ ...subject, groups: [] })).toMatchObject({ kind: 'unlinked' });
    const open = async (outcome: typeof withKey) =>
      outcome.kind === 'signedIn' && (await sessions.find(outcome.secret)) !== null;
    expect([await open(withAccount), await open(withKey)]).toEqual([false, true]);
    const { sessionIds } = await credentials.revokedWithin(60_000);
    expect(withAccount.kind === 'signedIn' && sessionIds.includes(withAccount.session.caller.keyId)).toBe(
      true,
    );
    expect(await people.linkSubject(subject, 'Dewi', { at: now, by })).toBe('linked');
  });
});

test('a person who is revoked can do nothing, by no way, until restored, and then with a new key', async () => {
  const { people, credentials, sessions, signIn, callerBy, find, key, clock } = await openPerson('Eka');
  const opened = await signIn.withKey(key);
  const link = await makeSignInLink(people, { operatorId: 'Eka', consoleUrl: '', now: clock.now() });
  const at = new Date();
  expect(await people.revokePerson('Eka', { by, at })).toBe('revoked');
  expect(await people.revokePerson('Eka', { by, at: new Date(at.getTime() + 1) })).toBe('revokedBefore');
  expect(await people.revokePerson('Nobody', { by, at })).toBe('notFound');
  clock.advance(3_000);
  expect(await find(key)).toBeNull();
  expect(opened.kind === 'signedIn' && (await sessions.find(opened.secret))).toBeNull();
  for (const way of ['key', 'link', 'account'] as const) expect(await callerBy(way)).toBeNull();
  const { keyIds, sessionIds } = await credentials.revokedWithin(60_000);
  expect(keyIds).toContain('key of Eka');
  expect(sessionIds).toContain(opened.kind === 'signedIn' && opened.session.caller.keyId);

  expect(await people.restorePerson('Eka')).toBe(true);
  expect(await people.restorePerson('Nobody')).toBe(false);
  clock.advance(3_000);
  expect(await callerBy('key')).toBeNull();
  expect(await signIn.withCode(link.split('=')[1] ?? '')).toEqual({ kind: 'invalid' });
  expect(opened.kind === 'signedIn' && (await sessions.find(opened.secret))).toBeNull();
  expect(await callerBy('account')).toMatchObject({ operator: { name: 'Eka' } });
});

describe('a sign-in that runs while', () => {
  const account = (name: string) => ({ issuer, subject: `${name}@id`, groups: [] });

  test('its person is revoked opens no session', async () => {
    const { people, clock, signInDuring, callerBy } = await openPerson('Fajar');
    const during = signInDuring(() => people.revokePerson('Fajar', { by, at: new Date() }));
    const link = await makeSignInLink(people, { operatorId: 'Fajar', consoleUrl: '', now: clock.now() });
    expect(await during.withCode(link.split('=')[1] ?? '')).toEqual({ kind: 'invalid' });
    expect(await people.restorePerson('Fajar')).toBe(true);
    expect(await during.withIdentity(account('Fajar'))).toMatchObject({ kind: 'unlinked' });
    expect(await people.restorePerson('Fajar')).toBe(true);
    expect(await callerBy('account')).toMatchObject({ operator: { name: 'Fajar' } });
  });

  test('its account is unlinked opens no session', async () => {
    const { people, subject, signInDuring } = await openPerson('Gita');
    const during = signInDuring(() => people.unlinkSubject(subject, { by, at: new Date() }));
    expect(await during.withIdentity(account('Gita'))).toMatchObject({ kind: 'unlinked' });
  });

  test('the revocation waits for its session leaves none, not even after the person is restored', async () => {
    const { people, subject, now } = await openPerson('Hadi');
    const single = connectDatabase({ url: fresh.url, connectionsMax: 1 });
    const store = createSessionStore(single);
    const at = new Date();
    const expiresAt = new Date(now.getTime() + 60_000);
    const times = { createdAt: now, lastUsedAt: now, expiresAt, revokedAt: null, revokedBy: null };
    for (const [id, revoke] of [
      ['a', () => people.revokePerson('Hadi', { by, at })],
      ['b', () => people.unlinkSubject(subject, { by, at })],
    ] as const) {
      await single.execute(sql`begin`);
      const session = { id: `hadi-${id}`, hash: id.repeat(64), operatorId: 'Hadi', keyId: null, ...times };
      expect(await store.insertSession({ ...session, way: 'OPENID' }, subject, 10)).toBe(true);
      const revoked = revoke();
      await expect
        .poll(() => database.execute(sql`select 1 from pg_locks where not granted`))
        .toHaveLength(1);
      await single.execute(sql`commit`);
      await revoked;
      await people.restorePerson('Hadi');
      expect((await store.findSession(id.repeat(64)))?.revokedAt).toEqual(at);
    }
    await closeDatabase(single);
  });
});

test('a person without a role at the provider loses keys, links and sessions, and may come back', async () => {
  const { people, signIn, sessions, find, key, clock, callerBy } = await openPerson('Indra');
  const opened = await signIn.withKey(key);
  const link = await makeSignInLink(people, { operatorId: 'Indra', consoleUrl: '', now: clock.now() });
  await people.endAccess('Indra', { by: gatewayActor, at: new Date() });
  clock.advance(3_000);
  expect(await find(key)).toBeNull();
  expect(opened.kind === 'signedIn' && (await sessions.find(opened.secret))).toBeNull();
  expect(await signIn.withCode(link.split('=')[1] ?? '')).toEqual({ kind: 'invalid' });
  expect(await callerBy('account')).toMatchObject({ operator: { name: 'Indra' } });
});
