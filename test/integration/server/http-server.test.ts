import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { limits } from '../../../src/server/limits.ts';
import { openRawPeer } from './raw-peer.ts';
import { connectPeer } from './socket-peer.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const wsUrl = () => `${stage.url.replace(/^http/, 'ws')}/graphql`;

describe('the server', () => {
  it('says where it listens', async () => {
    await open();
    expect(stage.url).toBe(`http://127.0.0.1:${stage.server.port}`);
  });

  it('does not start where the address is taken', async () => {
    await open();
    await expect(openStage({ port: stage.server.port })).rejects.toThrow('EADDRINUSE');
  });

  it('is live as long as it answers, and ready as long as its database does', async () => {
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

  it('hides a fault of its own, and names it', async () => {
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

  it('of an embedded gateway says that it is one', async () => {
    await open({ mode: 'embedded' });
    for (const headers of await everyAnswer()) expect(headers.get('x-gapura-mode')).toBe('embedded');
    for (const answer of await Promise.all(rawAnswers())) expect(answer).toContain('x-gapura-mode: embedded');
    expect(await upgraded()).toHaveProperty('x-gapura-mode', 'embedded');
  });

  it('of another gateway does not', async () => {
    await open({ mode: 'configured' });
    for (const headers of await everyAnswer()) expect(headers.get('x-gapura-mode')).toBeNull();
    for (const answer of await Promise.all(rawAnswers())) expect(answer).not.toContain('x-gapura-mode');
    expect(await upgraded()).not.toHaveProperty('x-gapura-mode');
  });

  it('is protected against being framed, sniffed or kept', async () => {
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

  it('may call where its origin is listed', async () => {
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

  it('may not where another one is', async () => {
    await open({ corsOrigins: ['https://other.example'] });
    expect((await preflight()).headers.get('access-control-allow-origin')).toBeNull();
    const answer = await stage.post('{ __typename }', { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await upgrade(origin)).toBe(403);
  });

  it('is told from a page of our own', async () => {
    await open();
    expect(await upgrade(stage.url)).toBe(101);
    expect(await upgrade('null')).toBe(403);
  });
});

describe('a request that offers another protocol', () => {
  const body = JSON.stringify({ query: '{ __typename }' });
  const h2c = (rest: string) =>
    `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n` +
    `HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\nContent-Type: application/json\r\n${rest}`;

  it.each([
    ['with its body', h2c(`Content-Length: ${body.length}\r\n\r\n${body}`)],
    [
      'with a chunked body',
      h2c(`Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`),
    ],
  ])('is answered as if it had not, %s', async (_, bytes) => {
    await open();
    const peer = openRawPeer(stage.server.port, bytes);
    await new Promise((resolve) => peer.socket.once('data', resolve));
    // The connection lives on: it can carry a second request.
    peer.socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const answer = await peer.answer;
    expect(answer).toContain('{"data":{"__typename":"Query"}}');
    expect(answer).toContain('{"status":"live"}');
  });

  it('is answered also where its body comes later', async () => {
    await open();
    const peer = openRawPeer(stage.server.port, h2c(`Content-Length: ${body.length}\r\n\r\n`));
    await new Promise((resolve) => peer.socket.once('connect', resolve));
    await new Promise(setImmediate);
    peer.socket.end(body);
    expect(await peer.answer).toContain('{"data":{"__typename":"Query"}}');
  });
});

describe('a sender that is slow', () => {
  it('with its headers is cut off', async () => {
    await open({ limits: { headersTimeoutMs: 50, slowSenderCheckMs: 20 } });
    const peer = openRawPeer(stage.server.port, 'POST /graphql HTTP/1.1\r\nHost: x\r\n');
    expect(await peer.answer).toMatch(/^HTTP\/1.1 408/);
  });

  it('with its body is cut off', async () => {
    await open({ limits: { headersTimeoutMs: 50, requestTimeoutMs: 50, slowSenderCheckMs: 20 } });
    const head =
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{';
    expect(await openRawPeer(stage.server.port, head).answer).toMatch(/^HTTP\/1.1 408/);
  });
});

describe('garbage', () => {
  it('in a Host header is no URL to anybody', async () => {
    await open();
    const body = '{"query":"{ __typename }"}';
    const peer = openRawPeer(
      stage.server.port,
      `POST /graphql HTTP/1.1\r\nHost: [[[//\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(await peer.answer).toContain('{"data":{"__typename":"Query"}}');
  });

  it('of every kind, on every path, leaves the server running', async () => {
    await open();
    const next = randomNumbers(20_260_115);
    const start = 'GET /graphql HTTP/1.1\r\nHost: x\r\n';
    const upgrade =
      `${start}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n';
    const post = 'POST /v1.0/debit/notify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
    const h2c = `${start}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`;
    for (let count = 0; count < 300; count += 1) {
      const prefix = ['', start, upgrade, post, h2c][next(5)] ?? '';
      const noise = Buffer.from(Array.from({ length: next(200) }, () => next(256)));
      const peer = openRawPeer(stage.server.port, Buffer.concat([Buffer.from(prefix), noise]));
      await new Promise((resolve) => peer.socket.once('connect', resolve));
      if (next(2) === 0) peer.socket.resetAndDestroy();
      else peer.socket.end();
      await peer.answer;
    }
    const survivor = await connectPeer(stage.url);
    expect(survivor.socket.readyState).toBe(WebSocket.OPEN);
    expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

/** Numbers below `max`, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): (max: number) => number {
  let state = seed;
  return (max) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % max;
  };
}
