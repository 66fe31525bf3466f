import { describe, expect, it } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { anOrder } from '../../support/orders.ts';
import { openRawPeer } from './raw-peer.ts';
import { connectPeer, openPeer, subscribe } from './socket-peer.ts';
import { aWatchedOrder, openStage } from './stage.ts';

const orderId = globalId('Order', anOrder().id);
const orderQuery = '{ order(by: { partnerReferenceNo: "ord-1" }) { status } }';

/** A use case that answers when the test says so. */
function aSlowFindOrder() {
  let answer = (_: Order) => {};
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const answered = new Promise<Order>((resolve) => {
    answer = resolve;
  });
  return {
    isAsked,
    answer: () => answer(anOrder({ status: 'PENDING' })),
    findOrder: () => {
      asked();
      return answered;
    },
  };
}

describe('an announced drain', () => {
  it('makes readiness fail while new connections, watchers and operations are still accepted', async () => {
    const watched = aWatchedOrder();
    const stage = await openStage({ useCases: watched.useCases });
    expect((await fetch(`${stage.url}/health/ready`)).status).toBe(200);
    stage.server.announceDrain();
    expect((await fetch(`${stage.url}/health/ready`)).status).toBe(503);
    const response = await stage.post('{ __typename }');
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    // So that a proxy does not send its next request on a connection that is about to close.
    expect(response.headers.get('connection')).toBe('close');
    const peer = await connectPeer(stage.url);
    expect(peer.socket.readyState).toBe(peer.socket.OPEN);
    await stage.server.drain();
  });
});

describe('a drain', () => {
  it('lets a running operation finish, and accepts no new connection', async () => {
    const slow = aSlowFindOrder();
    const stage = await openStage({ useCases: slow });
    const running = stage.post(orderQuery);
    await slow.isAsked;
    const drained = stage.server.drain();
    await expect(openRawPeer(stage.server.port).answer).resolves.toBe('');
    slow.answer();
    expect(await (await running).json()).toEqual({ data: { order: { status: 'PENDING' } } });
    await drained;
  });

  it('does not wait for an operation that does not end', async () => {
    const stage = await openStage({ useCases: aSlowFindOrder(), limits: { drainDeadlineMs: 50 } });
    const running = stage.post(orderQuery).then(
      () => 'answered',
      () => 'cut off',
    );
    await openPeer(stage.url);
    await stage.server.drain();
    expect(await running).toBe('cut off');
    expect(stage.lines).toContainEqual(expect.objectContaining({ event: 'http.drain_cut_short' }));
  });

  it('sends WebSocket clients elsewhere without `complete`, which would mean that their order is final', async () => {
    const watched = aWatchedOrder();
    const stage = await openStage({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next' });
    await stage.server.drain();
    expect(await peer.closed).toEqual({ code: 1012, reason: 'Service restart' });
    await expect(peer.next()).rejects.toThrow('no message left');
    expect(watched.counts).toMatchObject({ opened: 1, ended: 1 });
  });

  it('ends SSE with the reason', async () => {
    const watched = aWatchedOrder();
    const stage = await openStage({ useCases: watched.useCases });
    const response = await stage.post(`subscription { orderStatus(orderId: "${orderId}") { status } }`, {
      headers: { accept: 'text/event-stream' },
    });
    await watched.until(({ taken }) => taken === 1);
    const [text] = await Promise.all([response.text(), stage.server.drain()]);
    expect(text).toMatch(/SERVICE_UNAVAILABLE.*"retryable":true.*\n\nevent: complete\ndata:\n\n$/);
    expect(watched.counts).toMatchObject({ opened: 1, ended: 1 });
  });

  it('ends a stream even if its source ignores the request to end', async () => {
    const { order } = aWatchedOrder();
    const stage = await openStage({
      useCases: {
        async *watchOrder(): AsyncGenerator<Order, void, undefined> {
          yield order;
          await new Promise(() => {});
        },
      },
      limits: { drainDeadlineMs: 60_000 },
    });
    const query = `subscription { orderStatus(orderId: "${orderId}") { status } }`;
    const response = await stage.post(query, { headers: { accept: 'text/event-stream' } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next' });
    const [text] = await Promise.all([response.text(), stage.server.drain()]);
    expect(text).toContain('SERVICE_UNAVAILABLE');
    expect((await peer.closed).code).toBe(1012);
  });

  it('closes a socket whose peer does not answer', async () => {
    const stage = await openStage({ limits: { drainDeadlineMs: 50 } });
    const peer = await connectPeer(stage.url);
    peer.socket.pause();
    await stage.server.drain();
    peer.socket.resume();
    expect((await peer.closed).code).toBe(1012);
  });

  it('does not wait for a connection without any request', async () => {
    const stage = await openStage({ limits: { drainDeadlineMs: 60_000 } });
    const silent = openRawPeer(stage.server.port);
    await new Promise((resolve) => silent.socket.once('connect', resolve));
    await stage.post('{ __typename }');
    await stage.server.drain();
    await silent.answer;
  });

  it('makes the gateway unready first', async () => {
    const slow = aSlowFindOrder();
    const stage = await openStage({ useCases: slow });
    const kept = openRawPeer(stage.server.port, 'GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\nGET /');
    await new Promise((resolve) => kept.socket.once('data', resolve));
    const running = stage.post(orderQuery);
    await slow.isAsked;
    const drained = stage.server.drain();
    kept.socket.write('health/ready HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await kept.answer).toMatch(/^HTTP\/1.1 200[\s\S]*HTTP\/1.1 503/);
    slow.answer();
    await running;
    await drained;
  });

  it('is one drain if it is requested twice', async () => {
    const stage = await openStage();
    expect(stage.server.drain()).toBe(stage.server.drain());
    await stage.server.drain();
  });
});
