import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aMerchant, danaApi, isGenuine } from './support/merchant.ts';
import { anOrder, query } from './support/orders.ts';
import { control } from './support/scene.ts';
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

test('after kill -9 orders are there, the key is the same, the clock goes on and a pending notification arrives', async () => {
  shop.answer = () => failed;
  const first = await start();
  const { body: key } = await control<{ publicKey: string }>(first.url, 'GET', '/simulator/public-key');
  const paid = anOrder(merchant, { notifyUrl: shop.notifyUrl });
  const open = anOrder(merchant, { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' });
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
});

test('a line torn by the crash is dropped, a damaged journal is refused', async () => {
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

test('the private key can be read by its owner alone; a second simulator keeps out; SIGTERM ends cleanly', async () => {
  const first = await start();
  expect((await stat(join(dataDir, 'notify-private-key.pem'))).mode & 0o777).toBe(0o600);
  await expect(startSimulatorProcess(dataDir, merchant)).rejects.toThrow(/Another simulator/);
  expect(await first.stop()).toBe(0);
});

test('in production it does not start', async () => {
  await expect(start({ env: { NODE_ENV: 'production' } })).rejects.toThrow(
    /never starts with NODE_ENV=production/,
  );
});
