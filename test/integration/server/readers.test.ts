import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { anOrder } from '../../support/orders.ts';
import { connectPeer, type SocketPeer, subscribe } from './socket-peer.ts';
import {
  aWatchedOrder,
  openStage,
  type Stage,
  type StageOptions,
  serverKey,
  type WatchedOrder,
} from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  return stage.server.drain();
});

/** Pings are due by this clock, which stands still unless a test moves it: whoever is slow answers in time all the same. */
const pingClock = { toFake: ['setInterval' as const, 'clearInterval' as const, 'performance' as const] };
const pingIntervalMs = 1_000;

const title = 'x'.repeat(64 * 1024);
const orderId = globalId('Order', aWatchedOrder().order.id);
const query = `subscription { orderStatus(orderId: "${orderId}") { version title } }`;

const changesCount = 1_500;
/** The buffers of two kernels hold far less than all changes of this size together. */
const takenMax = 400;

/**
 * Server and client share one event loop, and Node's timers come before its sockets: if this loop stands still for so
 * long, the server cuts off a client that has done nothing wrong.
 */
const slowReaderTimeoutMs = 3_000;

const requestOf = (body: string, header: string) =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${header}\r\n` +
  `Authorization: Bearer ${serverKey}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** Makes many changes, and gives the server the time to send each of them. */
async function changeOften(watched: WatchedOrder): Promise<void> {
  for (let count = 0; count < changesCount; count += 1) {
    watched.change();
    await new Promise(setImmediate);
  }
}

describe('a client that stops reading', () => {
  it('over WebSocket holds what the network holds, and no queue; then it gets the latest', async () => {
    const watched = aWatchedOrder({ title });
    await open({ useCases: watched.useCases });
    const stalled = await connectPeer(stage.url);
    stalled.socket.pause();
    subscribe(stalled, 'a', orderId, 'version title');
    const reading = await connectPeer(stage.url);
    subscribe(reading, 'a', orderId, 'version');
    await watched.until(({ opened }) => opened === 2);

    const readingTakes = changesCount;
    await changeOften(watched);
    expect(watched.counts.taken - readingTakes).toBeLessThan(takenMax);

    stalled.socket.resume();
    for (;;) {
      const { payload } = (await stalled.next()) as {
        payload: { data: { orderStatus: { version: number } } };
      };
      if (payload.data.orderStatus.version === changesCount + 2) break;
    }
  });

  it('over SSE holds what the network holds, and no queue', async () => {
    const watched = aWatchedOrder({ title });
    await open({ useCases: watched.useCases });
    const socket = connect(stage.server.port, '127.0.0.1');
    socket.write(requestOf(JSON.stringify({ query }), 'Accept: text/event-stream'));
    await watched.until(({ opened }) => opened === 1);
    await changeOften(watched);
    expect(watched.counts.taken).toBeLessThan(takenMax);
    socket.destroy();
    await watched.until(({ ended }) => ended === 1);
  });

  it('over SSE is cut off after a while', async () => {
    const watched = aWatchedOrder({ title });
    await open({ useCases: watched.useCases, limits: { slowReaderTimeoutMs } });
    const socket = connect(stage.server.port, '127.0.0.1').on('error', () => {});
    socket.write(requestOf(JSON.stringify({ query }), 'Accept: text/event-stream'));
    await watched.until(({ opened }) => opened === 1);
    await changeOften(watched);
    await watched.until(({ ended }) => ended === 1);
    socket.destroy();
  });

  describe('an answer in JSON', () => {
    // More than the buffers of two kernels hold.
    const order = anOrder({ title: 'x'.repeat(240 * 1024) });
    const items = Array.from({ length: 100 }, (_, place) => ({ cursor: String(place), item: order }));
    const listOrders = async () => ({ items, hasNextPage: false, hasPreviousPage: false });
    const wholeBytes = items.length * order.title.length;

    /** Reads the answer, and pauses after each twentieth of it. Returns how many bytes came. */
    async function read(timeoutMs: number, pauses: { count: number; ms: number }): Promise<number> {
      await open({ useCases: { listOrders }, limits: { slowReaderTimeoutMs: timeoutMs } });
      const socket = connect(stage.server.port, '127.0.0.1').on('error', () => {});
      let bytesCount = 0;
      let pausesCount = 0;
      socket.on('data', (chunk: Buffer) => {
        bytesCount += chunk.length;
        if (pausesCount === pauses.count || bytesCount < ((pausesCount + 1) * wholeBytes) / 20) return;
        pausesCount += 1;
        socket.pause();
        setTimeout(() => socket.resume(), pauses.ms);
      });
      const closed = once(socket, 'close');
      const body = JSON.stringify({ query: '{ orders(first: 100) { nodes { title } } }' });
      socket.write(requestOf(body, 'Connection: close'));
      await closed;
      return bytesCount;
    }

    it('is cut off after a while', async () => {
      expect(await read(200, { count: 1, ms: 1_000 })).toBeLessThan(wholeBytes);
    });

    it('is sent to the end if it is read slowly, however long that takes', async () => {
      // All pauses together are longer than the time after which the server cuts off.
      const pauses = { count: 20, ms: (1.5 * slowReaderTimeoutMs) / 20 };
      expect(await read(slowReaderTimeoutMs, pauses)).toBeGreaterThan(wholeBytes);
    });
  });

  it('and keeps sending requests is not read from any more, and is cut off', async () => {
    vi.useFakeTimers(pingClock);
    await open({ limits: { pingIntervalMs, messagesPerPingMax: 100_000 } });
    const peer = await connectPeer(stage.url);
    peer.socket.pause();
    const { pause } = WebSocket.prototype;
    const isLeftUnread = new Promise<void>((resolve) => {
      vi.spyOn(WebSocket.prototype, 'pause').mockImplementation(function (this: WebSocket) {
        pause.call(this);
        resolve();
      });
    });
    // Each of these is answered with its own payload, which the peer never reads.
    const ping = JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(16_000) } });
    const pingsCount = 2_000;
    let readCount = 0;
    const closed = once(peer.socket, 'close');
    for (let count = 0; count < pingsCount; count += 1) {
      peer.socket.send(ping, (error) => {
        if (error === undefined || error === null) readCount += 1;
      });
    }
    await isLeftUnread;
    vi.advanceTimersByTime(2 * pingIntervalMs);
    await closed;
    expect(readCount).toBeLessThan(pingsCount / 2);
  });
});

describe('a peer that vanished', () => {
  beforeEach(() => {
    vi.useFakeTimers(pingClock);
  });

  /** The next ping is due; when this resolves, the server has read the peers' answers to it. */
  async function passPing(...peers: SocketPeer[]): Promise<void> {
    const pinged = peers.map(({ socket }) => once(socket, 'ping'));
    vi.advanceTimersByTime(pingIntervalMs);
    await Promise.all(pinged);
    for (const peer of peers) {
      peer.send({ type: 'ping' });
      expect(await peer.next()).toEqual({ type: 'pong' });
    }
  }

  it('is noticed because it does not answer a ping', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases, limits: { pingIntervalMs } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId, 'version');
    await peer.next();
    await passPing(peer);
    peer.socket.pause();
    vi.advanceTimersByTime(2 * pingIntervalMs);
    await watched.until(({ ended }) => ended === 1);
    peer.socket.terminate();
  });

  it('differs from a peer without any operation, which is closed with a code that lets it reconnect', async () => {
    const watched = aWatchedOrder();
    const idleSocketTimeoutMs = 3 * pingIntervalMs;
    await open({ useCases: watched.useCases, limits: { pingIntervalMs, idleSocketTimeoutMs } });
    const watching = await connectPeer(stage.url);
    subscribe(watching, 'a', orderId, 'version');
    await watching.next();
    const idle = await connectPeer(stage.url);
    for (let count = 0; count < 3; count += 1) await passPing(watching, idle);
    await passPing(watching);
    expect(await idle.closed).toEqual({ code: 1000, reason: 'Idle' });
    // Its time begins anew after it has watched something.
    watching.send({ type: 'complete', id: 'a' });
    await watched.until(({ ended }) => ended === 1);
    for (let count = 0; count < 3; count += 1) await passPing(watching);
    vi.advanceTimersByTime(pingIntervalMs);
    expect(await watching.closed).toEqual({ code: 1000, reason: 'Idle' });
  });

  it('gets its ping in its turn, never at the same moment as all others', async () => {
    const ping = vi.spyOn(WebSocket.prototype, 'ping');
    const tickMs = 50;
    const peersCount = 20;
    await open({ limits: { pingIntervalMs: peersCount * tickMs } });
    for (let count = 0; count < peersCount; count += 1) {
      await connectPeer(stage.url);
      vi.advanceTimersByTime(tickMs);
    }
    const perTick: number[] = [];
    for (let tick = 0; tick < peersCount; tick += 1) {
      ping.mockClear();
      vi.advanceTimersByTime(tickMs);
      perTick.push(ping.mock.calls.length);
    }
    expect(perTick.filter((count) => count > 0).length).toBeGreaterThan(peersCount / 2);
    expect(Math.max(...perTick)).toBeLessThan(3);
  });

  it('differs from a peer that is only silent', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases, limits: { pingIntervalMs } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId, 'version');
    await peer.next();
    for (let count = 0; count < 3; count += 1) await passPing(peer);
    watched.change();
    expect(await peer.next()).toMatchObject({ type: 'next' });
  });
});
