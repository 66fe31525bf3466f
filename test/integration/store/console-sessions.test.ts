import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerKeyRecord } from '../../../src/access/credential-store.ts';
import { createCredentialStore } from '../../../src/store/access/credential-store.ts';
import { createSessionStore } from '../../../src/store/access/session-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

let fresh: FreshDatabase;
let database: Database;

const by = { kind: 'OPERATOR', id: null, name: 'ops' } as const;
const minute = 60_000;
const now = new Date();
const ago = (ms: number) => new Date(now.getTime() - ms);

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 2 });
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});

/** A person with a key, and what opens sessions with it. */
async function aPerson(name: string) {
  const credentials = createCredentialStore(database);
  const sessions = createSessionStore(database);
  const noCeilings = { eachMax: null, dayMax: null };
  const origin = { createdAt: now, createdBy: by };
  await credentials.putOperator({ id: name, name, role: 'finance', ...noCeilings, ...origin });
  const key: ServerKeyRecord = {
    ...{ id: `key of ${name}`, name, hash: hashOf(`key of ${name}`), scopes: [], operatorId: name },
    ...{ ...noCeilings, ...origin, expiresAt: null, revokedAt: null, revokedBy: null, lastUsedAt: null },
  };
  await credentials.insertKey(key);
  const open = (id: string, lastUsedAt = now, createdAt = lastUsedAt) =>
    sessions.insertSession(
      {
        ...{ id, hash: hashOf(id), operatorId: name, way: 'KEY', keyId: key.id, createdAt, lastUsedAt },
        ...{ expiresAt: new Date(createdAt.getTime() + 480 * minute), revokedAt: null, revokedBy: null },
      },
      null,
      3,
    );
  return { credentials, sessions, key, open };
}

function hashOf(text: string): string {
  return Buffer.from(text.padEnd(32, '.')).subarray(0, 32).toString('hex');
}

test('a session is found with its person, and its use is recorded once a minute', async () => {
  const { sessions, open } = await aPerson('Ani');
  await open('ani-1', ago(10 * minute));
  const find = () => sessions.findSession(hashOf('ani-1'));
  expect(await find()).toMatchObject({
    way: 'KEY',
    operator: { name: 'Ani', role: 'finance' },
    basisRevokedAt: null,
  });
  await sessions.noteSessionUse('ani-1', now, ago(minute));
  await sessions.noteSessionUse('ani-1', ago(-1), ago(minute));
  expect((await find())?.lastUsedAt).toEqual(now);
  expect(await sessions.findSession(hashOf('unknown'))).toBeNull();
});

test('open streams hear of sessions that were revoked, whose key was, or that nobody used', async () => {
  const { credentials, sessions, key, open } = await aPerson('Budi');
  const ended = async () => (await credentials.revokedWithin(5 * minute)).sessionIds;
  await open('budi-used', ago(29 * minute));
  await open('budi-idle', ago(31 * minute));
  await open('budi-1');
  expect(await ended()).toEqual(['budi-idle']);
  expect(await sessions.revokeSession('budi-1', { by, at: now })).toBe('revoked');
  expect(await sessions.revokeSession('budi-1', { by, at: ago(-minute) })).toBe('revokedBefore');
  expect(new Set(await ended())).toEqual(new Set(['budi-1', 'budi-idle']));
  await credentials.revokeKey(key.id, { by, at: now });
  expect(new Set(await ended())).toEqual(new Set(['budi-1', 'budi-idle', 'budi-used']));
  expect((await sessions.findSession(hashOf('budi-used')))?.basisRevokedAt).toEqual(now);
});

test('a person has a few open sessions at most, and those of last month are deleted', async () => {
  const { sessions, open } = await aPerson('Citra');
  const day = 24 * 60 * minute;
  await open('citra-old', ago(40 * day));
  for (const count of [1, 2, 3, 4]) await open(`citra-${count}`, ago((9 - count) * minute));
  const isOpen = async (id: string) => (await sessions.findSession(hashOf(id)))?.revokedAt === null;
  expect(await sessions.findSession(hashOf('citra-old'))).toBeNull();
  expect(await Promise.all(['citra-1', 'citra-2', 'citra-3', 'citra-4'].map(isOpen))).toEqual([
    false,
    true,
    true,
    true,
  ]);
});
