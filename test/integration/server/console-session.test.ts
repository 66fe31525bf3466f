import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { makeSignInLink } from '../../../src/access/console/sign-in-links.ts';
import { openConsole } from '../../support/console-sessions.ts';
import { openStage, type Stage, serverKey } from './stage.ts';

let stage: Stage | undefined;
afterEach(() => stage?.server.drain());

const listOrders = async () => ({ items: [], hasNextPage: false, hasPreviousPage: false });

async function open(publicUrl = 'https://pay.shop.example/pay') {
  const opened = openConsole();
  stage = await openStage({
    console: opened.options,
    publicUrl: new URL(publicUrl),
    corsOrigins: ['https://shop.example'],
    useCases: { listOrders },
  });
  const { url } = stage;
  const post = (path: string, { body = {}, ...headers }: { body?: object; [header: string]: unknown } = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...(headers as Record<string, string>) },
      body: JSON.stringify(body),
    });
  async function signIn(key: string) {
    const response = await post('/console/sign-in/key', { body: { key } });
    const setCookie = response.headers.get('set-cookie') ?? '';
    const { session } = (await response.json()) as { session?: { token: string; person: object } };
    const cookie = setCookie.split(';')[0] ?? '';
    const proofs = { cookie, authorization: `Bearer ${session?.token}` };
    return { status: response.status, session, setCookie, cookie, proofs };
  }
  const query = { body: { query: '{ orders(first: 1) { nodes { id } } }' } };
  return { ...opened, url, post, signIn, query };
}

test('a personal key is exchanged for a cookie that no script gets and no neighbour of the domain can plant', async () => {
  const { post, signIn, query } = await open();
  const { session, setCookie, cookie, proofs } = await signIn('key-of-ani');
  expect(session).toMatchObject({ person: { name: 'Ani', role: 'support' } });
  expect(setCookie).toMatch(
    /^__Host-gapura-console=gcs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Expires=.* GMT$/,
  );
  expect((await post('/console/graphql', { ...proofs, ...query })).status).toBe(200);
  // A page that was reloaded has the cookie alone.
  const resumed = await post('/console/session', { cookie });
  expect(await resumed.json()).toEqual({ session, ways: ['key'] });
  expect(await (await post('/console/session')).json()).toEqual({ session: null, ways: ['key'] });
});

test('only a gateway at http on this machine has a cookie without Secure, under another name', async () => {
  const cookieAt = async (publicUrl: string) => {
    await stage?.server.drain();
    return (await (await open(publicUrl)).signIn('key-of-ani')).setCookie;
  };
  for (const address of ['127.0.0.1', 'localhost', '[::1]'])
    expect(await cookieAt(`http://${address}:4000`)).toMatch(
      /^gapura-console=.*; Path=\/console; HttpOnly; SameSite=Strict; Expires/,
    );
  for (const address of ['http://pay.shop.example', 'https://127.0.0.1'])
    expect(await cookieAt(address)).toMatch(
      /^__Host-gapura-console=.*; Path=\/; HttpOnly; SameSite=Strict; Secure;/,
    );
});

describe('what acts in the name of a person', () => {
  test('proves that a page of the gateway sends it', async () => {
    const { url, post, signIn, query } = await open();
    const { proofs } = await signIn('key-of-ani');
    const statusFrom = async (origin: string) =>
      (await post('/console/graphql', { ...proofs, ...query, origin })).status;
    expect(await statusFrom('https://pay.shop.example')).toBe(200);
    for (const origin of ['https://shop.example', 'null', 'https://pay.shop.example.evil.example', ''])
      expect(await statusFrom(origin)).toBe(403);
    for (const path of ['graphql', 'session', 'sign-in/key', 'sign-out']) {
      const unnamed = await fetch(`${url}/console/${path}`, { method: 'POST', headers: proofs });
      expect(unnamed.status).toBe(403);
      expect(unnamed.headers.get('access-control-allow-origin')).toBeNull();
      expect((await fetch(`${url}/console/${path}`, { headers: proofs })).status).toBe(405);
    }
  });

  test('proves that the page belongs to the session', async () => {
    const { post, signIn, query } = await open();
    const ani = await signIn('key-of-ani');
    const budi = await signIn('key-of-budi');
    for (const proofs of [
      { cookie: ani.cookie },
      { authorization: ani.proofs.authorization },
      { cookie: ani.cookie, authorization: budi.proofs.authorization },
      // What a page of a neighbouring host could plant.
      { cookie: budi.cookie.replace('__Host-', '__Secure-'), authorization: budi.proofs.authorization },
      { cookie: `${ani.cookie}; ${budi.cookie}`, authorization: ani.proofs.authorization },
      { cookie: ani.cookie, authorization: `Bearer ${serverKey}` },
    ]) {
      expect((await post('/console/graphql', { ...proofs, ...query })).status).toBe(401);
    }
    expect((await post('/console/sign-out', { cookie: ani.cookie })).status).toBe(401);
    expect((await post('/console/graphql', { ...ani.proofs, ...query })).status).toBe(200);
  });

  test('counts at the paths of the console alone', async () => {
    const { post, signIn, query } = await open();
    const { proofs, cookie } = await signIn('key-of-ani');
    for (const credential of [proofs.authorization, `Bearer ${cookie.split('=')[1]}`])
      expect((await post('/graphql', { ...query, cookie, authorization: credential })).status).toBe(401);
    const anonymous = await post('/graphql', { ...query, cookie });
    expect(JSON.stringify(await anonymous.json())).toContain('UNAUTHENTICATED');
  });
});

test('a socket of the console needs the same: its origin, the cookie and the token of the page', async () => {
  const { url, signIn } = await open();
  const { cookie, session } = await signIn('key-of-ani');
  async function outcomeOf(path: string, headers: Record<string, string>, token = session?.token) {
    const socket = new WebSocket(url.replace('http', 'ws') + path, 'graphql-transport-ws', { headers });
    const refused = once(socket, 'unexpected-response').then(([, { statusCode }]) => Number(statusCode));
    const opened = once(socket, 'open').then(async () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
      return Promise.race([
        once(socket, 'message').then(([message]) => JSON.parse(String(message)).type as string),
        once(socket, 'close').then(([code]) => Number(code)),
      ]);
    });
    const outcome = await Promise.race([refused, opened]);
    socket.on('error', () => undefined).terminate();
    return outcome;
  }
  expect(await outcomeOf('/console/graphql', { cookie, origin: url })).toBe('connection_ack');
  expect(await outcomeOf('/console/graphql', { cookie, origin: url }, serverKey)).toBe(4403);
  expect(await outcomeOf('/console/graphql', { origin: url })).toBe(4403);
  expect(await outcomeOf('/console/graphql', { cookie })).toBe(403);
  expect(await outcomeOf('/console/graphql', { cookie, origin: 'https://shop.example' })).toBe(403);
  expect(await outcomeOf('/graphql', { cookie, origin: url })).toBe(4403);
  expect(await outcomeOf('/console/session', { cookie, origin: url })).toBe(404);
});

test('signing out ends the session and removes the cookie', async () => {
  const { post, signIn, query, clock } = await open();
  const { proofs } = await signIn('key-of-ani');
  const left = await post('/console/sign-out', proofs);
  expect(left.status).toBe(200);
  expect(left.headers.get('set-cookie')).toMatch(/^__Host-gapura-console=; Path=\/; .*Max-Age=0$/);
  clock.advance(3_000);
  expect((await post('/console/graphql', { ...proofs, ...query })).status).toBe(401);
});

test('the code of a link signs in once', async () => {
  const { post, links, clock } = await open();
  const link = await makeSignInLink(links, { operatorId: 'person-2', consoleUrl: '', now: clock.now() });
  const body = { code: link.split('=')[1] };
  expect(await (await post('/console/sign-in/code', { body })).json()).toMatchObject({
    session: { person: { name: 'Budi', role: 'admin' } },
  });
  expect((await post('/console/sign-in/code', { body })).status).toBe(401);
});

test('a wrong key, the key of a server and a malformed request sign nobody in', async () => {
  const { post, signIn, url } = await open();
  expect(await signIn('wrong')).toMatchObject({ status: 401, setCookie: '' });
  expect(await signIn('key-of-a-server')).toMatchObject({ status: 403, setCookie: '' });
  for (const body of [{}, { key: 1 }, [], { key: 'x'.repeat(2_100) }])
    expect((await post('/console/sign-in/key', { body })).status).toBe(400);
  const form = await fetch(`${url}/console/sign-in/key`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'key=key-of-ani',
  });
  expect(form.status).toBe(400);
});
