import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createGatewayClient, type GatewayClientOptions } from '../../../src/client/gateway-client.ts';
import { GatewayError } from '../../../src/client/gateway-error.ts';
import type { Pace } from '../../../src/client/pace.ts';
import type { OrderView, OrderWatch } from '../../../src/client/watch-order.ts';
import {
  anOrderView,
  type ScriptedGateway,
  type ScriptedSocket,
  startScriptedGateway,
} from './scripted-gateway.ts';

let gateway: ScriptedGateway;
const watches: OrderWatch[] = [];

beforeEach(async () => {
  gateway = await startScriptedGateway();
});
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.close();
  await gateway.close();
});

/** Comes back at once and is patient otherwise; a test shortens the wait it is about. */
const quick: Partial<Pace> = { returnWithinMs: 2, waitFirstMs: 2, waitMaxMs: 4, liveAfterMs: 60_000 };

/** Somebody who looks at a watched order, and remembers what he saw. */
function watchAs(options: Partial<GatewayClientOptions> = {}, afterVersion?: number) {
  const client = createGatewayClient({
    url: gateway.url,
    token: 'token-1',
    webSocket: WebSocket,
    ...options,
    pace: { ...quick, ...options.pace },
  });
  const watch = client.watchOrder({
    orderId: 'order-1',
    ...(afterVersion === undefined ? {} : { afterVersion }),
  });
  watches.push(watch);
  const views = watch[Symbol.asyncIterator]();
  const seen: OrderView[] = [];
  /** What he sees next; null at the end. */
  async function next(): Promise<OrderView | null> {
    const { done, value } = await views.next();
    if (done) return null;
    seen.push(value);
    return value;
  }
  async function until(isSo: (view: OrderView) => boolean): Promise<OrderView> {
    for (;;) {
      const view = await next();
      if (view === null) throw new Error(`it ended after ${JSON.stringify(seen)}`);
      if (isSo(view)) return view;
    }
  }
  async function untilEnd(): Promise<void> {
    while ((await next()) !== null);
  }
  return {
    watch,
    views,
    seen,
    until,
    untilEnd,
    versions: () => seen.map(({ order }) => order?.version ?? null),
  };
}
const version = (wanted: number) => (view: OrderView) => view.order?.version === wanted;
const connection = (wanted: string) => (view: OrderView) => view.connection === wanted;

/** Everything that was said to the client has reached it: it answers in order. */
async function isTaken(socket: ScriptedSocket): Promise<void> {
  socket.say({ type: 'ping' });
  await socket.heard();
}

describe('over WebSocket', () => {
  test('connects, shows every state, and ends when the gateway completes the stream', async () => {
    const viewer = watchAs();
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
    'comes back after close code %i, resumes, and never shows an older state',
    async (code) => {
      const viewer = watchAs();
      const first = viewer.until(version(5));
      const before = await gateway.nextSocket();
      await before.accept();
      before.state(5);
      await first;
      before.socket.close(code);

      const later = viewer.until(version(7));
      const after = await gateway.nextSocket();
      expect(await after.accept()).toEqual({ orderId: 'order-1', afterVersion: 5 });
      for (const sent of [4, 5, 6, 7]) {
        after.state(sent);
        await isTaken(after);
      }
      await later;
      expect(viewer.seen.some(connection('reconnecting'))).toBe(true);
      expect(viewer.versions().filter((seen) => seen !== null && seen < 5)).toEqual([]);
      expect(viewer.versions()).toEqual([...viewer.versions()].sort((a, b) => Number(a) - Number(b)));
    },
  );

  test('comes back after a connection that broke without a word', async () => {
    const viewer = watchAs({}, 3);
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
  ])('close code %i is final: a typed error, and nobody comes back', async (code, named) => {
    const viewer = watchAs();
    const end = viewer.untilEnd().catch((error: unknown) => error);
    (await gateway.nextSocket()).socket.close(code);
    const error = await end;
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code: named, isRetryable: false });
    expect(viewer.seen.at(-1)).toMatchObject({ connection: 'closed' });
    expect(gateway.untaken()).toBe(0);
  });

  const failed = (code: string, more = {}) => [{ message: 'It failed.', extensions: { code, ...more } }];

  test.each(['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED'])(
    'an operation that fails with %s is tried again',
    async (code) => {
      const viewer = watchAs();
      const first = viewer.until(version(2));
      const before = await gateway.nextSocket();
      await before.accept();
      before.say({ type: 'error', id: '1', payload: failed(code, { retryAfterMs: 1 }) });
      expect(await before.closed).toBe(1000);
      const after = await gateway.nextSocket();
      await after.accept();
      after.state(2);
      await first;
      // It was taken and failed at once: that is nothing to be called live.
      expect(viewer.seen.map((view) => view.connection)).toEqual(['connecting', 'live']);
    },
  );

  test.each([
    ['error', (payload: unknown) => ({ type: 'error', id: '1', payload })],
    ['next', (errors: unknown) => ({ type: 'next', id: '1', payload: { data: null, errors } })],
  ])('an order that is not there ends the watch, told by %s', async (_, message) => {
    const viewer = watchAs();
    const end = viewer.untilEnd().catch((error: unknown) => error);
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.say(message(failed('NOT_FOUND')));
    expect(await end).toMatchObject({ name: 'GatewayError', code: 'NOT_FOUND', message: 'It failed.' });
  });

  test('an event whose fields failed is no state, and is asked for again', async () => {
    const viewer = watchAs();
    void viewer.untilEnd();
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.say({ type: 'next', id: '1', payload: { data: null, errors: failed('INTERNAL_SERVER_ERROR') } });
    await (await gateway.nextSocket()).accept();
  });

  test('a resumed stream with nothing to tell is live after a while', async () => {
    const viewer = watchAs({ pace: { liveAfterMs: 5 } }, 2);
    const live = viewer.until(connection('live'));
    await (await gateway.nextSocket()).accept();
    expect(await live).toEqual({ order: null, connection: 'live' });
  });

  test('answers a ping, and gives up a peer that answers none', async () => {
    const viewer = watchAs({ pace: { pingAfterMs: 10, pongTimeoutMs: 40 } });
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

  test('who takes his time gets the latest state and not each', async () => {
    const viewer = watchAs();
    const first = viewer.until(version(2));
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    for (let sent = 3; sent <= 50; sent += 1) socket.state(sent);
    await isTaken(socket);
    await viewer.until(version(50));
    expect(viewer.versions().filter((seen) => seen !== null)).toEqual([2, 50]);
  });

  test('leaving the loop closes the socket, and nobody comes back', async () => {
    const viewer = watchAs();
    const first = viewer.until(version(2));
    const socket = await gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    await viewer.views.return();
    await socket.closed;
    expect(gateway.untaken()).toBe(0);
  });

  test('closed from outside, the loop ends', async () => {
    const viewer = watchAs();
    const end = viewer.untilEnd();
    const socket = await gateway.nextSocket();
    await socket.accept();
    viewer.watch.close();
    await end;
    await socket.closed;
    expect(viewer.seen.at(-1)).toEqual({ order: null, connection: 'closed' });
  });

  test('a wait for the next try ends where the network is said to be back', async () => {
    const viewer = watchAs({ pace: { returnWithinMs: 3_600_000 }, random: () => 0.9 });
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

  test('a watch that is closed while it waits leaves no timer behind', async () => {
    const viewer = watchAs({ pace: { returnWithinMs: 3_600_000 }, random: () => 0.9 });
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

  test('a connection that looks alive is asked for a sign of life when hurried', async () => {
    const viewer = watchAs({ pace: { pongTimeoutMs: 10 } });
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

describe('where WebSocket is blocked', () => {
  /** Server-sent events, once WebSocket has been refused twice. */
  async function fallBack(options: Partial<GatewayClientOptions> = {}) {
    gateway.setUpgrades('refused');
    const viewer = watchAs(options);
    const first = viewer.until(version(2));
    await gateway.nextRefusal();
    await gateway.nextRefusal();
    const post = await gateway.nextPost();
    const write = post.stream();
    write(`:\n\n${next(2)}`);
    await first;
    return { viewer, post, write };
  }
  const next = (sent: number) =>
    `event: next\ndata: ${JSON.stringify({ data: { orderStatus: anOrderView(sent) } })}\n\n`;

  test('server-sent events do the work', async () => {
    const { viewer, post, write } = await fallBack();
    expect(post.request.headers).toMatchObject({
      accept: 'text/event-stream',
      authorization: 'Bearer token-1',
    });
    expect(post.body.variables).toEqual({ orderId: 'order-1', afterVersion: null });
    expect(viewer.seen.at(-1)).toMatchObject({ connection: 'live' });
    write(`${next(3)}event: complete\ndata:\n\n`);
    await viewer.untilEnd();
    expect(viewer.versions().at(-1)).toBe(3);
  });

  test('events may come in pieces, with line ends of any kind, and comments between', async () => {
    const { viewer, write } = await fallBack();
    const order = { ...anOrderView(3), title: 'Kopi ☕ dua' };
    const event = `event: next\ndata: ${JSON.stringify({ data: { orderStatus: order } })}\n\n`;
    const bytes = Buffer.from(`:\n\n${event}:\n\n`.replaceAll('\n', '\r\n'));
    const later = viewer.until(version(3));
    for (const byte of bytes) {
      write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    expect((await later).order?.title).toBe('Kopi ☕ dua');
  });

  test('a stream that ends without saying so is resumed, in the same way', async () => {
    const { viewer, post } = await fallBack();
    const later = viewer.until(version(4));
    post.response.end();
    const again = await gateway.nextPost();
    expect(again.body.variables).toEqual({ orderId: 'order-1', afterVersion: 2 });
    again.stream()(next(4));
    await later;
    expect(viewer.seen.some(connection('reconnecting'))).toBe(true);
  });

  test('a gateway that restarts says so in an event, and is asked again', async () => {
    const { viewer, write } = await fallBack();
    void viewer.untilEnd();
    const restart = { message: 'Again.', extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } };
    write(`event: next\ndata: ${JSON.stringify({ errors: [restart] })}\n\nevent: complete\ndata:\n\n`);
    expect((await gateway.nextPost()).body.variables).toMatchObject({ afterVersion: 2 });
  });

  test('a credential that ends while the stream runs is final', async () => {
    const { viewer, write } = await fallBack();
    const end = viewer.untilEnd().catch((error: unknown) => error);
    const expired = { message: 'Expired.', extensions: { code: 'UNAUTHENTICATED' } };
    write(`event: next\ndata: ${JSON.stringify({ errors: [expired] })}\n\nevent: complete\ndata:\n\n`);
    expect(await end).toMatchObject({ code: 'UNAUTHENTICATED', isRetryable: false });
  });

  test('a stream that falls silent is given up', async () => {
    const { viewer } = await fallBack({ pace: { silenceMaxMs: 20 } });
    void viewer.untilEnd();
    expect((await gateway.nextPost()).body.variables).toMatchObject({ afterVersion: 2 });
  });

  test('WebSocket is tried again after a while, and used where it works', async () => {
    const { viewer, post } = await fallBack({ pace: { socketAgainAfterMs: 0 } });
    const later = viewer.until(version(3));
    gateway.setUpgrades('accepted');
    post.response.end();
    const socket = await gateway.nextSocket();
    expect(await socket.accept()).toMatchObject({ afterVersion: 2 });
    socket.state(3);
    await later;
  });

  test('WebSocket is tried again after a while, and left where it is still blocked', async () => {
    const { viewer, post } = await fallBack({ pace: { socketAgainAfterMs: 0 } });
    void viewer.untilEnd();
    post.response.end();
    await gateway.nextRefusal();
    await gateway.nextPost();
  });

  test('a proxy that swallows the upgrade is not waited for', async () => {
    gateway.setUpgrades('unanswered');
    const viewer = watchAs({ pace: { openTimeoutMs: 10 } });
    const first = viewer.until(version(2));
    await gateway.nextUnanswered();
    await gateway.nextUnanswered();
    // On a busy machine a stream may open too late for such impatience, too; then there is another.
    const answerAll = async () => {
      for (;;) (await gateway.nextPost()).stream()(next(2));
    };
    void answerAll();
    await first;
  });

  test('while neither works, each is tried in turn', async () => {
    gateway.setUpgrades('refused');
    const viewer = watchAs();
    void viewer.untilEnd();
    await gateway.nextRefusal();
    for (let round = 0; round < 3; round += 1) {
      await gateway.nextRefusal();
      (await gateway.nextPost()).json(502, { error: 'some proxy' });
    }
  });

  test('without a WebSocket implementation there are only events', async () => {
    const viewer = watchAs({ webSocket: null });
    const first = viewer.until(version(2));
    (await gateway.nextPost()).stream()(next(2));
    await first;
  });

  test.each([
    [401, { errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] }, 'UNAUTHENTICATED'],
    [200, { errors: [{ message: 'No.', extensions: { code: 'NOT_FOUND' } }] }, 'NOT_FOUND'],
  ])('HTTP %i with an error of the gateway is final', async (status, answer, code) => {
    const viewer = watchAs({ webSocket: null });
    const end = viewer.untilEnd().catch((error: unknown) => error);
    (await gateway.nextPost()).json(status, answer);
    expect(await end).toMatchObject({ code });
  });

  test.each([
    [503, { errors: [{ message: 'Later.', extensions: { code: 'SERVICE_UNAVAILABLE' } }] }],
    [403, '<html>blocked</html>'],
    [200, { data: {} }],
  ])('HTTP %i without a word of the gateway against it is tried again', async (status, answer) => {
    const viewer = watchAs({ webSocket: null });
    void viewer.untilEnd();
    (await gateway.nextPost()).json(status, answer);
    await gateway.nextPost();
  });
});
