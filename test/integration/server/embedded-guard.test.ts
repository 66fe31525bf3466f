import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeMayThisMachineCall } from '../../../src/server/wire/cross-origin.ts';
import { createBrowserGuard } from '../../../src/simulator/http/browser-guard.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    mode: 'embedded',
    corsOrigins: ['https://shop.example'],
    guard: createBrowserGuard({
      hostNames: [],
      origins: ['https://shop.example'],
      signedPaths: [],
      mayPageSend: makeMayThisMachineCall('/graphql'),
    }),
    graphiql: { audience: 'everybody', serverKey: 'a key that GraphiQL shows', simulatorUrl: null },
  });
});
afterAll(() => stage.server.drain());

/** The HTTP status of a request with exactly these headers; an upgrade that is accepted counts as 101. */
function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(stage.url + path, { method, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('error', reject).end(method === 'POST' ? '{"query":"{__typename}"}' : undefined);
  });
}

const upgrade = {
  connection: 'upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
  'sec-websocket-protocol': 'graphql-transport-ws',
};
const json = { 'content-type': 'application/json' };

describe('the embedded gateway', () => {
  test('shows its key to no page that rebinds its own host name to this machine', async () => {
    for (const path of ['/graphql', '/shop', '/health/ready'])
      expect(await statusOf(path, { host: 'evil.example', accept: 'text/html' }), path).toBe(403);
    expect(await statusOf('/graphql', { ...json, host: 'evil.example' }, 'POST')).toBe(403);
    expect(
      await statusOf('/graphql', { ...upgrade, host: 'evil.example', origin: 'http://evil.example' }),
    ).toBe(403);
  });

  test('refuses requests from pages of other sites', async () => {
    expect(await statusOf('/shop', { origin: 'https://evil.example' }, 'POST')).toBe(403);
    expect(await statusOf('/shop', { 'sec-fetch-site': 'cross-site' }, 'POST')).toBe(403);
    expect(await statusOf('/graphql', { ...json, origin: 'https://evil.example' }, 'POST')).toBe(403);
  });

  test.each(['http://localhost:5173', 'http://127.0.0.1:3000', 'http://[::1]:8080', 'https://localhost'])(
    'lets the page of a shop at %s call it with a token',
    async (origin) => {
      expect(await statusOf('/graphql', { ...json, origin }, 'POST')).toBe(200);
      expect(await statusOf('/graphql', { ...upgrade, origin })).toBe(101);
    },
  );

  test('lets a page of this machine read answers to calls only, not the page that shows the key', async () => {
    const origin = 'http://localhost:5173';
    const preflight = { origin, 'access-control-request-method': 'POST' };
    expect(await statusOf('/graphql', preflight, 'OPTIONS')).toBe(204);
    const answer = await stage.post('{ __typename }', { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();

    expect(await statusOf('/graphql', { accept: 'text/html', origin })).toBe(403);
    expect(await statusOf('/graphql', { accept: 'text/html', 'sec-fetch-site': 'same-site' })).toBe(403);
    for (const path of ['/shop', '/console/graphql', '/settlement', '/graphql/'])
      expect(await statusOf(path, { ...json, origin }, 'POST'), path).toBe(403);
    expect(await statusOf('/graphql', { ...json, host: 'evil.example', origin }, 'POST')).toBe(403);
  });

  test.each(['http://localhost.evil.example', 'http://evil.example:5173', 'http://127.0.0.1.nip.io', 'null'])(
    'knows that %s is no page of this machine',
    async (origin) => {
      expect(await statusOf('/graphql', { ...json, origin }, 'POST')).toBe(403);
      expect(await statusOf('/graphql', { ...upgrade, origin })).toBe(403);
    },
  );

  test('serves its own pages, listed origins and programs', async () => {
    expect(await statusOf('/graphql', { accept: 'text/html' })).toBe(200);
    expect(await statusOf('/graphql', { host: 'localhost:4000', accept: 'text/html' })).toBe(200);
    expect(await statusOf('/graphql', { ...json, origin: stage.url }, 'POST')).toBe(200);
    expect(await statusOf('/graphql', { ...json, origin: 'https://shop.example' }, 'POST')).toBe(200);
    expect(
      await statusOf('/graphql', { ...json, 'sec-fetch-site': 'same-origin', origin: 'null' }, 'POST'),
    ).toBe(200);
    expect(await statusOf('/graphql', json, 'POST')).toBe(200);
    expect(await statusOf('/graphql', upgrade)).toBe(101);
  });
});

test('a configured gateway lets no page of a machine in that its origins do not name', async () => {
  const configured = await openStage();
  const headers = { origin: 'http://localhost:5173' };
  const answer = await configured.post('{ __typename }', { headers });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  await configured.server.drain();
});

test('a configured gateway checks no Host, because its proxy does', async () => {
  const configured = await openStage();
  const response = await fetch(`${configured.url}/health/live`, {
    headers: { origin: 'https://shop.example' },
  });
  expect(response.status).toBe(200);
  await configured.server.drain();
});
