import net from 'node:net';
import { expect, test } from 'vitest';
import { readDescriptorsMax } from '../../../src/runtime/descriptors.ts';
import { boundConnections } from '../../../src/server/admission/connection-bounds.ts';
import { limits } from '../../../src/server/limits.ts';
import { silentLog } from '../../support/silent-log.ts';

function open(bounds: { descriptorsMax?: number; perAddressMax?: number; proxiesCount?: number }) {
  const server = new net.Server();
  const lines: object[] = [];
  const hear = (event: string, fields: object = {}) => void lines.push({ event, ...fields });
  boundConnections(server, {
    limits: { ...limits, connectionsPerAddressMax: bounds.perAddressMax ?? limits.connectionsPerAddressMax },
    descriptorsMax: bounds.descriptorsMax ?? null,
    proxiesCount: bounds.proxiesCount ?? 0,
    log: { ...silentLog, info: hear, warn: hear },
  });
  /** A connection from there; whether it stays open. */
  function connect(remoteAddress: string): net.Socket {
    const socket = Object.defineProperty(new net.Socket(), 'remoteAddress', { value: remoteAddress });
    server.emit('connection', socket);
    return socket;
  }
  return { server, lines, connect };
}

test('a process with 1,024 descriptors accepts 768 connections and says so', () => {
  const { server, lines } = open({ descriptorsMax: 1_024 });
  expect(server.maxConnections).toBe(768);
  expect(lines).toEqual([
    { event: 'http.connections_bounded', descriptorsMax: 1_024, connectionsMax: 768, perAddressMax: 384 },
  ]);
});

test('a process with few descriptors keeps half of them, and one without a limit has the own bound', () => {
  expect(open({ descriptorsMax: 300 }).server.maxConnections).toBe(150);
  expect(open({}).server.maxConnections).toBe(limits.connectionsMax);
  expect(
    readDescriptorsMax(() => 'Max open files            1024                 4096                 files'),
  ).toBe(1_024);
  expect(
    readDescriptorsMax(() => 'Max open files            unlimited            unlimited            files'),
  ).toBe(null);
});

test('one public address cannot hold all connections, and gets a new one when it gives one back', async () => {
  const { connect } = open({ perAddressMax: 2 });
  const first = connect('203.0.113.7');
  expect(
    [connect('203.0.113.7'), connect('203.0.113.7'), connect('203.0.113.8')].map((one) => one.destroyed),
  ).toEqual([false, true, false]);
  await new Promise((resolve) => first.once('close', resolve).destroy());
  expect(connect('203.0.113.7').destroyed).toBe(false);
});

test('a connection that Node announces twice is counted once', () => {
  const { server, connect } = open({ perAddressMax: 2 });
  server.emit('connection', connect('203.0.113.7'));
  expect(connect('203.0.113.7').destroyed).toBe(false);
});

test('a private address, and any address behind a proxy of our own, may stand for many clients', () => {
  const direct = open({ perAddressMax: 1 });
  expect([1, 2].map(() => direct.connect('10.0.0.1').destroyed)).toEqual([false, false]);
  const behindProxy = open({ perAddressMax: 1, proxiesCount: 1 });
  expect([1, 2].map(() => behindProxy.connect('203.0.113.7').destroyed)).toEqual([false, false]);
});

test('a connection that could not be accepted is logged and does not end the process', async () => {
  const { server, lines } = open({});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const error = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  expect(() => server.emit('error', error)).not.toThrow();
  expect(lines.at(-1)).toMatchObject({ event: 'http.connections_refused', refusedCount: 1, error });
  server.close();
});
