import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { limits } from '../../../../src/server/limits.ts';
import { anOrder } from '../../../support/orders.ts';
import { from, order, useTraffic } from './traffic-stage.ts';

const traffic = useTraffic();
const { open, ask, upgrade, connect } = traffic;

const limited = { status: 429, code: 'RATE_LIMITED', retryAfterMs: expect.any(Number), retryable: true };

test('a token that sends too often learns when to come back, and no other caller is affected', async () => {
  await open();
  const token = { authorization: `Bearer ${traffic.stage.clientToken(order, 60_000)}` };
  const other = { authorization: `Bearer ${traffic.stage.clientToken(anOrder({ id: 'other' }), 60_000)}` };
  expect(await ask(token)).toMatchObject({ status: 200 });
  expect(await ask(token)).toMatchObject({ status: 200 });
  expect(await ask(token)).toMatchObject({ ...limited, retryAfter: expect.any(String) });
  expect(await ask(other)).toMatchObject({ status: 200 });
  expect(await ask({})).toMatchObject({ status: 200 });
  traffic.stage.clock.advance(10_000);
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

/** Answers wrong credentials at once only the first time; of the others `refusalsWaitingMax` wait. */
const pacedRefusals = (refusalDelayMs: number, refusalsWaitingMax: number) => ({
  limits: {
    rates: limits.rates,
    costBudgets: limits.costBudgets,
    refusalRate: { perSecondMax: 0.01, burstMax: 1 },
    refusalDelayMs,
    refusalsWaitingMax,
  },
});

describe.each<[string, () => Promise<unknown>]>([
  ['keys', async () => (await ask({ authorization: 'Bearer gsk_test_wrong' })).status],
  [
    'signatures',
    async () => {
      const headers = { 'x-signature': 'forged', 'x-timestamp': '2026-01-15T10:00:00+07:00' };
      return (await fetch(`${traffic.stage.url}/v1.0/debit/notify`, { method: 'POST', headers, body: '{}' }))
        .status;
    },
  ],
  ['credentials of sockets', async () => (await connect('gsk_test_wrong')).outcome],
])('wrong %s', (_, askWrongly) => {
  test('a flood waits or is cut off, and good requests do not', async () => {
    // A refusal that waits outlasts the test, however slow the machine is; the drain ends it.
    await open(pacedRefusals(600_000, 1));
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
    expect(traffic.stage.lines.filter(({ event }) => event === 'refusals.paced')).toHaveLength(1);
    expect(await ask({})).toMatchObject({ status: 200 });
    expect(answeredCount).toBe(1);
  });

  test('who waited is refused as at first', async () => {
    await open(pacedRefusals(10, 2));
    const refused = await askWrongly();
    expect(await Promise.all([askWrongly(), askWrongly()])).toEqual([refused, refused]);
  });
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

test('upgrades of one address are counted', async () => {
  await open();
  await upgrade('203.0.113.7');
  await upgrade('203.0.113.7');
  expect(await upgrade('203.0.113.7')).toBe(429);
  expect(await upgrade('203.0.113.8')).toBeInstanceOf(WebSocket);
});

test('operations over WebSocket count with those over HTTP, and are refused one by one', async () => {
  await open();
  const token = traffic.stage.clientToken(order, 60_000);
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
