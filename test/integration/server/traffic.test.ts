import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { limits } from '../../../src/server/limits.ts';
import { anOrder } from '../../support/orders.ts';
import { aWatchedOrder, openStage, type Stage, type StageOptions, serverKey } from './stage.ts';

let stage: Stage;
afterEach(() => stage.server.drain());

const question = '{ order(by: { partnerReferenceNo: "ord-1" }) { id } }';
const order = anOrder();

/** Two operations at once, and one more every ten seconds. */
const slow = { perSecondMax: 0.1, burstMax: 2 };
const rates = { ...limits.rates, badLogin: slow, upgrade: slow };
/** This operation costs 30 and, until it is cached, 2 more: two at once, and one more after ten seconds. */
const small = { costPerSecondMax: 3.2, costBurstMax: 70, operationCostMax: 70 };
const costBudgets = { ...limits.costBudgets, clientToken: small, anonymous: small };

async function open(options: StageOptions = {}) {
  const useCases = { findOrder: async () => order };
  stage = await openStage({
    useCases,
    proxiesCount: 1,
    ...options,
    limits: { rates, costBudgets, ...options.limits },
  });
  return stage;
}

async function ask(headers: Record<string, string>) {
  const response = await stage.post(question, { headers });
  const { errors = [] } = (await response.json()) as { errors?: { extensions: object }[] };
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    ...errors[0]?.extensions,
  };
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const limited = { status: 429, code: 'RATE_LIMITED', retryAfterMs: expect.any(Number), retryable: true };

test('a token that sends too often learns when to come back, and no other caller is affected', async () => {
  await open();
  const token = { authorization: `Bearer ${stage.clientToken(order, 60_000)}` };
  const other = { authorization: `Bearer ${stage.clientToken(anOrder({ id: 'other' }), 60_000)}` };
  expect(await ask(token)).toMatchObject({ status: 200 });
  expect(await ask(token)).toMatchObject({ status: 200 });
  expect(await ask(token)).toMatchObject({ ...limited, retryAfter: expect.any(String) });
  expect(await ask(other)).toMatchObject({ status: 200 });
  expect(await ask({})).toMatchObject({ status: 200 });
  stage.clock.advance(10_000);
  expect(await ask(token)).toMatchObject({ status: 200 });
});

test('a flood of wrong keys blocks wrong keys of its own address, not good keys that come from there', async () => {
  await open();
  const wrong = { authorization: 'Bearer gsk_test_wrong', ...from('203.0.113.7') };
  const answers = [await ask(wrong), await ask(wrong), await ask(wrong)];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 429]);
  expect(await ask({ ...wrong, ...from('203.0.113.8') })).toMatchObject({ status: 401 });
  expect(await ask(from('203.0.113.7'))).toMatchObject({ status: 200 });
});

test.each<[string, () => Promise<unknown>]>([
  ['keys', async () => (await ask({ authorization: 'Bearer gsk_test_wrong' })).status],
  [
    'signatures',
    async () => {
      const headers = { 'x-signature': 'forged', 'x-timestamp': '2026-01-15T10:00:00+07:00' };
      return (await fetch(`${stage.url}/v1.0/debit/notify`, { method: 'POST', headers, body: '{}' })).status;
    },
  ],
  ['credentials of sockets', async () => (await connect('gsk_test_wrong')).outcome],
])('a flood of wrong %s waits, and good requests do not', async (_, askWrongly) => {
  await open({
    limits: {
      rates: limits.rates,
      costBudgets: limits.costBudgets,
      refusalRate: { perSecondMax: 0.01, burstMax: 1 },
      // Longer than a socket takes to open on a busy machine.
      refusalDelayMs: 4_000,
      refusalsWaitingMax: 1,
    },
  });
  const refused = await askWrongly();
  expect([401, 4403]).toContain(refused);
  // While one refusal is delayed, the next is cut off; over WebSocket with the code that says to come back later.
  const cutOff = refused === 4403 ? 1013 : 'cut off';
  let answeredCount = 0;
  const flood = [askWrongly, askWrongly].map((ask) =>
    ask()
      .catch(() => 'cut off')
      .finally(() => {
        answeredCount += 1;
      }),
  );
  expect(await Promise.race(flood)).toBe(cutOff);
  expect(stage.lines.filter(({ event }) => event === 'refusals.paced')).toHaveLength(1);
  expect(await ask({})).toMatchObject({ status: 200 });
  expect(answeredCount).toBe(1);
  expect(await Promise.all(flood)).toContain(refused);
});

test('an address in a header counts only as far as there are trusted proxies', async () => {
  await open();
  const spoofed = (mine: string) => ({ authorization: 'Bearer wrong', ...from(`${mine}, 203.0.113.9`) });
  const answers = [
    await ask(spoofed('1.1.1.1')),
    await ask(spoofed('2.2.2.2')),
    await ask(spoofed('3.3.3.3')),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 429]);
});

test.each([
  ['203.0.113.9:51034', '203.0.113.9:51035', '203.0.113.9'],
  ['[2a02:8071::1]:51034', '[2a02:8071::1]', '2a02:8071::2'],
])('an address with a proxy’s port appended is the same address: %s', async (...addresses) => {
  await open();
  const statuses: number[] = [];
  for (const address of addresses) {
    statuses.push((await ask({ authorization: 'Bearer wrong', ...from(address) })).status);
  }
  expect(statuses).toEqual([401, 401, 429]);
});

test('2^64 addresses of one network count as one', async () => {
  await open();
  const wrong = (last: string) => ({ authorization: 'Bearer wrong', ...from(`2a02:8071::${last}`) });
  const answers = [await ask(wrong('1')), await ask(wrong('2')), await ask(wrong('3'))];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 429]);
});

async function upgrade(address: string): Promise<WebSocket | number> {
  const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: from(address),
  });
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => undefined);
  });
}

test('upgrades of one address are counted', async () => {
  await open();
  await upgrade('203.0.113.7');
  await upgrade('203.0.113.7');
  expect(await upgrade('203.0.113.7')).toBe(429);
  expect(await upgrade('203.0.113.8')).toBeInstanceOf(WebSocket);
});

test('an address has a bounded number of sockets, and gets a new one when an old one closes', async () => {
  await open({ limits: { rates: limits.rates, costBudgets: limits.costBudgets, streamsPerAddressMax: 1 } });
  const first = await upgrade('203.0.113.7');
  expect(await upgrade('203.0.113.7')).toBe(429);
  if (!(first instanceof WebSocket)) throw new Error('no socket');
  first.close();
  await once(first, 'close');
  await expect.poll(() => upgrade('203.0.113.7')).toBeInstanceOf(WebSocket);
});

async function connect(credential: string): Promise<{ socket: WebSocket; outcome: string | number }> {
  const socket = await upgrade('203.0.113.7');
  if (typeof socket === 'number') throw new Error(`HTTP ${socket}`);
  const outcome = new Promise<string | number>((resolve) => {
    socket.once('message', (message) => resolve(JSON.parse(String(message)).type));
    socket.once('close', (code) => resolve(code));
  });
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${credential}` } }),
  );
  return { socket, outcome: await outcome };
}

test('a token has a bounded number of sockets; a merchant’s server has no bound', async () => {
  await open({ limits: { rates: limits.rates, costBudgets: limits.costBudgets, streamsPerTokenMax: 1 } });
  const token = stage.clientToken(order, 60_000);
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
    const response = await fetch(`${stage.url}/graphql`, {
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
  const token = stage.clientToken(watched.order, 60_000);
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

test('operations over WebSocket count with those over HTTP, and are refused one by one', async () => {
  await open();
  const token = stage.clientToken(order, 60_000);
  await ask({ authorization: `Bearer ${token}` });
  const { socket } = await connect(token);
  const answers: { id: string; type: string; payload: { extensions: object }[] }[] = [];
  socket.on('message', (message) => answers.push(JSON.parse(String(message))));
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const id of ids) socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query: '{ x }' } }));
  await expect.poll(() => answers.length).toBe(ids.length);
  expect(answers).toContainEqual(
    expect.objectContaining({
      type: 'error',
      payload: [
        expect.objectContaining({
          extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) },
        }),
      ],
    }),
  );
  expect(socket.readyState).toBe(WebSocket.OPEN);
});
