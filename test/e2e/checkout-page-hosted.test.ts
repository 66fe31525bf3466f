import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CancelOrderDocument,
  CreateCheckoutDocument,
  OrderDocument,
} from '../../src/client/core/generated/graphql.ts';
import { hasBrowser, launchBrowser, openWatchedPage, sayWithoutBrowser } from '../support/browser.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { freePorts } from '../support/free-ports.ts';
import { createTestClient } from '../support/graphql-client.ts';
import { testInTurn } from '../support/sample.ts';

/** What the tests of the screens decide without a browser. */
const testSometimes = testInTurn(3);

sayWithoutBrowser('The checkout on a merchant’s own host was');

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

/** A host that serves the files of a folder and knows nothing about payments. */
async function serve(folder: string, port: number): Promise<Server> {
  const host = createServer(async ({ url = '/' }, response) => {
    const name = new URL(url, 'http://host').pathname.replace(/\/$/, '/index.html').replace('/pay/', '');
    response.setHeader('content-type', types[name.split('.').at(-1) ?? ''] ?? 'text/html; charset=utf-8');
    response.end(await readFile(join(folder, name)).catch(() => ''));
  });
  await new Promise<void>((listening) => host.listen(port, '127.0.0.1', listening));
  return host;
}

describe.skipIf(!hasBrowser)('the checkout as static files on a merchant’s own host', () => {
  let world: ConfiguredWorld;
  let browser: Browser;
  let host: Server;
  let hostUrl: string;
  let folder: string;

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    hostUrl = `http://127.0.0.1:${port}`;
    folder = await mkdtemp(join(tmpdir(), 'gapura-checkout-'));
    [world, browser, host] = await Promise.all([
      // The gateway accepts the operations of our own clients only, from this origin only.
      startConfiguredWorld({
        environment: {
          CORS_ORIGINS: hostUrl,
          REGISTERED_DOCUMENTS_ONLY: 'true',
          RETURN_URL: `${hostUrl}/pay/`,
        },
      }),
      launchBrowser(),
      serve(folder, port),
    ]);
    const build = ['--import', 'tsx', 'src/commands/build-checkout.ts', '--out', folder];
    const setting = ['--gateway', `${world.gateway.url}/graphql`, '--shop-name', 'Toko'];
    await promisify(execFile)(process.execPath, [...build, ...setting]);
  });
  afterAll(async () => {
    await browser?.close();
    host?.closeAllConnections();
    host?.close();
    await world?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  test('believes no PAY_RETURN: an unpaid checkout stays unpaid whatever its address says', async () => {
    const server = createTestClient(world.gateway.url, world.serverKey);
    const input = { partnerReferenceNo: 'cart-0', amount: '75000', title: 'Two tickets' };
    const { createCheckout } = await server.request(CreateCheckoutDocument, { input, language: 'EN' });
    await server.close();
    if (createCheckout.__typename !== 'CreateCheckoutSuccess') throw new Error(createCheckout.__typename);
    const { page, faults, close } = await openWatchedPage(browser, [hostUrl, world.gateway.url], {
      locale: 'en-GB',
    });
    const told = new URLSearchParams({
      originalReferenceNo: '20260115111230999500166000000000001',
      originalPartnerReferenceNo: 'cart-0',
      merchantId: '216620000000000000001',
      status: 'SUCCESS',
    });
    await page.goto(`${hostUrl}/pay/?${told}#token=${createCheckout.checkoutToken}`);
    await page.getByLabel('QRIS').check();
    await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
    await page.locator('.status[data-hearing="live"]').waitFor();
    await page.reload();
    await page.locator('.status[data-hearing="live"]').waitFor();
    expect(await page.getByRole('heading', { name: 'Payment received' }).count()).toBe(0);
    expect((await world.desk.order('cart-0')).status).toBe('INIT');
    expect(faults).toEqual([]);
    await close();
    expect(await world.judge(true)).toEqual([]);
  });

  test('leads a payer who has paid to the merchant’s page, by a button', async () => {
    const server = createTestClient(world.gateway.url, world.serverKey);
    const input = {
      partnerReferenceNo: 'cart-2',
      amount: '75000',
      title: 'Two tickets',
      successUrl: `${hostUrl}/done`,
    };
    const { createCheckout } = await server.request(CreateCheckoutDocument, { input, language: 'EN' });
    await server.close();
    if (createCheckout.__typename !== 'CreateCheckoutSuccess') throw new Error(createCheckout.__typename);
    const { page, close } = await openWatchedPage(browser, [hostUrl, world.gateway.url], { locale: 'en-GB' });
    await page.goto(`${hostUrl}/pay/#token=${createCheckout.checkoutToken}`);
    await page.getByLabel('QRIS').check();
    await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
    await page.locator('.status[data-hearing="live"]').waitFor();
    await world.desk.pay('cart-2');
    await page.getByRole('link', { name: 'Continue' }).click();
    await page.waitForURL(/\/done\?order=\w+/);
    await close();
  });

  testSometimes(
    'tells a payer whose payment the merchant gave back, and does not ask for another one',
    async () => {
      const server = createTestClient(world.gateway.url, world.serverKey);
      const input = { partnerReferenceNo: 'cart-3', amount: '75000', title: 'Two tickets' };
      const { createCheckout } = await server.request(CreateCheckoutDocument, { input, language: 'EN' });
      if (createCheckout.__typename !== 'CreateCheckoutSuccess') throw new Error(createCheckout.__typename);
      const { page, close } = await openWatchedPage(browser, [hostUrl, world.gateway.url], {
        locale: 'en-GB',
      });
      await page.goto(`${hostUrl}/pay/#token=${createCheckout.checkoutToken}`);
      await page.getByLabel('QRIS').check();
      await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
      await page.locator('.status[data-hearing="live"]').waitFor();
      await world.desk.pay('cart-3');
      await page.getByRole('heading', { name: 'Payment received' }).waitFor();
      const { order } = await server.request(OrderDocument, { by: { partnerReferenceNo: 'cart-3' } });
      const cancellation = { orderId: order?.id ?? '', reason: 'Sold out' };
      await server.request(CancelOrderDocument, { input: cancellation, language: 'EN' });
      await server.close();
      await page.reload();
      await page.getByText('You had paid: the whole amount goes back to you.').waitFor();
      expect(await page.getByRole('button', { name: 'Choose how to pay' }).count()).toBe(0);
      await close();
    },
  );

  test('is built by one command, and pays across origins with registered operations only', async () => {
    const server = createTestClient(world.gateway.url, world.serverKey);
    const input = { partnerReferenceNo: 'cart-1', amount: '75000', title: 'Two tickets' };
    const { createCheckout } = await server.request(CreateCheckoutDocument, { input, language: 'EN' });
    await server.close();
    if (createCheckout.__typename !== 'CreateCheckoutSuccess') throw new Error(createCheckout.__typename);

    const { page, faults, outside, close } = await openWatchedPage(browser, [hostUrl, world.gateway.url], {
      locale: 'en-GB',
    });
    await page.goto(`${hostUrl}/pay/#token=${createCheckout.checkoutToken}`);
    await page.getByLabel('QRIS').check();
    await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
    await page.locator('.status[data-hearing="live"]').waitFor();
    // The page is not the simulator's: nothing on it offers to act as the payer.
    expect(await page.locator('.simulator').count()).toBe(0);
    await world.desk.pay('cart-1');
    await page.getByRole('heading', { name: 'Payment received' }).waitFor();
    expect(faults).toEqual([]);
    expect(outside).toEqual([]);
    await close();
    expect(await world.judge(true)).toEqual([]);
  });
});
