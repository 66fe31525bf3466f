import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { limits } from '../../../src/server/limits.ts';
import { openRawPeer } from './raw-peer.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const wsUrl = () => `${stage.url.replace(/^http/, 'ws')}/graphql`;

describe('the server', () => {
  it('names the address on which it listens', async () => {
    await open();
    expect(stage.url).toBe(`http://127.0.0.1:${stage.server.port}`);
  });

  it('does not start if the address is taken', async () => {
    await open();
    await expect(openStage({ port: stage.server.port })).rejects.toThrow('EADDRINUSE');
  });

  it('is live while it answers, and ready while its database answers', async () => {
    let isReady = true;
    await open({ isReady: async () => isReady });
    expect((await fetch(`${stage.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${stage.url}/health/ready`)).status).toBe(200);
    isReady = false;
    expect((await fetch(`${stage.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${stage.url}/health/ready`)).status).toBe(503);
  });

  it.each([
    '/',
    '/graphql/',
    '/GraphQL',
    '/favicon.ico',
    '/v1.0/debit/notify/',
    '/health',
    '/%67raphql',
    '//graphql',
  ])('has nothing at %s', async (path) => {
    await open();
    const response = await fetch(stage.url + path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it('hides its own fault and returns the request id', async () => {
    await open({ isReady: () => Promise.reject(new Error('password of the database')) });
    const response = await fetch(`${stage.url}/health/ready`);
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('password');
    expect(text).toContain(response.headers.get('x-request-id'));
    expect(stage.lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'http.fault_masked' }),
    );
  });
});

describe('every answer', () => {
  const everyAnswer = async (): Promise<readonly Headers[]> => {
    const notify = { method: 'POST', body: '{}' };
    const responses = await Promise.all([
      fetch(`${stage.url}/nothing`),
      fetch(`${stage.url}/health/live`),
      fetch(`${stage.url}/graphql`),
      fetch(`${stage.url}/graphql`, { method: 'OPTIONS' }),
      stage.post('{ __typename }'),
      stage.post('{ nothing }'),
      fetch(`${stage.url}/v1.0/debit/notify`, notify),
    ]);
    return responses.map(({ headers }) => headers);
  };
  const rawAnswers = (): readonly Promise<string>[] =>
    [
      'nonsense\r\n\r\n',
      'GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(limits.headersBytesMax)}\r\n\r\n`,
      'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n',
      'GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nConnection: close\r\n\r\n',
    ].map((bytes) => openRawPeer(stage.server.port, bytes).answer);
  const upgraded = async () => {
    const socket = new WebSocket(wsUrl(), 'graphql-transport-ws');
    return new Promise<Record<string, unknown>>((resolve) => {
      socket.on('upgrade', ({ headers }) => resolve(headers));
      socket.on('open', () => socket.terminate());
    });
  };

  it('of an embedded gateway has the header x-gapura-mode', async () => {
    await open({ mode: 'embedded' });
    for (const headers of await everyAnswer()) expect(headers.get('x-gapura-mode')).toBe('embedded');
    for (const answer of await Promise.all(rawAnswers())) expect(answer).toContain('x-gapura-mode: embedded');
    expect(await upgraded()).toHaveProperty('x-gapura-mode', 'embedded');
  });

  it('of a configured gateway does not have that header', async () => {
    await open({ mode: 'configured' });
    for (const headers of await everyAnswer()) expect(headers.get('x-gapura-mode')).toBeNull();
    for (const answer of await Promise.all(rawAnswers())) expect(answer).not.toContain('x-gapura-mode');
    expect(await upgraded()).not.toHaveProperty('x-gapura-mode');
  });

  it('must not be framed, sniffed or cached', async () => {
    await open();
    for (const headers of await everyAnswer()) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-request-id')).toBeTruthy();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('a page of another origin', () => {
  const origin = 'https://shop.example';
  const preflight = () =>
    fetch(`${stage.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const upgrade = (from: string) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(wsUrl(), 'graphql-transport-ws', { origin: from });
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => {});
    });

  it('may call the gateway if its origin is listed', async () => {
    await open({ corsOrigins: [origin] });
    const allowed = await preflight();
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await stage.post('{ __typename }', { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('vary')).toBe('Origin');
    expect(await upgrade(origin)).toBe(101);
  });

  it('may not if only another origin is listed', async () => {
    await open({ corsOrigins: ['https://other.example'] });
    expect((await preflight()).headers.get('access-control-allow-origin')).toBeNull();
    const answer = await stage.post('{ __typename }', { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await upgrade(origin)).toBe(403);
  });

  it('may send the headers of the usual clients', async () => {
    await open({ corsOrigins: [origin] });
    const allowed = (await preflight()).headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toEqual(
      expect.arrayContaining([
        ...['apollo-require-preflight', 'apollographql-client-name', 'x-apollo-operation-name'],
        ...['sentry-trace', 'baggage', 'traceparent', 'tracestate'],
      ]),
    );
  });

  it('may be an app’s page, whose origin has a scheme of its own', async () => {
    await open({ corsOrigins: ['capacitor://localhost'] });
    expect(await upgrade('capacitor://localhost')).toBe(101);
    expect(await upgrade('ionic://localhost')).toBe(403);
  });

  it('may be the gateway’s own, behind a proxy that does not pass on the Host', async () => {
    await open({ publicUrl: new URL('https://pay.shop.example/') });
    expect(await upgrade('https://pay.shop.example')).toBe(101);
    expect(await upgrade('https://pay.shop.example.evil.example')).toBe(403);
  });

  it('differs from a page of the same origin, which may', async () => {
    await open();
    expect(await upgrade(stage.url)).toBe(101);
    expect(await upgrade('null')).toBe(403);
  });
});

describe('a gateway below a path of PUBLIC_URL', () => {
  it.each(['/pay', ''])('answers if the proxy passes on the prefix "%s"', async (prefix) => {
    await open({ publicUrl: new URL('https://shop.example/pay/') });
    const statusOf = async (path: string, method = 'GET') =>
      (await fetch(`${stage.url}${prefix}${path}`, { method })).status;
    expect(await statusOf('/health/live')).toBe(200);
    expect(await statusOf('/graphql', 'POST')).toBe(415);
    expect(await statusOf('/v1.0/debit/notify', 'POST')).toBe(400);
    expect(await statusOf('/elsewhere')).toBe(404);
    const socket = new WebSocket(wsUrl().replace('/graphql', `${prefix}/graphql`), 'graphql-transport-ws');
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    socket.terminate();
  });
});

describe('a proxy of a private network', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7' };
  const warnings = () => stage.lines.filter(({ event }) => event === 'http.proxy_unknown').length;

  it('that TRUST_PROXY does not count causes one warning', async () => {
    await open();
    await fetch(`${stage.url}/health/live`);
    expect(warnings()).toBe(0);
    for (let count = 0; count < 2; count++) await fetch(`${stage.url}/health/live`, { headers: forwarded });
    expect(warnings()).toBe(1);
  });

  it('that is configured causes no warning', async () => {
    await open({ proxiesCount: 1 });
    await fetch(`${stage.url}/health/live`, { headers: forwarded });
    expect(warnings()).toBe(0);
  });
});
