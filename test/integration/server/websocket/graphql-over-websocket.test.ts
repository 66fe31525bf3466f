import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Order } from '../../../../src/domain/order.ts';
import { globalId } from '../../../../src/graphql/schema/global-id.ts';
import type { WatchOptions } from '../../../../src/use-cases/orders/watch-order.ts';
import { connectPeer, openPeer, subscribe } from '../socket-peer.ts';
import { aWatchedOrder, openStage, type Stage, type StageOptions, serverKey } from '../stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);

describe('a subscription over WebSocket', () => {
  it('sends the current order at once, and again after every change', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const client = createClient({
      url: `${stage.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${serverKey}` },
    });
    const results = client.iterate({
      query: `subscription { orderStatus(orderId: "${orderId}") { status version } }`,
    });
    const first = await results.next();
    expect(first.value).toEqual({ data: { orderStatus: { status: 'PENDING', version: 2 } } });
    watched.change({ status: 'PAID' });
    const second = await results.next();
    expect(second.value).toEqual({ data: { orderStatus: { status: 'PAID', version: 3 } } });
    await client.dispose();
    await watched.until(({ ended }) => ended === 1);
  });

  it('ends its source when the client completes it', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next' });
    peer.send({ type: 'complete', id: 'a' });
    await watched.until(({ ended }) => ended === 1);
    expect(peer.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('ends alone if several run on one socket', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    for (const id of ['a', 'b']) {
      subscribe(peer, id, orderId);
      expect(await peer.next()).toMatchObject({ type: 'next', id });
    }
    peer.send({ type: 'complete', id: 'a' });
    await watched.until(({ ended }) => ended === 1);
    watched.change({ status: 'PAID' });
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'b' });
    subscribe(peer, 'a', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'a' });
    expect(watched.counts).toMatchObject({ opened: 3, ended: 1 });
  });

  it('ends its source even if its id is used again before it has begun', async () => {
    const watched = aWatchedOrder();
    const findings: (() => void)[] = [];
    async function* watchOrder(id: string, options: WatchOptions): AsyncGenerator<Order, void, undefined> {
      await new Promise<void>((found) => findings.push(found));
      yield* watched.useCases.watchOrder(id, options);
    }
    await open({ useCases: { watchOrder } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    await expect.poll(() => findings.length).toBe(1);
    peer.send({ type: 'complete', id: 'a' });
    subscribe(peer, 'a', orderId);
    await expect.poll(() => findings.length).toBe(2);
    for (const answer of findings) answer();
    await watched.until(({ opened }) => opened === 2);
    peer.socket.terminate();
    await watched.until(({ ended }) => ended === 2);
  });

  it('ends its source when the socket is cut off', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    await peer.next();
    peer.socket.terminate();
    await watched.until(({ ended }) => ended === 1);
  });
});

describe('a credential over WebSocket', () => {
  it.each([
    ['wrong', { authorization: 'Bearer wrong' }],
    ['missing', {}],
    ['no text', { authorization: 17 }],
    ['empty', { authorization: '' }],
  ])('that is %s closes the socket with 4403', async (_, payload) => {
    await open();
    const peer = await openPeer(stage.url);
    peer.send({ type: 'connection_init', payload });
    expect(await peer.closed).toMatchObject({ code: 4403 });
  });

  it('is not read from the upgrade request, which a page of another origin could send', async () => {
    await open();
    const peer = await openPeer(stage.url, { authorization: `Bearer ${serverKey}` });
    peer.send({ type: 'connection_init' });
    expect(await peer.closed).toMatchObject({ code: 4403 });
  });

  it('that cannot be checked closes the socket with 1013, which lets the client reconnect', async () => {
    await open({ authenticate: () => Promise.reject(new Error('the keys cannot be read')) });
    const peer = await openPeer(stage.url);
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${serverKey}` } });
    expect(await peer.closed).toEqual({ code: 1013, reason: 'Try again later' });
    expect(stage.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it('may be sent under a key in any case', async () => {
    await open();
    const peer = await openPeer(stage.url);
    peer.send({ type: 'connection_init', payload: { AUTHORIZATION: `bearer ${serverKey}` } });
    expect(await peer.next()).toEqual({ type: 'connection_ack' });
  });

  it('that expires closes the socket and ends its subscriptions', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url, `Bearer ${stage.clientToken(watched.order, 60_000)}`);
    subscribe(peer, 'a', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next' });
    stage.clock.advance(60_000);
    expect(await peer.closed).toEqual({ code: 4403, reason: 'Credential expired' });
    await watched.until(({ ended }) => ended === 1);
    await expect(peer.next()).rejects.toThrow('no message left');
  });
});
