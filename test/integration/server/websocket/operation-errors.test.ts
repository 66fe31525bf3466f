import { afterEach, describe, expect, it } from 'vitest';
import type { Order } from '../../../../src/domain/order.ts';
import { globalId } from '../../../../src/graphql/schema/global-id.ts';
import type { WatchOptions } from '../../../../src/use-cases/orders/watch-order.ts';
import { StoreUnavailable } from '../../../../src/use-cases/ports/store-unavailable.ts';
import { connectPeer, subscribe } from '../socket-peer.ts';
import { aWatchedOrder, openStage, type Stage, type StageOptions } from '../stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);
const siblingId = '00000000-0000-4000-8000-00000000abcd';

describe('an operation over WebSocket that fails', () => {
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
      'names an operation that does not exist',
      { query: '{ a: __typename }', operationName: 'b' },
      'Only subscr',
    ],
    ['lacks a variable', { query: 'subscription ($id: ID!) { orderStatus(orderId: $id) { id } }' }, 'id'],
    [
      'requests an order that does not exist',
      { query: 'subscription { orderStatus(orderId: "x") { id } }' },
      'no such',
    ],
  ];

  it.each(bad)('because it %s ends alone; its sibling goes on', async (_, payload, message) => {
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

  it('because its source fails gets a request id only; the log has the fault', async () => {
    const fault = new Error('select * from orders');
    const failing = {
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

  it('because the database is unreachable says so, and that the client should repeat it', async () => {
    const unreachable = new StoreUnavailable('connect ECONNREFUSED 10.0.0.7:5432', { isCertain: true });
    await open({
      useCases: {
        async *watchOrder() {
          yield await Promise.reject<Order>(unreachable);
        },
      },
    });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    const { payload } = await peer.next();
    expect(payload).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }],
    });
    expect(JSON.stringify(payload)).not.toContain('10.0.0.7');
  });

  it('because it does not begin in time gets SERVICE_UNAVAILABLE; its sibling goes on', async () => {
    const watched = aWatchedOrder();
    const held = aWatchedOrder();
    let begin = () => {};
    async function* watchOrder(id: string, options: WatchOptions): AsyncGenerator<Order, void, undefined> {
      if (id === siblingId) {
        yield* watched.useCases.watchOrder(id, options);
        return;
      }
      await new Promise<void>((resolve) => {
        begin = resolve;
      });
      yield* held.useCases.watchOrder(id, options);
    }
    await open({
      useCases: { watchOrder },
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

    // If the stream still begins, nobody reads it.
    begin();
    watched.change();
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'sibling' });
    expect(watched.counts.taken).toBe(2);
  });

  it('because the socket has too many is refused; the others go on', async () => {
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
      // Not RATE_LIMITED: waiting does not help.
      payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
    peer.send({ type: 'complete', id: 'a' });
    await watched.until(({ ended }) => ended === 1);
    subscribe(peer, 'd', orderId);
    expect(await peer.next()).toMatchObject({ type: 'next', id: 'd' });
  });
});
