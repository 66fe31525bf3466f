import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { globalId } from '../../../../src/graphql/schema/global-id.ts';
import { limits } from '../../../../src/server/limits.ts';
import { aWatchedOrder, serverKey } from '../stage.ts';
import { from, order, useTraffic } from './traffic-stage.ts';

const traffic = useTraffic();
const { open, upgrade, connect } = traffic;

test('an address has a bounded number of sockets, and gets a new one when an old one closes', async () => {
  await open({ limits: { rates: limits.rates, costBudgets: limits.costBudgets, streamsPerAddressMax: 1 } });
  const first = await upgrade('203.0.113.7');
  expect(await upgrade('203.0.113.7')).toBe(429);
  if (!(first instanceof WebSocket)) throw new Error('no socket');
  first.close();
  await once(first, 'close');
  await expect.poll(() => upgrade('203.0.113.7')).toBeInstanceOf(WebSocket);
});

test('a token has a bounded number of sockets; a merchant’s server has no bound', async () => {
  await open({ limits: { rates: limits.rates, costBudgets: limits.costBudgets, streamsPerTokenMax: 1 } });
  const token = traffic.stage.clientToken(order, 60_000);
  expect((await connect(token)).outcome).toBe('connection_ack');
  expect((await connect(token)).outcome).toBe(1013);
  expect((await connect(serverKey)).outcome).toBe('connection_ack');
  expect((await connect(serverKey)).outcome).toBe('connection_ack');
});

test('a stream over SSE takes the same slot as a socket, and gives it back', async () => {
  const watched = aWatchedOrder();
  await open({
    useCases: watched.useCases,
    limits: {
      rates: limits.rates,
      costBudgets: limits.costBudgets,
      streamsPerTokenMax: 1,
      streamsPerAddressMax: 2,
    },
  });
  const watch = async (credential: string) => {
    const leaving = new AbortController();
    const response = await fetch(`${traffic.stage.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${credential}`,
        ...from('203.0.113.7'),
      },
      body: JSON.stringify({
        query: `subscription { orderStatus(orderId: "${globalId('Order', watched.order.id)}") { id } }`,
      }),
      signal: leaving.signal,
    });
    return { status: response.status, response, leave: () => leaving.abort() };
  };
  const token = traffic.stage.clientToken(watched.order, 60_000);
  const first = await watch(token);
  expect(first.status).toBe(200);
  const refused = await watch(token);
  expect(refused.status).toBe(429);
  expect(await refused.response.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  expect((await connect(token)).outcome).toBe(1013);

  // Beyond the streams of one token, an address has a bounded number of all streams.
  const merchants = await watch(serverKey);
  expect(merchants.status).toBe(200);
  await expect.poll(async () => (await watch(serverKey)).status).toBe(429);
  merchants.leave();
  first.leave();
  await expect.poll(async () => (await watch(token)).status).toBe(200);
});
