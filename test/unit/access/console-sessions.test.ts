import { expect, test } from 'vitest';
import { authenticateSession } from '../../../src/access/console/console-sessions.ts';
import { openConsole, openWithKey, people } from '../../support/console-sessions.ts';

const minute = 60_000;
const hour = 60 * minute;

const ani = people['key-of-ani'] ?? { id: '', name: '', role: 'viewer' };

async function signedIn(endsAt: Date | null = null) {
  const stage = openConsole();
  const { secret, session } = await openWithKey(stage.sessions, ani, 'key-1', endsAt);
  /** A later request: what was cached is old by then. */
  const isOpenAfter = async (ms: number) => {
    stage.clock.advance(ms);
    return (await stage.sessions.find(secret)) !== null;
  };
  return { ...stage, secret, session, isOpenAfter };
}

test('a session that is used lasts for 8 hours, and no longer', async () => {
  const { isOpenAfter, session, clock } = await signedIn();
  expect(session.caller.expiresAt.getTime() - clock.now().getTime()).toBe(8 * hour);
  for (let count = 1; count <= 23; count++) expect(await isOpenAfter(20 * minute)).toBe(true);
  expect(await isOpenAfter(19 * minute)).toBe(true);
  expect(await isOpenAfter(minute)).toBe(false);
});

test('a session that nobody uses is over after 30 minutes', async () => {
  const { isOpenAfter } = await signedIn();
  expect(await isOpenAfter(29 * minute)).toBe(true);
  expect(await isOpenAfter(29 * minute)).toBe(true);
  expect(await isOpenAfter(30 * minute)).toBe(false);
});

test('a session ends with the key that was exchanged for it: revoked, or expired', async () => {
  const { isOpenAfter, revokedKeys, clock } = await signedIn();
  revokedKeys.set('key-1', clock.now());
  expect(await isOpenAfter(3_000)).toBe(false);
  const { clock: now } = openConsole();
  const brief = await signedIn(new Date(now.now().getTime() + minute));
  expect(await brief.isOpenAfter(minute - 1)).toBe(true);
  expect(await brief.isOpenAfter(1)).toBe(false);
});

test('signing out ends the session everywhere', async () => {
  const { sessions, session, isOpenAfter } = await signedIn();
  await sessions.end(session);
  expect(await isOpenAfter(3_000)).toBe(false);
});

test('a request needs the cookie and the token of the page of the same session', async () => {
  const { sessions, secret, session } = await signedIn();
  const other = await openWithKey(sessions, ani, 'key-1');
  const bearer = `Bearer ${session.pageToken}`;
  expect(await authenticateSession(sessions, secret)(bearer)).toMatchObject({
    kind: 'serverKey',
    keyId: 'session-1',
    operator: ani,
  });
  for (const [cookie, authorization] of [
    [secret, undefined],
    [secret, 'Bearer '],
    [secret, session.pageToken],
    [secret, `Bearer ${secret}`],
    [secret, `Bearer ${other.session.pageToken}`],
    [other.secret, bearer],
    [undefined, bearer],
    [session.pageToken, bearer],
    [`gcs_${'x'.repeat(43)}`, bearer],
  ] as const)
    expect(await authenticateSession(sessions, cookie)(authorization)).toBe('invalid');
});

test('the database gets neither the secret of the cookie nor the token of the page', async () => {
  const { rows, secret, session } = await signedIn();
  const stored = JSON.stringify([...rows.values()]);
  expect(stored).not.toContain(secret);
  expect(stored).not.toContain(session.pageToken);
  expect([...rows.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
});
