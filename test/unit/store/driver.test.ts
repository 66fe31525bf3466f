import { once } from 'node:events';
import net from 'node:net';
import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { connectionOptions } from '../../../src/store/driver/driver.ts';

const servers: net.Server[] = [];

/** A peer that accepts and never says a word. */
async function silentPort(): Promise<number> {
  const server = net.createServer((socket) => socket.on('error', () => {}));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test('a peer that is silent for too long is given up, as a connection that timed out', async () => {
  const port = await silentPort();
  let isClosed = false;
  const { socket } = connectionOptions(`postgres://127.0.0.1:${port}/gapura`, {
    silenceMaxMs: 20,
    keepAliveMs: 1_000,
    reconnectAfterMs: 100,
    onClose: () => (isClosed = true),
  });
  const opened = socket();
  const [error] = await once(opened, 'error');
  expect(error).toMatchObject({ code: 'ETIMEDOUT' });
  await once(opened, 'close');
  expect(isClosed).toBe(true);
});

test('several hosts are tried one after the other', async () => {
  const port = await silentPort();
  const url = `postgres://127.0.0.1:${port},localhost:${port}/gapura`;
  const { socket } = connectionOptions(url, { keepAliveMs: 1_000, reconnectAfterMs: 100 });
  const opened = [1, 2, 3].map(() => socket());
  await Promise.all(opened.map((one) => once(one, 'connect')));
  expect(opened.map((one) => (one as net.Socket & { host: string }).host)).toEqual([
    '127.0.0.1',
    'localhost',
    '127.0.0.1',
  ]);
  for (const one of opened) one.destroy();
});

test('an address that cannot be reached fails the statement and not the process', async () => {
  // The broadcast address: connect() fails at once, as it does without a route.
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('uncaughtException', hear);
  const url = 'postgres://gapura@255.255.255.255:5432/gapura';
  const client = postgres(url, {
    ...connectionOptions(url, { keepAliveMs: 1_000, reconnectAfterMs: 10 }),
    max: 1,
  });
  const codes = [];
  for (let count = 0; count < 3; count++) {
    codes.push(await client.unsafe('select 1').then(String, (error: { code?: string }) => error.code));
  }
  await client.end({ timeout: 0 });
  process.off('uncaughtException', hear);
  expect({ unheard, codes: new Set(codes).size }).toEqual({ unheard: [], codes: 1 });
  expect(codes[0]).toMatch(/^E(ACCES|NETUNREACH|HOSTUNREACH|INVAL)$/);
});

test('a socket over TLS keeps its bound on silence and says when it ends', async () => {
  const port = await silentPort();
  let closesCount = 0;
  const { socket } = connectionOptions(`postgres://127.0.0.1:${port}/gapura`, {
    silenceMaxMs: 1_000,
    keepAliveMs: 1_000,
    reconnectAfterMs: 100,
    onClose: () => closesCount++,
  });
  const opened = socket();
  await once(opened, 'connect');
  // What postgres.js does before it wraps a socket in TLS.
  opened.removeAllListeners();
  await new Promise((resolve) => opened.once('close', resolve));
  expect(closesCount).toBe(1);
});
