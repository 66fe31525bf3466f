import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { GatewayClientOptions } from '../../../src/client/core/gateway-client.ts';
import { anOrderView } from './scripted-gateway.ts';
import { connection, version } from './viewer.ts';
import { watchStage } from './watch-stage.ts';

const stage = watchStage();

describe('if WebSocket is blocked', () => {
  /** Server-sent events, once WebSocket has been refused twice. */
  async function fallBack(options: Partial<GatewayClientOptions> = {}) {
    stage.gateway.setUpgrades('refused');
    const viewer = stage.view(options);
    const first = viewer.until(version(2));
    await stage.gateway.nextRefusal();
    await stage.gateway.nextRefusal();
    const post = await stage.gateway.nextPost();
    const write = post.stream();
    write(`:\n\n${next(2)}`);
    await first;
    return { viewer, post, write };
  }
  const next = (sent: number) =>
    `event: next\ndata: ${JSON.stringify({ data: { orderStatus: anOrderView(sent) } })}\n\n`;

  test('the client uses server-sent events', async () => {
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

  test('events may arrive in pieces, with any line ends and with comments', async () => {
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

  test('a stream that ends without complete is resumed over server-sent events', async () => {
    const { viewer, post } = await fallBack();
    const later = viewer.until(version(4));
    post.response.end();
    const again = await stage.gateway.nextPost();
    expect(again.body.variables).toEqual({ orderId: 'order-1', afterVersion: 2 });
    again.stream()(next(4));
    await later;
    expect(viewer.seen.some(connection('reconnecting'))).toBe(true);
  });

  test('a restarting gateway reports it in an event, and the client reconnects', async () => {
    const { viewer, write } = await fallBack();
    void viewer.untilEnd();
    const restart = { message: 'Again.', extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } };
    write(`event: next\ndata: ${JSON.stringify({ errors: [restart] })}\n\nevent: complete\ndata:\n\n`);
    expect((await stage.gateway.nextPost()).body.variables).toMatchObject({ afterVersion: 2 });
  });

  test('a credential that expires during the stream ends the watch', async () => {
    const { viewer, write } = await fallBack();
    const end = viewer.untilEnd().catch((error: unknown) => error);
    const expired = { message: 'Expired.', extensions: { code: 'UNAUTHENTICATED' } };
    write(`event: next\ndata: ${JSON.stringify({ errors: [expired] })}\n\nevent: complete\ndata:\n\n`);
    expect(await end).toMatchObject({ code: 'UNAUTHENTICATED', isRetryable: false });
  });

  test('a silent stream is given up', async () => {
    const { viewer } = await fallBack({ timing: { silenceMaxMs: 1_000 } });
    void viewer.untilEnd();
    expect((await stage.gateway.nextPost()).body.variables).toMatchObject({ afterVersion: 2 });
  });

  test('WebSocket is attempted again after a while, and stays in use if it works', async () => {
    const { viewer, post } = await fallBack({ timing: { socketAgainAfterMs: 0 } });
    const later = viewer.until(version(3));
    stage.gateway.setUpgrades('accepted');
    post.response.end();
    const socket = await stage.gateway.nextSocket();
    expect(await socket.accept()).toMatchObject({ afterVersion: 2 });
    socket.state(3);
    await later;
  });

  test('WebSocket is attempted again after a while, and given up if it is still blocked', async () => {
    const { viewer, post } = await fallBack({ timing: { socketAgainAfterMs: 0 } });
    void viewer.untilEnd();
    post.response.end();
    await stage.gateway.nextRefusal();
    await stage.gateway.nextPost();
  });

  test('after one WebSocket that a proxy swallows, the client uses server-sent events', async () => {
    // The client's patience begins before the gateway has the request, however long that takes.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    stage.gateway.setUpgrades('unanswered');
    const socketOpenTimeoutMs = 1_000;
    const viewer = stage.view({ timing: { socketOpenTimeoutMs } });
    const first = viewer.until(version(2));
    await stage.gateway.nextUnanswered();
    vi.advanceTimersByTime(socketOpenTimeoutMs);
    (await stage.gateway.nextPost()).stream()(next(2));
    await first;
  });

  test('while neither works, the client alternates', async () => {
    stage.gateway.setUpgrades('refused');
    const viewer = stage.view();
    void viewer.untilEnd();
    await stage.gateway.nextRefusal();
    for (let round = 0; round < 3; round += 1) {
      await stage.gateway.nextRefusal();
      (await stage.gateway.nextPost()).json(502, { error: 'some proxy' });
    }
  });

  test('without a WebSocket implementation the client uses only server-sent events', async () => {
    const viewer = stage.view({ webSocket: null });
    const first = viewer.until(version(2));
    (await stage.gateway.nextPost()).stream()(next(2));
    await first;
  });

  test.each([
    [401, { errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] }, 'UNAUTHENTICATED'],
    [200, { errors: [{ message: 'No.', extensions: { code: 'NOT_FOUND' } }] }, 'NOT_FOUND'],
  ])('HTTP %i with an error of the gateway is final', async (status, answer, code) => {
    const viewer = stage.view({ webSocket: null });
    const end = viewer.untilEnd().catch((error: unknown) => error);
    (await stage.gateway.nextPost()).json(status, answer);
    expect(await end).toMatchObject({ code });
  });

  test.each([
    [503, { errors: [{ message: 'Later.', extensions: { code: 'SERVICE_UNAVAILABLE' } }] }],
    [403, '<html>blocked</html>'],
    [200, { data: {} }],
  ])('HTTP %i without an error of the gateway is attempted again', async (status, answer) => {
    const viewer = stage.view({ webSocket: null });
    void viewer.untilEnd();
    (await stage.gateway.nextPost()).json(status, answer);
    await stage.gateway.nextPost();
  });
});
