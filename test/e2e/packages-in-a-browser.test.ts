import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../ops/pack/package-list.ts';
import { hasBrowser, launchBrowser, openWatchedPage, sayWithoutBrowser } from '../support/browser.ts';
import { openPackedShop, type PackedShop } from '../support/packed-shop.ts';
import { isLong, sampleOf } from '../support/sample.ts';

sayWithoutBrowser('The packages were');

const run = promisify(execFile);
const marks = ['QRIS', 'GPN', 'NETWORK_PAY_PG_QRIS'];
const picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>';

/** One way to pay of each kind: its name for payers, and whether DANA needs a phone number or has a page of its own. */
const kinds = [
  { kind: 'VIRTUAL_ACCOUNT', name: 'Virtual Account BRI', needsPhone: false, isAtDana: false },
  { kind: 'QRIS', name: 'QRIS', needsPhone: false, isAtDana: false },
  { kind: 'E_WALLET', name: 'OVO', needsPhone: true, isAtDana: false },
  { kind: 'CARD', name: 'Kartu Kredit atau Debit', needsPhone: true, isAtDana: true },
  { kind: 'BALANCE', name: 'Saldo DANA', needsPhone: false, isAtDana: true },
] as const;

/** How a shop that has chosen asks for each kind. */
const choices: Readonly<Record<(typeof kinds)[number]['kind'], object>> = {
  VIRTUAL_ACCOUNT: { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' },
  QRIS: { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' },
  E_WALLET: { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_OVO', phoneNumber: '081234567890' },
  CARD: { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_CARD', phoneNumber: '081234567890' },
  BALANCE: { payMethod: 'BALANCE' },
};

/** What a payer follows; each kind has one of these. */
interface Instruction {
  readonly url?: string;
  readonly number?: string;
  readonly content?: string;
}

/** Where the payer pays: DANA's own page, the bank's app, the scanner, or the wallet on the phone. */
function payersPage(
  simulatorUrl: string,
  { referenceNo, instruction }: { readonly referenceNo: string; readonly instruction: Instruction },
): string {
  const { url, number, content } = instruction;
  if (url !== undefined) return url;
  if (number !== undefined) return new URL(`/bank?number=${number}`, simulatorUrl).href;
  if (content !== undefined) return new URL('/scan', simulatorUrl).href;
  return new URL(`/n/cashier/new/checkout?bizNo=${referenceNo}`, simulatorUrl).href;
}

describe.skipIf(!hasBrowser)('the packages in a browser', () => {
  let shop: PackedShop;
  let browser: Browser;
  let serverUrl: Promise<string> | undefined;
  beforeAll(async () => {
    [shop, browser] = await Promise.all([openPackedShop(), launchBrowser()]);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  /** The shop's, the gateway's, and that of DANA's pages. */
  const origins = () =>
    [shop.pageUrl, shop.gapura.url, shop.gapura.simulatorUrl].map((url) => new URL(url).origin);

  test.runIf(isLong)(
    'a Vite app with React, under Strict Mode: chosen, reloaded, paid',
    async () => {
      const app = join(shop.folder, 'app');
      await mkdir(app);
      await cp(join(root, 'docs/examples/react-checkout.tsx'), join(app, 'react-checkout.tsx'));
      const example = await readFile(join(root, 'docs/examples/vite-app.tsx'), 'utf8');
      await writeFile(
        join(app, 'App.tsx'),
        example.replace('http://127.0.0.1:4000/graphql', shop.gapura.url),
      );
      await writeFile(
        join(app, 'index.html'),
        '<!doctype html><title>Shop</title><link rel="icon" href="data:,"><main></main><script type="module" src="./main.tsx"></script>',
      );
      await writeFile(
        join(app, 'main.tsx'),
        `/** @jsxImportSource react */
       import { StrictMode } from 'react';
       import { createRoot } from 'react-dom/client';
       import App from './App.tsx';
       createRoot(document.querySelector('main')!).render(<StrictMode><App /></StrictMode>);`,
      );
      const vite = createRequire(join(root, 'node_modules/vitest/package.json')).resolve('vite/package.json');
      const program = join(vite, '../bin/vite.js');
      const out = join(shop.folder, 'public/react');
      await run(process.execPath, [program, 'build', app, '--outDir', out, '--base', './'], { cwd: app });

      const { page: tab, faults } = await openWatchedPage(browser, origins());
      await tab.goto(`${shop.pageUrl}/react/?token=${await shop.openCheckout('react-1')}`);
      await tab.getByRole('button', { name: 'OVO' }).click();
      await tab.getByText('Isi nomor ponsel untuk OVO.').waitFor();
      await tab.getByRole('button', { name: 'QRIS' }).click();
      await tab.getByAltText('Kode QRIS').waitFor();
      await tab.getByRole('button', { name: 'Pilih cara lain' }).click();
      await tab.getByRole('button', { name: /Virtual Account BRI/ }).click();
      await tab.getByText(/^Transfer Rp\s75\.000 ke Virtual Account BRI/).waitFor();
      await tab.goto(`${shop.pageUrl}/react/`);
      await tab.getByText(/ke Virtual Account BRI/).waitFor();
      await shop.gapura.pay('react-1-2');
      await tab.getByText('Pembayaran berhasil.').waitFor();
      expect(faults).toEqual([]);

      for (const { kind, name, needsPhone, isAtDana } of kinds) {
        const number = `react-${kind}`;
        const address = `${shop.pageUrl}/react/?token=${await shop.openCheckout(number)}`;
        await tab.goto(address);
        if (needsPhone) await tab.getByLabel('Nomor ponsel').fill('0812-3456 7890');
        await tab.getByRole('button', { name }).click();
        if (isAtDana) await tab.waitForURL((url) => url.origin !== shop.pageUrl);
        else await tab.getByRole('button', { name }).waitFor({ state: 'detached' });
        await shop.gapura.pay(number);
        if (isAtDana) await tab.goto(`${shop.pageUrl}/react/`);
        await tab.getByText('Pembayaran berhasil.').waitFor();
      }
    },
    240_000,
  );

  /** A plain page, with these attributes of the element, and the marks that the shop supplies. */
  async function writePlainPage(attributes: string): Promise<void> {
    await mkdir(join(shop.folder, 'public/plain/marks'), { recursive: true });
    await cp(
      join(shop.folder, 'node_modules/@gapura/checkout/checkout.js'),
      join(shop.folder, 'public/plain/checkout.js'),
    );
    for (const mark of marks) await writeFile(join(shop.folder, `public/plain/marks/${mark}.svg`), picture);
    await writeFile(
      join(shop.folder, 'public/plain/index.html'),
      `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
       <style>button { display: none !important } h1 { color: rgb(1, 2, 3) } body { text-align: right }</style>
       <h1>Shop</h1><button>hidden</button>
       <gapura-checkout gateway="${shop.gapura.url}" ${attributes}
         marks="${marks.map((mark) => `marks/${mark}.svg`).join(' ')}"></gapura-checkout>
       <script type="module" src="./checkout.js"></script>
       <script>window.heard = [];
         for (const type of ['paid', 'ended', 'error'])
           document.querySelector('gapura-checkout').addEventListener(type, ({ detail }) =>
             heard.push([type, detail.status ?? detail.code]));</script>`,
    );
  }

  test.each(sampleOf(kinds, kinds.length))('the element pays by $kind', async (way) => {
    const number = `in-${way.kind}`;
    await writePlainPage(`token="${await shop.openCheckout(number)}" language="id"`);
    const { page: tab, faults } = await openWatchedPage(browser, origins());
    await tab.goto(`${shop.pageUrl}/plain/`);
    // Groups of several ways are closed at first.
    const option = tab.getByLabel(way.name);
    await option.waitFor({ state: 'attached' });
    const closed = tab.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await option.check();
    if (way.needsPhone) await tab.locator('input[type=tel]:visible').fill('081234567890');
    await tab.getByRole('button', { name: 'Bayar Rp75.000' }).click();
    if (way.isAtDana) await tab.waitForURL((url) => url.origin !== shop.pageUrl);
    else await tab.locator('.status[data-hearing="live"]').waitFor();
    if (way.kind === 'QRIS') await tab.locator('.qr').getByAltText('GPN').waitFor();
    await shop.gapura.pay(number);
    if (way.isAtDana) await tab.goto(`${shop.pageUrl}/plain/`);
    await tab.locator('.receipt').waitFor();
    expect(await tab.evaluate(() => Reflect.get(window, 'heard'))).toEqual([['paid', 'PAID']]);
    expect(faults).toEqual([]);
    await tab.close();
  });

  test.each(sampleOf(kinds, kinds.length, 2))(
    'a Node server with @gapura/server: an order by $kind, paid at DANA, and told by its event',
    async ({ kind }) => {
      serverUrl ??= shop.startServer();
      const shopServer = await serverUrl;
      const number = `server-${kind}`;
      const asked = { partnerReferenceNo: number, amount: '75000', title: 'Two tickets', ...choices[kind] };
      const answer = await fetch(`${shopServer}/orders`, { method: 'POST', body: JSON.stringify(asked) });
      const made = (await answer.json()) as { order: { referenceNo: string; instruction: Instruction } };

      const { page: tab } = await openWatchedPage(browser, [...origins(), 'http://127.0.0.1']);
      await tab.goto(payersPage(shop.gapura.simulatorUrl, made.order));
      if (kind === 'QRIS') {
        await tab.getByLabel('Content of the QR').fill(made.order.instruction.content ?? '');
        await tab.getByRole('button', { name: 'Continue' }).click();
      }
      await tab.getByRole('button', { name: 'Pay Rp75.000' }).click();
      await expect
        .poll(async () => (await fetch(`${shopServer}/statuses`)).json())
        .toMatchObject({ [number]: 'PAID' });
      await tab.close();
    },
  );

  test('a plain page with the element: paid, and neither styles the other', async () => {
    await writePlainPage(
      `token="${await shop.openCheckout('element-1')}" language="en" theme="dark" color="#0b6b3d" radius="99" shop-name="Toko"`,
    );
    const { page: tab, faults } = await openWatchedPage(browser, origins());
    const warnings: string[] = [];
    tab.on('console', (message) => warnings.push(message.text()));
    await tab.goto(`${shop.pageUrl}/plain/`);
    await tab.getByLabel('QRIS').check();
    expect(warnings).toEqual([expect.stringContaining('radius')]);
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
    await shop.gapura.pay('element-1');
    await tab.getByRole('heading', { name: 'Payment received' }).waitFor();
    // Moved within the page, it is the same checkout: nothing is told twice.
    await tab.evaluate(() => document.body.append(document.querySelector('gapura-checkout') ?? ''));
    await tab.getByRole('heading', { name: 'Payment received' }).waitFor();
    expect(await tab.evaluate(() => Reflect.get(window, 'heard'))).toEqual([['paid', 'PAID']]);
    expect(faults).toEqual([]);

    await tab.evaluate(() => document.querySelector('gapura-checkout')?.setAttribute('token', 'wrong'));
    await tab.getByText('Open your payment from the shop').waitFor();
    expect(await tab.evaluate(() => Reflect.get(window, 'heard').at(-1))).toEqual(['error', 'REFUSED']);
  }, 120_000);
});
