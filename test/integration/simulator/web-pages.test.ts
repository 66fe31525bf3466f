import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leavesMachine } from '../../../src/simulator/notifications/loopback.ts';
import { createSender } from '../../../src/simulator/notifications/send-request.ts';
import { type Scene, startScene } from './support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ hostNames: ['simulator.test'] });
});
afterAll(() => scene.close());

/** The HTTP status of a request with exactly these headers; `fetch` allows no Host of one's own. */
function statusOf(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${scene.simulator.url}${path}`, { method, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject).end(body);
  });
}

const advance = JSON.stringify({ advanceMs: 3_600_000 });
const advancedMs = async () =>
  (await scene.control<{ advancedMs: number }>('GET', '/simulator/clock')).body.advancedMs;

describe('a web page that somebody on this machine has open', () => {
  test.each<[name: string, headers: Record<string, string>]>([
    ['its Origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a hidden Origin', { origin: 'null' }],
    ['Sec-Fetch-Site of another site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site of another port', { 'sec-fetch-site': 'same-site' }],
    [
      'a form of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', origin: 'null' },
    ],
  ])('moves no clock and arms no fault, told by %s', async (_name, headers) => {
    const text = { ...headers, 'content-type': 'text/plain' };
    expect(await statusOf('POST', '/simulator/clock', text, advance)).toBe(403);
    expect(
      await statusOf('POST', '/simulator/faults', text, '{"operation":"createOrder","fault":"empty-500"}'),
    ).toBe(403);
    expect(await statusOf('DELETE', '/simulator/faults', text)).toBe(403);
    expect(await statusOf('POST', '/simulator/partners', text, '{}')).toBe(403);
    expect(await statusOf('POST', '/merchant-portal-app/api/sandbox-tools/execute', text, '{}')).toBe(403);
    expect(
      await statusOf('POST', '/', { ...headers, 'content-type': 'application/x-www-form-urlencoded' }),
    ).toBe(403);
    expect(await advancedMs()).toBe(0);
    expect((await scene.control<{ faults: unknown[] }>('GET', '/simulator/faults')).body.faults).toEqual([]);
  });

  test.each([
    'evil.example',
    'evil.example:4010',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'a@127.0.0.1',
  ])('reads nothing under the host name "%s" (DNS rebinding)', async (host) => {
    for (const path of ['/', '/simulator/orders', '/simulator/partners', '/simulator/events', '/scan'])
      expect(await statusOf('GET', path, { host }), path).toBe(403);
  });

  test('may link to a page, and reads no answer otherwise', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(await statusOf('GET', '/scan', link)).toBe(200);
    expect(
      await statusOf('GET', '/simulator/orders', {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'no-cors',
      }),
    ).toBe(403);
    expect(await statusOf('GET', '/simulator/orders', { origin: 'https://evil.example' })).toBe(403);
  });
});

test.each([
  'localhost:4010',
  'LOCALHOST',
  'shop.localhost',
  '127.0.0.1',
  '192.168.1.20:4010',
  '[::1]:4010',
  'simulator.test',
])('people reach the simulator at %s and use its forms there', async (host) => {
  expect(await statusOf('GET', '/simulator/orders', { host })).toBe(200);
  const own = { host, origin: `http://${host.toLowerCase()}`, 'sec-fetch-site': 'same-origin' };
  expect(await statusOf('POST', '/simulator/clock', own, '{"advanceMs":0}')).toBe(200);
});

test('a notification leaves this machine only if that is allowed', async () => {
  const strict = createSender(2_000);
  const open = createSender(200, { mayLeaveMachine: true });
  // RFC 5737 and RFC 3849: addresses that belong to nobody.
  for (const host of [
    '192.0.2.1',
    '[2001:db8::1]',
    '169.254.169.254',
    '[::ffff:10.0.0.1]',
    '0x0a000001',
    '0.0.0.0',
  ])
    expect(await strict.post(`http://${host}/notify`, {}, '{}'), host).toEqual({
      kind: 'failed',
      reason: leavesMachine,
    });
  const { port } = new URL(scene.shop.notifyUrl);
  for (const host of ['127.0.0.1', '127.1', 'localhost', '[::ffff:127.0.0.1]'])
    expect((await strict.post(`http://${host}:${port}/v1.0/debit/notify`, {}, '{}')).kind, host).toBe(
      'answered',
    );
  expect(await open.post('http://192.0.2.1/notify', {}, '{}')).not.toEqual({
    kind: 'failed',
    reason: leavesMachine,
  });
  strict.close();
  open.close();
});
