import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aMerchant, danaApi, isGenuine } from './support/merchant.ts';
import { anOrder, query } from './support/orders.ts';
import { control, orderSeen } from './support/scene.ts';
import { failed, type ShopServer, startShopServer } from './support/shop-server.ts';
import { type SimulatorProcess, startSimulatorProcess } from './support/simulator-process.ts';

const merchant = aMerchant();
let dataDir: string;
let shop: ShopServer;
let running: SimulatorProcess | undefined;

const start = async (extra?: Parameters<typeof startSimulatorProcess>[2]) => {
  running = await startSimulatorProcess(dataDir, merchant, extra);
  return { ...running, api: danaApi(merchant, running.url) };
};
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'simulator-kill-'));
  shop = await startShopServer();
});
afterEach(async () => {
  await running?.kill();
  await shop.close();
  await rm(dataDir, { recursive: true });
});

test('kill -9 loses no order, key, clock advance or pending notification', async () => {
  shop.answer = () => failed;
  const first = await start();
  const { body: key } = await control<{ publicKey: string }>(first.url, 'GET', '/simulator/public-key');
  const paid = anOrder(merchant, { notifyUrl: shop.notifyUrl });
  const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
  const open = anOrder(merchant, { ...bri, notifyUrl: shop.notifyUrl });
  const created = await first.api.createOrder(open);
  await first.api.createOrder(paid);
  await control(first.url, 'POST', '/simulator/clock', { advanceMs: 60_000 });
  await control(first.url, 'POST', `/simulator/orders/${paid.partnerReferenceNo}/pay`);
  await shop.arrived(paid.partnerReferenceNo);
  await first.kill();

  shop.answer = () => ({ httpStatus: 200, body: '{"responseCode":"2005600"}' });
  const second = await start();
  const seen = (await shop.arrived(paid.partnerReferenceNo, 2)).at(-1);
  expect(seen && isGenuine(key.publicKey, seen)).toBe(true);
  expect((await query(second.api, merchant, paid.partnerReferenceNo)).latestTransactionStatus).toBe('00');
  expect((await second.api.createOrder(open)).referenceNo).toBe(created.referenceNo);
  const { body: clock } = await control<{ now: string; advancedMs: number }>(
    second.url,
    'GET',
    '/simulator/clock',
  );
  expect(clock.advancedMs).toBe(60_000);
  expect(Date.parse(clock.now)).toBeGreaterThan(Date.now() + 59_000);

  // The order expires although nobody queries it.
  await control(second.url, 'POST', '/simulator/clock', { advanceMs: 30 * 60_000 });
  const [expired] = await shop.arrived(open.partnerReferenceNo);
  expect(JSON.parse(expired?.body ?? '').latestTransactionStatus).toBe('05');
});

test('kill -9 keeps every state of an order, and steps in progress continue', async () => {
  const first = await start();
  const { merchantId } = merchant;
  const idr = (value: string) => ({ value, currency: 'IDR' });
  const act = (number: string, verb: string, body?: object) =>
    control(first.url, 'POST', `/simulator/orders/${number}/${verb}`, body);
  const inProgress = (operation: string) =>
    control(first.url, 'POST', '/simulator/faults', { operation, fault: 'in-progress', delayMs: 3_600_000 });
  const cancel = (originalPartnerReferenceNo: string) =>
    first.api.cancelOrder({ originalPartnerReferenceNo, merchantId });
  const refund = (originalPartnerReferenceNo: string, partnerRefundNo: string) =>
    first.api.refundOrder({
      originalPartnerReferenceNo,
      merchantId,
      partnerRefundNo,
      refundAmount: idr('1.00'),
    });
  const states: Record<string, (number: string) => Promise<unknown>> = {
    INIT: async () => undefined,
    PAYING: (number) => act(number, 'start-paying'),
    SUCCESS: (number) => act(number, 'pay'),
    'SUCCESS, refunded in part': (number) => act(number, 'pay').then(() => refund(number, 'r-1')),
    'SUCCESS, refund in progress': async (number) => {
      await act(number, 'pay');
      await inProgress('refundOrder');
      await refund(number, 'r-1');
    },
    'SUCCESS, cancel in progress': async (number) => {
      await act(number, 'pay');
      await inProgress('cancelOrder');
      await cancel(number);
    },
    'SUCCESS, paid late': (number) => act(number, 'expire').then(() => act(number, 'pay', { late: true })),
    CLOSED: (number) => act(number, 'refuse'),
    CANCELLED: (number) => cancel(number),
    'CANCELLED after payment': (number) => act(number, 'pay').then(() => cancel(number)),
  };
  const numbers = new Map<string, string>();
  for (const [name, bring] of Object.entries(states)) {
    const request = anOrder(merchant);
    await first.api.createOrder(request);
    await bring(request.partnerReferenceNo);
    numbers.set(name, request.partnerReferenceNo);
  }
  const look = async ({ url, api }: Awaited<ReturnType<typeof start>>) => {
    const seen: Record<string, unknown> = {};
    for (const [name, number] of numbers)
      seen[name] = [await query(api, merchant, number), await orderSeen(url, number)];
    return seen;
  };
  const before = await look(first);
  await first.kill();

  const second = await start();
  const withoutAddress = (seen: unknown) => JSON.stringify(seen).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '');
  expect(withoutAddress(await look(second))).toBe(withoutAddress(before));
  await control(second.url, 'POST', '/simulator/clock', { advanceMs: 3_600_000 });
  const after = (name: string) => query(second.api, merchant, numbers.get(name) ?? '');
  expect((await after('INIT')).transactionStatusDesc).toBe('CLOSED');
  expect((await after('PAYING')).transactionStatusDesc).toBe('PAYING');
  expect((await after('SUCCESS, cancel in progress')).transactionStatusDesc).toBe('CANCELLED');
  const refunded = await after('SUCCESS, refund in progress');
  expect(refunded.additionalInfo?.amountDetail?.refundAmount).toEqual(idr('1.00'));
});

test('kill -9 among many callers loses nothing that was answered', async () => {
  const first = await start();
  const answered = new Map<string, string | undefined>();
  const requests = Array.from({ length: 60 }, () => anOrder(merchant));
  let halfWay = () => {};
  const isHalfWay = new Promise<void>((resolve) => {
    halfWay = resolve;
  });
  const crowd = requests.map(async (request) => {
    const { referenceNo } = await first.api.createOrder(request);
    answered.set(request.partnerReferenceNo, referenceNo);
    if (answered.size === 30) halfWay();
  });
  const allEnded = Promise.allSettled(crowd);
  await isHalfWay;
  await first.kill();
  await allEnded;

  const second = await start();
  for (const request of requests) {
    const before = answered.get(request.partnerReferenceNo);
    const { referenceNo } = await second.api.createOrder(request);
    if (before !== undefined) expect(referenceNo).toBe(before);
  }
});

test('the start drops a line torn by the crash and refuses a damaged journal', async () => {
  const first = await start();
  const request = anOrder(merchant);
  await first.api.createOrder(request);
  await first.kill();
  const journal = join(dataDir, 'journal.jsonl');
  const whole = await readFile(journal, 'utf8');
  await writeFile(journal, `${whole}[{"kind":"order","id":"x","val`);

  const second = await start();
  expect((await query(second.api, merchant, request.partnerReferenceNo)).latestTransactionStatus).toBe('01');
  await second.kill();
  await writeFile(journal, `not json\n${whole}`);
  await expect(start()).rejects.toThrow(/damaged at line 1/);
});

test('only the owner can read the private key; a second simulator does not start; SIGTERM ends cleanly', async () => {
  const first = await start();
  expect((await stat(join(dataDir, 'notify-private-key.pem'))).mode & 0o777).toBe(0o600);
  await expect(startSimulatorProcess(dataDir, merchant)).rejects.toThrow(/Another simulator/);
  expect(await first.stop()).toBe(0);
});

test('the simulator does not start in production', async () => {
  await expect(start({ env: { NODE_ENV: 'production' } })).rejects.toThrow(
    /never starts with NODE_ENV=production/,
  );
});
