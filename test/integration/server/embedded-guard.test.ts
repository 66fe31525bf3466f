import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBrowserGuard } from '../../../src/simulator/http/browser-guard.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    mode: 'embedded',
    corsOrigins: ['http://localhost:5173'],
    guard: createBrowserGuard({ hostNames: [], origins: ['http://localhost:5173'], signedPaths: [] }),
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

  test('serves its own pages, listed origins and programs', async () => {
    expect(await statusOf('/graphql', { accept: 'text/html' })).toBe(200);
    expect(await statusOf('/graphql', { host: 'localhost:4000', accept: 'text/html' })).toBe(200);
    expect(await statusOf('/graphql', { ...json, origin: stage.url }, 'POST')).toBe(200);
    expect(await statusOf('/graphql', { ...json, origin: 'http://localhost:5173' }, 'POST')).toBe(200);
    expect(
      await statusOf('/graphql', { ...json, 'sec-fetch-site': 'same-origin', origin: 'null' }, 'POST'),
    ).toBe(200);
    expect(await statusOf('/graphql', json, 'POST')).toBe(200);
    expect(await statusOf('/graphql', upgrade)).toBe(101);
  });
});

test('a configured gateway checks no Host, because its proxy does', async () => {
  const configured = await openStage();
  const response = await fetch(`${configured.url}/health/live`, {
    headers: { origin: 'https://shop.example' },
  });
  expect(response.status).toBe(200);
  await configured.server.drain();
});
