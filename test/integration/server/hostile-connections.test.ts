import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { anOrder } from '../../support/orders.ts';
import { openRawPeer } from './raw-peer.ts';
import { connectPeer } from './socket-peer.ts';
import { openStage, type Stage, type StageOptions, serverKey } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

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
  ])('is answered as if it had made no offer, %s', async (_, bytes) => {
    await open();
    const peer = openRawPeer(stage.server.port, bytes);
    await new Promise((resolve) => peer.socket.once('data', resolve));
    // The connection stays open and carries a second request.
    peer.socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const answer = await peer.answer;
    expect(answer).toContain('{"data":{"__typename":"Query"}}');
    expect(answer).toContain('{"status":"live"}');
  });

  it('is answered even if its body comes later', async () => {
    await open();
    const peer = openRawPeer(stage.server.port, h2c(`Content-Length: ${body.length}\r\n\r\n`));
    await new Promise((resolve) => peer.socket.once('connect', resolve));
    await new Promise(setImmediate);
    peer.socket.end(body);
    expect(await peer.answer).toContain('{"data":{"__typename":"Query"}}');
  });
});

describe('requests sent ahead', () => {
  const query = '{ order(by: { partnerReferenceNo: "ord-1" }) { id } }';
  const body = JSON.stringify({ query });
  const send = (headers: string) =>
    `POST /graphql HTTP/1.1\r\nHost: x\r\n${headers}Authorization: Bearer ${serverKey}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const health = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

  it.each([
    ['one offers another protocol', `${send('')}${send('Connection: Upgrade\r\nUpgrade: h2c\r\n')}${health}`],
    [
      'the first offers another protocol',
      `${send('Connection: Upgrade\r\nUpgrade: h2c\r\n')}${send('')}${health}`,
    ],
    ['none offers another protocol', `${send('')}${send('')}${health}`],
  ])('are all answered in their order, although %s', async (_, bytes) => {
    let count = 0;
    const order = anOrder();
    const findOrder = async () => {
      count += 1;
      // The first takes longest.
      await new Promise((resolve) => setTimeout(resolve, count === 1 ? 100 : 0));
      return order;
    };
    await open({ useCases: { findOrder } });
    const answer = await openRawPeer(stage.server.port, bytes).answer;
    const statusLines = answer.match(/HTTP\/1\.1 \d+/g);
    expect(statusLines).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(answer.match(/"data":\{"order"/g)).toHaveLength(2);
    expect(answer.trimEnd().endsWith('{"status":"live"}')).toBe(true);
  });

  it('are answered before a WebSocket takes over their connection', async () => {
    const order = anOrder();
    const findOrder = () => new Promise<typeof order>((resolve) => setTimeout(() => resolve(order), 50));
    await open({ useCases: { findOrder } });
    const handshake =
      'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n';
    const peer = openRawPeer(stage.server.port, send('') + handshake);
    let text = '';
    peer.socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    await expect.poll(() => text).toContain('HTTP/1.1 101');
    expect(text).toMatch(/^HTTP\/1\.1 200/);
    peer.socket.destroy();
  });
});

describe('a slow sender', () => {
  it('of headers is cut off', async () => {
    await open({ limits: { headersTimeoutMs: 50, slowSenderCheckMs: 20 } });
    const peer = openRawPeer(stage.server.port, 'POST /graphql HTTP/1.1\r\nHost: x\r\n');
    expect(await peer.answer).toMatch(/^HTTP\/1.1 408/);
  });

  it('of a body is cut off', async () => {
    await open({ limits: { headersTimeoutMs: 50, requestTimeoutMs: 50, slowSenderCheckMs: 20 } });
    const head =
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{';
    expect(await openRawPeer(stage.server.port, head).answer).toMatch(/^HTTP\/1.1 408/);
  });
});

describe('garbage', () => {
  it('in a Host header changes nothing', async () => {
    await open();
    const body = '{"query":"{ __typename }"}';
    const peer = openRawPeer(
      stage.server.port,
      `POST /graphql HTTP/1.1\r\nHost: [[[//\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(await peer.answer).toContain('{"data":{"__typename":"Query"}}');
  });

  it('of any kind, on any path, leaves the server running', async () => {
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

/** Returns numbers below `max`, the same sequence for the same seed (mulberry32). */
function randomNumbers(seed: number): (max: number) => number {
  let state = seed;
  return (max) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % max;
  };
}
