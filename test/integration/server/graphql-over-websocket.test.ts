import { inspect } from 'node:util';
import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Order } from '../../../src/domain/order.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { connectPeer, openPeer, subscribe } from './socket-peer.ts';
import { aWatchedOrder, openStage, type Stage, type StageOptions, serverKey } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);
const siblingId = '00000000-0000-4000-8000-00000000abcd';

describe('a subscription over WebSocket', () => {
  it('tells the order as it is, at once, and after every change', async () => {
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

  it('ends its source when the client has heard enough', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next' });
    peer.send({ type: 'complete', id: 'a' });
    await watched.until(({ ended }) => ended === 1);
    expect(peer.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('ends alone where several run on one socket', async () => {
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

  it('ends its source also where its id was used again before it had begun', async () => {
    const watched = aWatchedOrder();
    const asked: (() => void)[] = [];
    const findOrder = () => new Promise<Order>((found) => asked.push(() => found(watched.order)));
    await open({ useCases: { ...watched.useCases, findOrder } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    await expect.poll(() => asked.length).toBe(1);
    peer.send({ type: 'complete', id: 'a' });
    subscribe(peer, 'a', orderId);
    await expect.poll(() => asked.length).toBe(2);
    for (const answer of asked) answer();
    await watched.until(({ opened }) => opened === 2);
    peer.socket.terminate();
    await watched.until(({ ended }) => ended === 2);
  });

  it('ends its source when the socket is torn', async () => {
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

  it('is not taken from the upgrade request, which a page of another origin could send', async () => {
    await open();
    const peer = await openPeer(stage.url, { authorization: `Bearer ${serverKey}` });
    peer.send({ type: 'connection_init' });
    expect(await peer.closed).toMatchObject({ code: 4403 });
  });

  it('that cannot be looked up is a failure of ours, not a refusal', async () => {
    await open({ authenticate: () => Promise.reject(new Error('the keys are away')) });
    const peer = await openPeer(stage.url);
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${serverKey}` } });
    expect(await peer.closed).toEqual({ code: 1013, reason: 'Try again later' });
    expect(stage.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it('may stand under a key in any case', async () => {
    await open();
    const peer = await openPeer(stage.url);
    peer.send({ type: 'connection_init', payload: { AUTHORIZATION: `bearer ${serverKey}` } });
    expect(await peer.next()).toEqual({ type: 'connection_ack' });
  });

  it('that ends closes the socket and ends what it was watching', async () => {
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

describe('one operation that is wrong', () => {
  const bad: readonly [string, object, string][] = [
    ['does not parse', { query: 'subscription {' }, 'Syntax Error'],
    ['does not fit the schema', { query: 'subscription { nothing }' }, 'Cannot query field'],
    ['is too large', { query: `subscription { ${'orderStatus '.repeat(40)} }` }, 'more than'],
    ['is a query', { query: '{ __typename }' }, 'Only subscriptions'],
    [
      'is a mutation',
      { query: 'mutation { cancelOrder(input: { orderId: "1" }) { __typename } }' },
      'Only subscriptions',
    ],
    [
      'names an operation that is not there',
      { query: '{ a: __typename }', operationName: 'b' },
      'Only subscr',
    ],
    ['lacks a variable', { query: 'subscription ($id: ID!) { orderStatus(orderId: $id) { id } }' }, 'id'],
    [
      'asks for an order that is not there',
      { query: 'subscription { orderStatus(orderId: "x") { id } }' },
      'no such',
    ],
  ];

  it.each(bad)('because it %s ends alone; its sibling lives', async (_, payload, message) => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'sibling', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'sibling' });
    peer.send({ type: 'subscribe', id: 'bad', payload });
    const answer = await peer.next();
    expect(answer).toMatchObject({ id: 'bad' });
    expect(JSON.stringify(answer.payload)).toContain(message);
    expect(JSON.stringify(answer.payload)).not.toMatch(/"http"|stack/);
    if (answer.type === 'next') expect(await peer.next()).toEqual({ type: 'complete', id: 'bad' });

    watched.change();
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'sibling' });
  });

  it('because its source fails is told nothing but a request id; the log has the fault', async () => {
    const fault = new Error('select * from orders');
    const failing = {
      findOrder: async () => watched.order,
      async *watchOrder(): AsyncGenerator<Order, void, undefined> {
        yield watched.order;
        throw fault;
      },
    };
    await open({ useCases: failing });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    await peer.next();
    const { payload } = await peer.next();
    const line = stage.lines.find(({ event }) => event === 'graphql.fault_masked');
    expect(line?.fields.error).toBe(fault);
    expect(JSON.stringify(payload)).toContain(`"requestId":"${line?.fields.requestId}"`);
    expect(JSON.stringify(payload)).toContain('Unexpected error.');
    expect(JSON.stringify(payload)).not.toContain('select');
  });

  it('because the database is away says so, and that repeating is right', async () => {
    const away = new StoreUnavailable('connect ECONNREFUSED 10.0.0.7:5432', { isCertain: true });
    await open({ useCases: { findOrder: () => Promise.reject(away) } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    const { payload } = await peer.next();
    expect(payload).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }],
    });
    expect(JSON.stringify(payload)).not.toContain('10.0.0.7');
  });

  it('because it does not begin in time is told so; its sibling lives', async () => {
    const watched = aWatchedOrder();
    const held = aWatchedOrder();
    let begin = () => {};
    const findOrder = async ({ id }: { id?: string }) => {
      if (id !== held.order.id) return watched.order;
      await new Promise<void>((resolve) => {
        begin = resolve;
      });
      return held.order;
    };
    await open({
      useCases: { findOrder, watchOrder: watched.useCases.watchOrder } as Partial<UseCases>,
      limits: { operationDeadlineMs: 50 },
    });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'sibling', globalId('Order', siblingId));
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'sibling' });
    subscribe(peer, 'held', orderId);
    expect(await peer.next()).toMatchObject({
      id: 'held',
      type: 'next',
      payload: { errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }] },
    });
    expect(await peer.next()).toEqual({ id: 'held', type: 'complete' });
    expect(stage.lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'graphql.timed_out' }),
    );

    // What begins after all is read by nobody.
    begin();
    watched.change();
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'sibling' });
    expect(watched.counts.taken).toBe(2);
  });

  it('because there are too many on the socket is refused; the others go on', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases, limits: { operationsPerSocketMax: 2 } });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    subscribe(peer, 'b', orderId);
    await watched.until(({ taken }) => taken === 2);
    subscribe(peer, 'c', orderId);
    const answers = [await peer.next(), await peer.next(), await peer.next()];
    expect(answers.find(({ id }) => id === 'c')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    peer.send({ type: 'complete', id: 'a' });
    await watched.until(({ ended }) => ended === 1);
    subscribe(peer, 'd', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'd' });
  });
});

describe('a peer that breaks the protocol', () => {
  it('by opening the connection twice loses its socket', async () => {
    await open();
    const peer = await connectPeer(stage.url);
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${serverKey}` } });
    expect(await peer.closed).toMatchObject({ code: 4429 });
  });

  it('by not opening it loses its socket', async () => {
    await open({ limits: { connectionInitTimeoutMs: 20 } });
    const peer = await openPeer(stage.url);
    expect(await peer.closed).toMatchObject({ code: 4408 });
  });

  it('by opening it with a large message loses its socket', async () => {
    await open();
    const peer = await openPeer(stage.url);
    peer.send({
      type: 'connection_init',
      payload: { authorization: `Bearer ${serverKey}`, x: 'x'.repeat(2_048) },
    });
    expect(await peer.closed).toMatchObject({ code: 4400 });
  });

  it('by subscribing before it was opened loses its socket', async () => {
    await open();
    const peer = await openPeer(stage.url);
    subscribe(peer, 'a', orderId);
    expect(await peer.closed).toMatchObject({ code: 4401 });
  });

  it('by using an id twice loses its socket', async () => {
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    subscribe(peer, 'a', orderId);
    expect(await peer.closed).toMatchObject({ code: 4409 });
  });

  it('by a message of more than 16 KiB loses its socket', async () => {
    await open();
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', 'x'.repeat(16 * 1024));
    expect(await peer.closed).toMatchObject({ code: 1009 });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"type":"nothing"}',
    '{"type":"subscribe"}',
    '{"type":"next","id":"a"}',
    '"{\\"type\\":\\"ping\\"}"',
    '\0',
  ])('by saying %j loses its socket, and the server goes on', async (text) => {
    await open();
    const peer = await connectPeer(stage.url);
    peer.socket.send(text);
    expect((await peer.closed).code).toBeGreaterThanOrEqual(4400);
    await connectPeer(stage.url);
  });

  it('by a credential in broken JSON loses its socket, and the log has nothing of it', async () => {
    await open();
    const peer = await openPeer(stage.url);
    peer.socket.send(`canary {"type":"connection_init","payload":{"authorization":"Bearer ${serverKey}"}}`);
    expect(await peer.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
    const told = stage.lines.map(({ event, fields }) => `${event} ${inspect(fields)}`).join();
    expect(told).not.toContain('canary');
    expect(told).not.toContain(serverKey.slice(0, 8));
  });

  it('by speaking another protocol is told so', async () => {
    await open();
    const socket = new WebSocket(`${stage.url.replace(/^http/, 'ws')}/graphql`, 'graphql-ws');
    const code = await new Promise((resolve) => {
      socket.on('close', resolve).on('error', () => resolve('refused'));
    });
    expect([4406, 'refused']).toContain(code);
  });
});
