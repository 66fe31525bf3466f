import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { openShop, type Shop } from '../support/shop.ts';

const notifyPath = '/v1.0/debit/notify';

let world: ConfiguredWorld;
let shop: Shop;

beforeAll(async () => {
  world = await startConfiguredWorld();
  shop = openShop(world.gateway.url, world.serverKey);
});

afterAll(async () => {
  await shop?.close();
  await world?.dispose();
});

function anInput(partnerReferenceNo: string) {
  return {
    partnerReferenceNo,
    amount: '75000.00',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
}

describe('a gateway configured as for the real DANA', () => {
  test('an order is created, paid, notified, and seen by its watcher', async () => {
    const { order, clientToken } = await shop.order(anInput('path-1'));
    expect(order).toMatchObject({ status: 'PENDING', instruction: { bank: 'BRI' } });
    const screen = await shop.screen(order.id, clientToken);
    await screen.sees('PENDING', ({ status }) => status === 'PENDING');
    await world.desk.pay('path-1');
    const { order: paid } = await screen.sees('PAID', ({ status }) => status === 'PAID');
    expect(paid).toMatchObject({ version: 3, refundableAmount: { value: '75000.00' } });
    expect(await world.desk.order('path-1')).toMatchObject({ acquirementStatus: 'SUCCESS' });
  });

  test('the same order again is the same order, other content a conflict', async () => {
    const first = await shop.order(anInput('path-2'));
    const again = await shop.order(anInput('path-2'));
    expect(again).toEqual(first);
    await expect(shop.order({ ...anInput('path-2'), amount: '75001' })).rejects.toThrow(
      'PartnerReferenceNoConflict',
    );
  });

  test('every answer of a configured gateway is unmarked', async () => {
    const response = await fetch(`${world.gateway.url}/health/ready`);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-gapura-mode')).toBeNull();
  });
});

describe('a request to the NOTIFICATION URL that is not from DANA', () => {
  const flood = `{${'"a":"{",'.repeat(128 * 1024)}"b":1}`;
  const headers = { 'x-signature': 'AAAA', 'x-timestamp': '2026-01-15T10:00:00+07:00' };

  test.each([
    ['empty', '', headers, 401],
    ['unsigned', '{}', {}, 400],
    ['tampered', '{"latestTransactionStatus":"00"}', headers, 401],
    ['1 MB of braces', flood, headers, 413],
  ] as const)('%s is refused, and the process keeps running', async (_, body, sent, status) => {
    const response = await fetch(world.gateway.url + notifyPath, { method: 'POST', headers: sent, body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ responseCode: expect.stringMatching(/^4\d{2}56\d{2}$/) });
    expect((await fetch(`${world.gateway.url}/health/live`)).status).toBe(200);
  });
});

describe('kill -9 with orders pending', () => {
  test('every order and timeline is still there, and a payment made meanwhile arrives', async () => {
    const { order, clientToken } = await shop.order(anInput('path-3'));
    await world.gateway.kill();
    await world.desk.pay('path-3');
    await world.gateway.start();

    const screen = await shop.screen(order.id, clientToken);
    await screen.sees('PAID', ({ status }) => status === 'PAID');
    const recorded = await shop.read(order.id);
    expect(recorded).toMatchObject({ partnerReferenceNo: 'path-3', status: 'PAID', version: 3 });
  });

  test('SIGTERM drains and ends with 0', async () => {
    expect(await world.gateway.stop()).toBe(0);
    await world.gateway.start();
  });
});

test('afterwards DANA and the gateway say the same, and nothing is broken', async () => {
  expect(await world.judge(true)).toEqual([]);
});
