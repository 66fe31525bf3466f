import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { anOrder } from '../../support/orders.ts';
import { connectPeer, openPeer, subscribe } from './socket-peer.ts';
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
afterEach(() => stage.server.drain());

const title = 'x'.repeat(64 * 1024);
const orderId = globalId('Order', aWatchedOrder().order.id);
const query = `subscription { orderStatus(orderId: "${orderId}") { version title } }`;

const changesCount = 1_500;
/** The buffers of two kernels hold far less than all changes of this size together. */
const takenMax = 400;

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
    const body = JSON.stringify({ query });
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n` +
        `Authorization: Bearer ${serverKey}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await watched.until(({ opened }) => opened === 1);
    await changeOften(watched);
    expect(watched.counts.taken).toBeLessThan(takenMax);
    socket.destroy();
    await watched.until(({ ended }) => ended === 1);
  });

  it('over SSE is cut off after a while', async () => {
    const watched = aWatchedOrder({ title });
    await open({ useCases: watched.useCases, limits: { slowReaderTimeoutMs: 100 } });
    const socket = connect(stage.server.port, '127.0.0.1');
    const body = JSON.stringify({ query });
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n` +
        `Authorization: Bearer ${serverKey}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await watched.until(({ opened }) => opened === 1);
    await changeOften(watched);
    await watched.until(({ ended }) => ended === 1);
    socket.destroy();
  });

  it('an answer in JSON is cut off after a while, and one that reads slowly is not', async () => {
    // More than the buffers of two kernels hold.
    const order = anOrder({ title: 'x'.repeat(240 * 1024) });
    const items = Array.from({ length: 100 }, (_, place) => ({ cursor: String(place), item: order }));
    const listOrders = async () => ({ items, hasNextPage: false, hasPreviousPage: false });
    await open({ useCases: { listOrders }, limits: { slowReaderTimeoutMs: 200 } });
    const body = JSON.stringify({ query: '{ orders(first: 100) { nodes { title } } }' });
    const request =
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n` +
      `Authorization: Bearer ${serverKey}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const read = async (pauses: { everyBytes: number; ms: number }) => {
      const socket = connect(stage.server.port, '127.0.0.1').on('error', () => {});
      let bytesCount = 0;
      let pausedAtBytes = 0;
      socket.on('data', (chunk: Buffer) => {
        bytesCount += chunk.length;
        if (bytesCount - pausedAtBytes < pauses.everyBytes) return;
        pausedAtBytes = bytesCount;
        socket.pause();
        setTimeout(() => socket.resume(), pauses.ms);
      });
      const closed = once(socket, 'close');
      socket.write(request);
      await closed;
      return bytesCount;
    };
    const wholeBytes = 100 * order.title.length;
    expect(await read({ everyBytes: wholeBytes / 20, ms: 1_000 })).toBeLessThan(wholeBytes);
    expect(await read({ everyBytes: wholeBytes / 20, ms: 20 })).toBeGreaterThan(wholeBytes);
  });

  it('and keeps sending requests is not read from any more, and is cut off', async () => {
    await open({ limits: { pingIntervalMs: 200, messagesPerPingMax: 100_000 } });
    const peer = await connectPeer(stage.url);
    peer.socket.pause();
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
    await closed;
    expect(readCount).toBeLessThan(pingsCount / 2);
  });
});

describe('a peer that vanished', () => {
  it('is noticed because it does not answer a ping', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases, limits: { pingIntervalMs: 50 } });
    const peer = await openPeer(stage.url);
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${serverKey}` } });
    await peer.next();
    subscribe(peer, 'a', orderId, 'version');
    await peer.next();
    peer.socket.pause();
    await watched.until(({ ended }) => ended === 1);
    peer.socket.terminate();
  });

  it('differs from a peer without any operation, which is closed with a code that lets it reconnect', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases, limits: { pingIntervalMs: 100, idleSocketTimeoutMs: 300 } });
    const watching = await connectPeer(stage.url);
    subscribe(watching, 'a', orderId, 'version');
    await watching.next();
    const idle = await connectPeer(stage.url);
    expect(await idle.closed).toEqual({ code: 1000, reason: 'Idle' });
    // Its time begins anew after it has watched something.
    watching.send({ type: 'complete', id: 'a' });
    expect(await watching.closed).toEqual({ code: 1000, reason: 'Idle' });
    await watched.until(({ ended }) => ended === 1);
  });

  it('gets its ping in its turn, never at the same moment as all others', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const ping = vi.spyOn(WebSocket.prototype, 'ping');
    try {
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
    } finally {
      ping.mockRestore();
      vi.useRealTimers();
    }
  });

  it('differs from a peer that is only silent', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases, limits: { pingIntervalMs: 300 } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId, 'version');
    await peer.next();
    for (let count = 0; count < 3; count += 1) await once(peer.socket, 'ping');
    watched.change();
    expect(await peer.next()).toMatchObject({ type: 'next' });
  });
});
