import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { GatewayError } from '../../../src/client/core/gateway-error.ts';
import { defaultTiming } from '../../../src/client/core/timing.ts';
import { anOrderView } from './scripted-gateway.ts';
import { connection, version } from './viewer.ts';
import { watchStage } from './watch-stage.ts';

const stage = watchStage();

describe('over WebSocket', () => {
  test('connects, shows every state, and ends when the gateway completes the stream', async () => {
    const viewer = stage.view();
    const first = viewer.until(version(2));
    const socket = await stage.gateway.nextSocket();
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
      const viewer = stage.view();
      const first = viewer.until(version(5));
      const before = await stage.gateway.nextSocket();
      await before.accept();
      before.state(5);
      await first;
      before.socket.close(code);

      const later = viewer.until(version(7));
      const after = await stage.gateway.nextSocket();
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
    const viewer = stage.view();
    const first = viewer.until(version(5));
    const before = await stage.gateway.nextSocket();
    await before.accept();
    before.state(5);
    await first;
    before.socket.close(1012);

    const later = viewer.until(version(4));
    const after = await stage.gateway.nextSocket();
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
    const viewer = stage.view({}, 3);
    void viewer.untilEnd();
    const before = await stage.gateway.nextSocket();
    expect(await before.accept()).toEqual({ orderId: 'order-1', afterVersion: 3 });
    before.socket.terminate();
    expect(await (await stage.gateway.nextSocket()).accept()).toEqual({
      orderId: 'order-1',
      afterVersion: 3,
    });
  });

  test.each([
    [4403, 'UNAUTHENTICATED'],
    [4401, 'UNAUTHENTICATED'],
    [4400, 'BAD_REQUEST'],
    [4406, 'BAD_REQUEST'],
  ])(
    'close code %i is final: the client throws a typed error and does not reconnect',
    async (code, named) => {
      const viewer = stage.view();
      const end = viewer.untilEnd().catch((error: unknown) => error);
      (await stage.gateway.nextSocket()).socket.close(code);
      const error = await end;
      expect(error).toBeInstanceOf(GatewayError);
      expect(error).toMatchObject({ code: named, isRetryable: false });
      expect(viewer.seen.at(-1)).toMatchObject({ connection: 'closed' });
      expect(stage.gateway.untaken()).toBe(0);
    },
  );

  const failed = (code: string, more = {}) => [{ message: 'It failed.', extensions: { code, ...more } }];

  test.each(['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED'])(
    'an operation that fails with %s is attempted again',
    async (code) => {
      const viewer = stage.view();
      const first = viewer.until(version(2));
      const before = await stage.gateway.nextSocket();
      await before.accept();
      before.say({ type: 'error', id: '1', payload: failed(code, { retryAfterMs: 1 }) });
      expect(await before.closed).toBe(1000);
      const after = await stage.gateway.nextSocket();
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
    const viewer = stage.view();
    const end = viewer.untilEnd().catch((error: unknown) => error);
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    socket.say(message(failed('NOT_FOUND')));
    expect(await end).toMatchObject({ name: 'GatewayError', code: 'NOT_FOUND', message: 'It failed.' });
  });

  test('an event with failed fields is no state, and the client subscribes again', async () => {
    const viewer = stage.view();
    void viewer.untilEnd();
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    socket.say({ type: 'next', id: '1', payload: { data: null, errors: failed('INTERNAL_SERVER_ERROR') } });
    await (await stage.gateway.nextSocket()).accept();
  });

  test('a resumed stream without events becomes live after a while', async () => {
    const viewer = stage.view({ timing: { liveAfterMs: 5 } }, 2);
    const live = viewer.until(connection('live'));
    await (await stage.gateway.nextSocket()).accept();
    expect(await live).toEqual({ order: null, connection: 'live' });
  });

  test('answers a ping, and gives up a peer that does not answer one', async () => {
    // The client's pings are due by a clock that stands still: however slow the machine, a pong is in time.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { pingAfterMs, pongTimeoutMs } = defaultTiming;
    const viewer = stage.view();
    const first = viewer.until(version(2));
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    const isAnswered = async () => {
      socket.say({ type: 'ping' });
      expect(await socket.heard()).toEqual({ type: 'pong' });
    };
    await isAnswered();
    vi.advanceTimersByTime(pingAfterMs);
    expect(await socket.heard()).toEqual({ type: 'ping' });
    socket.say({ type: 'pong' });
    // Its answer to a later ping shows that the client has read the pong.
    await isAnswered();
    vi.advanceTimersByTime(pingAfterMs);
    expect(await socket.heard()).toEqual({ type: 'ping' });
    const lost = viewer.until(connection('reconnecting'));
    vi.advanceTimersByTime(pongTimeoutMs);
    await lost;
    const again = stage.gateway.nextSocket();
    await vi.advanceTimersByTimeAsync(defaultTiming.waitMaxMs);
    await again;
    // It was ended, not closed: a peer that is gone cannot agree to that.
    expect(await socket.closed).toBe(1006);
  });
});
