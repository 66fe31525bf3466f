import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MerchantEvent } from '../../../src/domain/merchant-event.ts';
import { createEventSender } from '../../../src/webhooks/event-sender.ts';
import type { Resolve } from '../../../src/webhooks/name-lookups.ts';
import { openReceiver, type Receiver } from '../../support/event-receiver.ts';
import { freePorts } from '../../support/free-ports.ts';
import { anOrder, openNewOrder } from '../../support/orders.ts';
import { secret } from './stage.ts';

const event: MerchantEvent = { event: openNewOrder().event, order: anOrder(), refund: null };
const untilCut = new AbortController().signal;

let receiver: Receiver;
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(() => receiver.close());

/** A resolver that returns these addresses for every name. */
function resolveTo(...addresses: string[]): Resolve {
  const found = addresses.map((address) => ({ address, family: net.isIP(address) }));
  return (_name, _options, callback) => callback(null, found);
}

describe('an event is sent', () => {
  const refused = { kind: 'failed', failure: 'ADDRESS_REFUSED' };
  let connectionsCount: number;
  let listener: net.Server;
  let port: number;
  beforeEach(async () => {
    connectionsCount = 0;
    listener = net.createServer((socket) => {
      connectionsCount += 1;
      socket.destroy();
    });
    await once(listener.listen(0, '127.0.0.1'), 'listening');
    port = (listener.address() as AddressInfo).port;
  });
  afterEach(() => listener.close());

  test.each(['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])(
    'not to this machine as %s, unless that is allowed',
    async (host) => {
      const url = `https://${host}:${port}/`;
      const wary = createEventSender({ secrets: [secret], arePrivateAllowed: false });
      expect(await wary.send(url, event, untilCut)).toEqual(refused);
      expect(connectionsCount).toBe(0);
      const allowing = createEventSender({ secrets: [secret], arePrivateAllowed: true });
      expect(await allowing.send(url, event, untilCut)).not.toEqual(refused);
    },
  );

  test.each([
    ['a name that leads to this machine', ['127.0.0.1']],
    ['a name that leads there among others', ['203.0.113.7', '127.0.0.1']],
    ['a name of a cloud’s metadata', ['169.254.169.254']],
    ['a name without an address', []],
  ])('not to %s: the connection goes only to a checked address', async (_name, addresses) => {
    const resolve = resolveTo(...addresses);
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: false, resolve });
    expect(await sender.send(`https://shop.example:${port}/`, event, untilCut)).toEqual(refused);
    expect(connectionsCount).toBe(0);
  });

  test('to the checked address, looked up once for each connection', async () => {
    const other = net.createServer((socket) => socket.destroy());
    await once(other.listen(port, '127.0.0.2'), 'listening');
    const otherConnected = once(other, 'connection');
    let askedCount = 0;
    const resolve: Resolve = (name, options, callback) => {
      askedCount += 1;
      resolveTo(askedCount === 1 ? '127.0.0.1' : '127.0.0.2')(name, options, callback);
    };
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true, resolve });
    await sender.send(`http://shop.example:${port}/`, event, untilCut);
    expect([askedCount, connectionsCount]).toEqual([1, 1]);
    await sender.send(`http://shop.example:${port}/`, event, untilCut);
    expect([askedCount, connectionsCount]).toEqual([2, 1]);
    await otherConnected;
    other.close();
  });

  test('not unencrypted to a public address', async () => {
    const sender = createEventSender({
      secrets: [secret],
      arePrivateAllowed: true,
      resolve: resolveTo('8.8.8.8'),
    });
    expect(await sender.send(`http://shop.example:${port}/`, event, untilCut)).toEqual(refused);
  });

  test('not along a redirect', async () => {
    const other = await openReceiver();
    receiver.answer = () => (response) => response.writeHead(307, { location: other.url }).end();
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true });
    expect(await sender.send(receiver.url, event, untilCut)).toEqual({ kind: 'failed', failure: 'HTTP 307' });
    expect(other.received).toEqual([]);
    await other.close();
  });
});

describe('a receiver’s answer', () => {
  test.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [299, 'accepted'],
    [300, 'failed'],
    [400, 'failed'],
    [401, 'failed'],
    [404, 'failed'],
    [410, 'gone'],
    [429, 'failed'],
    [500, 'failed'],
  ])('HTTP %i: %s', async (status, kind) => {
    receiver.answer = () => status;
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true });
    expect(await sender.send(receiver.url, event, untilCut)).toMatchObject({ kind });
  });

  test('that never ends holds its connection until the deadline, and its status counts', async () => {
    const closed = new Promise<void>((resolve) => {
      receiver.answer = () => (response) => {
        response.writeHead(200).write('x');
        response.on('close', () => resolve());
      };
    });
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true, answerTimeoutMs: 1_000 });
    expect(await sender.send(receiver.url, event, untilCut)).toEqual({ kind: 'accepted' });
    await closed;
  });

  test('of endless headers, or in another protocol, is a failure', async () => {
    const talker = net.createServer((socket) => {
      const write = () => {
        while (socket.write(`x-more: ${'x'.repeat(1024)}\r\n`));
      };
      socket
        .resume()
        .on('error', () => undefined)
        .on('drain', write);
      socket.write('HTTP/1.1 200 OK\r\n');
      write();
    });
    const switcher = net.createServer((socket) => {
      socket.resume().on('error', () => undefined);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n');
    });
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true });
    for (const server of [talker, switcher]) {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;
      const answer = await sender.send(`http://127.0.0.1:${port}/`, event, untilCut);
      expect(answer).toMatchObject({ kind: 'failed' });
      await new Promise((closed) => server.close(closed));
    }
  });

  test('with an endless body is cut off', async () => {
    const closed = new Promise<void>((resolve) => {
      receiver.answer = () => (response) => {
        response.writeHead(200);
        const write = () => {
          while (response.write('x'.repeat(16 * 1024)));
        };
        response.on('drain', write).on('close', () => resolve());
        write();
      };
    });
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true });
    expect(await sender.send(receiver.url, event, untilCut)).toEqual({ kind: 'accepted' });
    await closed;
  });

  test('that is missing or invalid, and a refused connection, are failures named by their code', async () => {
    const mute = net.createServer(() => undefined).listen(0, '127.0.0.1');
    const rude = net.createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await Promise.all([once(mute, 'listening'), once(rude, 'listening')]);
    const [freePort] = await freePorts(1);
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true, answerTimeoutMs: 1_000 });
    const send = (server: net.Server) =>
      sender.send(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, event, untilCut);
    expect(await send(mute)).toEqual({ kind: 'failed', failure: 'TIMEOUT' });
    expect(await send(rude)).toEqual({ kind: 'failed', failure: 'HPE_INVALID_CONSTANT' });
    const nobody = await sender.send(`http://127.0.0.1:${freePort}/`, event, untilCut);
    expect(nobody).toEqual({ kind: 'failed', failure: 'ECONNREFUSED' });
    rude.close();
    mute.close();
  });

  test('to an attempt that is cut is a failure', async () => {
    const cut = new AbortController();
    receiver.answer = () => () => cut.abort();
    const sender = createEventSender({ secrets: [secret], arePrivateAllowed: true });
    expect(await sender.send(receiver.url, event, cut.signal)).toEqual({ kind: 'failed', failure: 'CUT' });
    expect(await sender.send(receiver.url, event, cut.signal)).toEqual({ kind: 'failed', failure: 'CUT' });
    expect(receiver.received).toHaveLength(1);
  });
});
