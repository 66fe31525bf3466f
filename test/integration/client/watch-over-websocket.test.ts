import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayClientOptions } from '../../../src/client/core/gateway-client.ts';
import { GatewayError } from '../../../src/client/core/gateway-error.ts';
import { anOrderView, type ScriptedGateway, startScriptedGateway } from './scripted-gateway.ts';
import { connection, version, watchAs } from './viewer.ts';

let gateway: ScriptedGateway;
const viewers: ReturnType<typeof watchAs>[] = [];

beforeEach(async () => {
  gateway = await startScriptedGateway();
});
afterEach(async () => {
  for (const { watch } of viewers.splice(0)) watch.close();
  await gateway.close();
});

function view(options: Partial<GatewayClientOptions> = {}, afterVersion?: number) {
  const viewer = watchAs(gateway, options, afterVersion);
  viewers.push(viewer);
  return viewer;
}

describe('over WebSocket', () => {
  test('connects, shows every state, and ends when the gateway completes the stream', async () => {
    const viewer = view();
    const first = viewer.until(version(2));
    const socket = await gateway.nextSocket();
    expect(await socket.heard()).toEqual({
      type: 'connection_init',
      payload: { authorization: 'Bearer token-1' },
    });
    socket.say({ type: 'connection_ack' });
    expect(await socket.heard()).toMatchObject({
      type: 'subscribe',
      payload: {
        query: expect.stringContaining('subscription OrderStatus'),
        variables: { orderId: 'order-1', afterVersion: null },
      },
    });
    socket.state(2);
    expect(await first).toEqual({ order: anOrderView(2), connection: 'live' });
    socket.state(3);
    expect(await viewer.until(version(3))).toMatchObject({ connection: 'live' });
    socket.say({ type: 'complete', id: '1' });
    await viewer.untilEnd();
    expect(viewer.seen[0]).toEqual({ order: null, connection: 'connecting' });
    expect(viewer.seen.at(-1)).toEqual({ order: anOrderView(3), connection: 'closed' });
    expect(await socket.closed).toBe(1000);
  });

  test.each([1000, 1001, 1011, 1012, 1013, 4408, 4500])(
    'reconnects after close code %i, resumes, and never shows an older state',
    async (code) => {
      const viewer = view();
      const first = viewer.until(version(5));
      const before = await gateway.nextSocket();
      await before.accept();
      before.state(5);
      await first;
      before.socket.close(code);

      const later = viewer.until(version(7));
      const after = await gateway.nextSocket();
      expect(await after.accept()).toEqual({ orderId: 'order-1', afterVersion: 5 });
      for (const sent of [6, 4, 5, 7]) {
        after.state(sent);
        await after.isTaken();
      }
      await later;
      expect(viewer.seen.some(connection('reconnecting'))).toBe(true);
      expect(viewer.versions().filter((seen) => seen !== null && seen < 5)).toEqual([]);
      expect(viewer.versions()).toEqual([...viewer.versions()].sort((a, b) => Number(a) - Number(b)));
    },
  );

  test('shows the restored order if a connection begins with an earlier version', async () => {
    const viewer = view();
    const first = viewer.until(version(5));
    const before = await gateway.nextSocket();
    await before.accept();
    before.state(5);
    await first;
    before.socket.close(1012);

    const later = viewer.until(version(4));
    const after = await gateway.nextSocket();
    await after.accept();
    for (const sent of [3, 2, 4]) {
      after.state(sent);
      await after.isTaken();
    }
    await later;
    expect(viewer.versions().filter((seen) => seen !== null)).not.toContain(2);
    expect(viewer.versions()).toContain(3);
  });

  test('reconnects after a connection that broke without a close', async () => {
    const viewer = view({}, 3);
    void viewer.untilEnd();
    const before = await gateway.nextSocket();
    expect(await before.accept()).toEqual({ orderId: 'order-1', afterVersion: 3 });
    before.socket.terminate();
    expect(await (await gateway.nextSocket()).accept()).toEqual({ orderId: 'order-1', afterVersion: 3 });
  });

  test.each([
    [4403, 'UNAUTHENTICATED'],
    [4401, 'UNAUTHENTICATED'],
    [4400, 'BAD_REQUEST'],
    [4406, 'BAD_REQUEST'],
  ])(
    'close code %i is final: the client throws a typed error and does not reconnect',
    async (code, named) => {
      const viewer = view();
      const end = viewer.untilEnd().catch((error: unknown) => error);
      (await gateway.nextSocket()).socket.close(code);
      const error = await end;
      expect(error).toBeInstanceOf(GatewayError);
      expect(error).toMatchObject({ code: named, isRetryable: false });
      expect(viewer.seen.at(-1)).toMatchObject({ connection: 'closed' });
      expect(gateway.untaken()).toBe(0);
    },
  );

  const failed = (code: string, more = {}) => [{ message: 'It failed.', extensions: { code, ...more } }];

  test.each(['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED'])(
    'an operation that fails with %s is attempted again',
    async (code) => {
      const viewer = view();
      const first = viewer.until(version(2));
      const before = await gateway.nextSocket();
      await before.accept();
      before.say({ type: 'error', id: '1', payload: failed(code, { retryAfterMs: 1 }) });
      expect(await before.closed).toBe(1000);
      const after = await gateway.nextSocket();
      await after.accept();
      after.state(2);
      await first;
      // The operation was accepted and failed at once, so the connection never counts as live.
      expect(viewer.seen.map(({ connection }) => connection)).toEqual(['connecting', 'live']);
    },
  );

  test.each([
    ['error', (payload: unknown) => ({ type: 'error', id: '1', payload })],
    ['next', (errors: unknown) => ({ type: 'next', id: '1', payload: { data: null, errors } })],
  ])('an order that does not exist ends the watch, reported by %s', async (_, message) => {
    const viewer = view();
    const end = viewer.untilEnd().catch((error: unknown) => error);
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.say(message(failed('NOT_FOUND')));
    expect(await end).toMatchObject({ name: 'GatewayError', code: 'NOT_FOUND', message: 'It failed.' });
  });

  test('an event with failed fields is no state, and the client subscribes again', async () => {
    const viewer = view();
    void viewer.untilEnd();
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.say({ type: 'next', id: '1', payload: { data: null, errors: failed('INTERNAL_SERVER_ERROR') } });
    await (await gateway.nextSocket()).accept();
  });

  test('a resumed stream without events becomes live after a while', async () => {
    const viewer = view({ timing: { liveAfterMs: 5 } }, 2);
    const live = viewer.until(connection('live'));
    await (await gateway.nextSocket()).accept();
    expect(await live).toEqual({ order: null, connection: 'live' });
  });

  test('answers a ping, and gives up a peer that does not answer one', async () => {
    const viewer = view({ timing: { pingAfterMs: 10, pongTimeoutMs: 40 } });
    const first = viewer.until(version(2));
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    socket.say({ type: 'ping' });
    expect(await socket.heard()).toEqual({ type: 'pong' });
    expect(await socket.heard()).toEqual({ type: 'ping' });
    socket.say({ type: 'pong' });
    expect(await socket.heard()).toEqual({ type: 'ping' });
    const lost = viewer.until(connection('reconnecting'));
    await gateway.nextSocket();
    await lost;
    // It was ended, not closed: a peer that is gone cannot agree to that.
    expect(await socket.closed).toBe(1006);
  });

  test('a slow loop may skip states but gets the latest', async () => {
    const viewer = view();
    const first = viewer.until(version(2));
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    for (let sent = 3; sent <= 50; sent += 1) socket.state(sent);
    await socket.isTaken();
    await viewer.until(version(50));
    expect(viewer.versions().filter((seen) => seen !== null)).toEqual([2, 50]);
  });

  test('leaving the loop closes the socket without a reconnect', async () => {
    const viewer = view();
    const first = viewer.until(version(2));
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    await viewer.views.return();
    await socket.closed;
    expect(gateway.untaken()).toBe(0);
  });

  test('close ends the loop', async () => {
    const viewer = view();
    const end = viewer.untilEnd();
    const socket = await gateway.nextSocket();
    await socket.accept();
    viewer.watch.close();
    await end;
    await socket.closed;
    expect(viewer.seen.at(-1)).toEqual({ order: null, connection: 'closed' });
  });

  test('hurry ends the wait for the next attempt', async () => {
    const viewer = view({ timing: { returnWithinMs: 3_600_000 }, random: () => 0.9 });
    void viewer.untilEnd();
    const before = await gateway.nextSocket();
    before.socket.terminate();
    await before.closed;
    const after = gateway.nextSocket();
    for (let told = false; !told; ) {
      viewer.watch.hurry();
      told = await Promise.race([
        after.then(() => true),
        new Promise<false>((no) => setTimeout(no, 5, false)),
      ]);
    }
  });

  test('a watch that is closed during a wait leaves no timer', async () => {
    const viewer = view({ timing: { returnWithinMs: 3_600_000 }, random: () => 0.9 });
    const lost = viewer.until(connection('reconnecting'));
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    socket.socket.close(1012);
    await lost;
    const timersCount = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timersCount();
    viewer.watch.close();
    expect(timersCount()).toBe(before - 1);
  });

  test('hurry pings a connection that looks alive', async () => {
    const viewer = view({ timing: { pongTimeoutMs: 10 } });
    const first = viewer.until(version(2));
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    void viewer.untilEnd();
    viewer.watch.hurry();
    expect(await socket.heard()).toEqual({ type: 'ping' });
    await gateway.nextSocket();
  });
});
