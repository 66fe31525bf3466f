import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOpenId, type OpenIdSettings } from '../../../src/access/console/open-id.ts';
import { createOpenIdFlows } from '../../../src/access/console/open-id-flow.ts';
import type { PeopleStore } from '../../../src/access/console/people-store.ts';
import { openConsole } from '../../support/console-sessions.ts';
import { freePorts } from '../../support/free-ports.ts';
import { comeBack, type IdentityProvider, startIdentityProvider } from '../../support/identity-provider.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { openStage, type Stage } from './stage.ts';

let provider: IdentityProvider;
let stage: Stage;
let ports: readonly number[];
let clock: ReturnType<typeof manualClock>;
let opened: ReturnType<typeof openConsole>;

const roles = [
  { group: 'payments-finance', role: 'finance' },
  { group: 'payments-support', role: 'support' },
] as const;

beforeAll(async () => {
  ports = await freePorts(2);
  const callbacks = ports.map((port) => `http://127.0.0.1:${port}/console/sign-in/callback`);
  provider = await startIdentityProvider(callbacks, {
    'ani@provider': ['others', 'payments-support', 'payments-finance'],
    'budi@provider': ['payments-support'],
    'citra@provider': [],
    'stranger@provider': ['payments-finance'],
  });
  stage = await open(ports[0]);
});
afterAll(async () => {
  await stage.server.drain();
  await provider.close();
});

const linked = { 'ani@provider': 'person-1', 'budi@provider': 'person-2', 'citra@provider': 'person-1' };

const signing = { secrets: ['t'.repeat(32)], environment: 'test' } as const;

const settingsOf = ({ issuer, clientId, clientSecret }: IdentityProvider): OpenIdSettings => ({
  ...{ issuer: new URL(issuer), clientId, clientSecret, scope: 'openid', groupsClaim: 'groups', roles },
});

/** Which flows were used, in memory. */
function usedFlows(): Pick<PeopleStore, 'useFlow'> {
  const used = new Set<string>();
  return { useFlow: async (hash) => used.size < used.add(hash).size };
}

async function open(port = 0, settings: Partial<OpenIdSettings> = {}): Promise<Stage> {
  const openIdSettings: OpenIdSettings = { ...settingsOf(provider), ...settings };
  clock = manualClock();
  const publicUrl = new URL(`http://127.0.0.1:${port}`);
  const flows = createOpenIdFlows(signing, clock);
  const openId = createOpenId(openIdSettings, new URL('/console/sign-in/callback', publicUrl), {
    clock,
    flows,
    people: usedFlows(),
  });
  const issuer = provider.issuer;
  opened = openConsole(undefined, clock, { openIdSettings, linked, issuer });
  return openStage({ port, publicUrl, console: { ...opened.options, openId } });
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** Opens what leads back to the gateway; the outcome is where that leads, and who is signed in then. */
async function finish({ callbackUrl, flowCookie }: { callbackUrl: string; flowCookie: string }) {
  const response = await fetch(callbackUrl, { redirect: 'manual', headers: { cookie: flowCookie } });
  const cookie = response.headers.getSetCookie().find((line) => /^gapura-console=gcs_/.test(line));
  const resumed = await fetch(`${stage.url}/console/session`, {
    method: 'POST',
    headers: { origin: stage.url, cookie: cookie?.split(';')[0] ?? '' },
  });
  const { session } = (await resumed.json()) as { session: { person: Person } | null };
  return {
    status: response.status,
    location: response.headers.get('location'),
    person: session && { name: session.person.name, role: session.person.role },
  };
}

const start = () => `${stage.url}/console/sign-in/start`;

describe('signing in at an identity provider', () => {
  test('signs in the person whom the account is linked to, with the role of their first group', async () => {
    const answer = await finish(await comeBack(start(), 'ani@provider'));
    expect(answer).toEqual({ status: 303, location: '/console', person: { name: 'Ani', role: 'finance' } });
    expect(stage.lines.filter(({ event }) => event === 'sign_in.failed')).toEqual([]);
  });

  test('never makes a person of an account that is linked to nobody', async () => {
    expect(await finish(await comeBack(start(), 'stranger@provider'))).toEqual({
      status: 303,
      location: '/console#sign-in-failed=unlinked&subject=stranger%40provider',
      person: null,
    });
  });

  test('refuses a person who is in no group that has a role, and ends whatever else they could act with', async () => {
    const { signIn, sessions } = opened.options;
    const held = await signIn.withKey('key-of-ani');
    const { location, person } = await finish(await comeBack(start(), 'citra@provider'));
    expect({ location, person }).toEqual({ location: '/console#sign-in-failed=noRole', person: null });
    expect(held.kind === 'signedIn' && (await sessions.find(held.secret))).toBeNull();
    expect(await signIn.withKey('key-of-ani')).toEqual({ kind: 'invalid' });
    // The person is no stranger: a group gives them back what they were.
    expect(await finish(await comeBack(start(), 'ani@provider'))).toMatchObject({ person: { name: 'Ani' } });
  });

  test('leaves with PKCE, state and nonce, and with a cookie for the way back alone', async () => {
    const response = await fetch(start(), { redirect: 'manual' });
    const asked = new URL(response.headers.get('location') ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    expect(response.headers.get('set-cookie')).toMatch(
      /^gapura-sign-in=[\w.-]+; Path=\/console\/sign-in; HttpOnly; SameSite=Lax; Max-Age=600$/,
    );
    expect((await fetch(start(), { method: 'POST' })).status).toBe(404);
  });

  test('accepts an answer only once, and only in the browser that left', async () => {
    const own = await comeBack(start(), 'budi@provider');
    const other = await comeBack(start(), 'ani@provider');
    for (const flowCookie of ['', 'gapura-sign-in=nonsense', other.flowCookie])
      expect(await finish({ ...own, flowCookie })).toMatchObject({
        location: '/console#sign-in-failed=failed',
        person: null,
      });
    expect(await finish(own)).toMatchObject({ person: { name: 'Budi', role: 'support' } });
    const asked = provider.requestCount();
    expect(await finish(own)).toMatchObject({ location: '/console#sign-in-failed=failed', person: null });
    // Not even the provider is asked: the gateway knows that this sign-in is over.
    expect(provider.requestCount()).toBe(asked);
  });

  test('asks the provider for nothing if the browser’s flow is made up, changed, or older than 10 minutes', async () => {
    const { callbackUrl, flowCookie } = await comeBack(start(), 'budi@provider');
    const madeUp = { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) };
    const other = createOpenIdFlows({ ...signing, secrets: ['u'.repeat(32)] }, clock).write(madeUp);
    const asked = provider.requestCount();
    const textual = Buffer.from(JSON.stringify(madeUp)).toString('base64url');
    const changed = flowCookie.replace(/=[\w-]{43}/, `=${madeUp.state}`);
    clock.advance(10 * 60_000 - 1_000);
    for (const cookie of [`gapura-sign-in=${textual}`, `gapura-sign-in=${other}`, changed]) {
      const url = `${stage.url}/console/sign-in/callback?code=any&state=${madeUp.state}`;
      expect((await finish({ callbackUrl: url, flowCookie: cookie })).location).toMatch(/=failed$/);
    }
    clock.advance(1_000);
    expect((await finish({ callbackUrl, flowCookie })).location).toMatch(/=failed$/);
    expect(provider.requestCount()).toBe(asked);
  });

  test('a crowd that comes back does not keep anybody from leaving', async () => {
    const flows = createOpenIdFlows(signing, clock);
    const openId = createOpenId(settingsOf(provider), new URL(start()), {
      ...{ clock, flows, people: usedFlows() },
    });
    const flow = flows.write({ state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) });
    const crowd = Array.from({ length: 11 }, () => openId.finish('code=any', flow).catch(String));
    const left = await openId.begin();
    expect(left.url.href).toContain(`${provider.issuer}/auth?`);
    const tooMany = (await Promise.all(crowd)).filter((error) => /Too many people/.test(String(error)));
    expect(tooMany).toHaveLength(1);
  });

  test('says so if the person says no', async () => {
    const { location } = await finish(await comeBack(start(), ''));
    expect(location).toBe('/console#sign-in-failed=denied');
  });

  test('asks the provider for nothing before somebody signs in, and leaves one that is away alone', async () => {
    // What the provider says of itself is read anew after an hour.
    clock.advance(60 * 60_000);
    const before = provider.requestCount();
    provider.setAway(true);
    expect((await fetch(`${stage.url}/health/ready`)).status).toBe(200);
    expect(provider.requestCount()).toBe(before);
    const away = async () => (await fetch(start(), { redirect: 'manual' })).headers.get('location');
    expect(await away()).toBe('/console#sign-in-failed=unavailable');
    const asked = provider.requestCount();
    expect(await away()).toBe('/console#sign-in-failed=unavailable');
    expect(provider.requestCount()).toBe(asked);
    provider.setAway(false);
    clock.advance(5_000);
    expect(await away()).toContain(`${provider.issuer}/auth?`);
  });
});

test('without groups, each person’s own role counts', async () => {
  await stage.server.drain();
  stage = await open(ports[1], { roles: [] });
  const { person } = await finish(await comeBack(start(), 'citra@provider'));
  expect(person).toEqual({ name: 'Ani', role: 'support' });
});
