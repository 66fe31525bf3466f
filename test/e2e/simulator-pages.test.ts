import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { systemClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { anOrder, type OrderWish } from '../integration/simulator/support/orders.ts';
import { type Scene, startScene } from '../integration/simulator/support/scene.ts';
import {
  hasBrowser,
  launchBrowser,
  openWatchedPage,
  sayWithoutBrowser,
  type WatchedPage,
} from '../support/browser.ts';
import { findAccessibilityFaults } from '../support/checkout-stage.ts';
import { testInTurn } from '../support/sample.ts';

const test = testInTurn(5);

sayWithoutBrowser("The simulator's pages were");

/** A page that has not shown a change by then has missed it; on an idle machine it takes some 50 ms. */
const liveWithinMs = 15_000;
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, locale: 'en-GB' };
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' };

const qris = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS', externalStoreId: 'store-1' };
const virtualAccount = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };

describe.skipIf(!hasBrowser)("the simulator's pages in a browser", () => {
  let scene: Scene;
  let browser: Browser;
  /** The shop's own page, where payers come back to. */
  let shopPage: Server;
  let returnUrl: string;
  const opened: WatchedPage[] = [];

  beforeAll(async () => {
    scene = await startScene();
    browser = await launchBrowser();
    shopPage = createServer((_request, response) => response.end('Thank you for your order'));
    await new Promise<void>((listening) => shopPage.listen(0, '127.0.0.1', listening));
    returnUrl = `http://127.0.0.1:${(shopPage.address() as AddressInfo).port}/thanks`;
  });
  afterAll(async () => {
    await browser?.close();
    shopPage?.closeAllConnections();
    shopPage?.close();
    await scene?.close();
  });
  afterEach(async () => {
    const pages = opened.splice(0);
    await Promise.all(pages.map((one) => one.close()));
    expect(pages.flatMap((one) => one.faults)).toEqual([]);
    expect(pages.flatMap((one) => one.outside)).toEqual([]);
  });

  async function open(path: string, options: BrowserContextOptions = phone): Promise<Page> {
    const { href, origin } = new URL(path, scene.simulator.url);
    const watched = await openWatchedPage(browser, [origin, new URL(returnUrl).origin], options);
    opened.push(watched);
    const { page } = watched;
    await page.goto(href);
    // What happens from now on reaches the page through the feed, or not at all.
    if (options.javaScriptEnabled !== false) await page.locator('body[data-live="yes"]').waitFor();
    return page;
  }

  async function create(wish: OrderWish & { returnTo?: string; disabledPayMethods?: string } = {}) {
    const { returnTo = returnUrl, disabledPayMethods, ...rest } = wish;
    const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl, ...rest });
    const urlParams = [
      { url: returnTo, type: 'PAY_RETURN', isDeeplink: 'N' },
      { url: scene.shop.notifyUrl, type: 'NOTIFICATION', isDeeplink: 'N' },
    ] as typeof request.urlParams;
    const answer = await scene.api.createOrder({
      ...request,
      urlParams,
      ...(disabledPayMethods !== undefined && { disabledPayMethods }),
    });
    const { partnerReferenceNo } = request;
    return {
      partnerReferenceNo,
      page: answer.webRedirectUrl ?? '',
      code: answer.additionalInfo?.paymentCode ?? '',
      referenceNo: answer.referenceNo ?? '',
      seen: () => scene.orderSeen(partnerReferenceNo),
      step: (name: string) => scene.control('POST', `/simulator/orders/${partnerReferenceNo}/${name}`),
    };
  }
  const soon = { timeout: liveWithinMs };
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

  describe('the hosted payment page', () => {
    test('a payer chooses a wallet, pays and is back at the shop', async () => {
      const order = await create({ orderTitle: 'Kopi susu', value: '48000.00' });
      const page = await open(order.page, { ...phone, locale: 'id-ID' });
      expect(await page.locator('.amount').textContent()).toBe('Rp48.000');
      expect(await page.locator('html').getAttribute('lang')).toBe('id');
      await page.getByText('Dompet digital').click();
      await page.getByLabel('GoPay').check();
      await page.getByRole('button', { name: 'Bayar Rp48.000' }).click();
      await page.waitForURL(returnUrl);
      expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'NETWORK_PAY_PG_GOPAY' });
      const [notification] = await scene.shop.arrived(order.partnerReferenceNo);
      expect(JSON.parse(notification?.body ?? '')).toMatchObject({ latestTransactionStatus: '00' });

      await page.goto(order.page);
      await heading(page, 'Pembayaran berhasil').waitFor();
      expect(await page.getByRole('button', { name: /Bayar/ }).count()).toBe(0);
    });

    test('a payer who refuses is back at the shop too, and the order is closed', async () => {
      const order = await create();
      const page = await open(order.page);
      await page.getByRole('button', { name: 'Refuse payment' }).click();
      await page.waitForURL(returnUrl);
      expect(await order.seen()).toMatchObject({ status: 'CLOSED', closeReason: 'PAYMENT_REFUSED' });
      await page.goto(order.page);
      await heading(page, 'Payment refused').waitFor();
    });

    test('going back pays nothing and closes nothing', async () => {
      const order = await create();
      const page = await open(order.page);
      await page.getByRole('link', { name: 'Back to the shop without paying' }).click();
      await page.waitForURL(returnUrl);
      expect((await order.seen()).status).toBe('INIT');
    });

    test('only methods that the merchant left enabled are offered; QRIS needs a shop', async () => {
      const all = await open((await create({ externalStoreId: 'store-1' })).page);
      for (const method of ['DANA balance', 'QRIS', 'Card', 'Indomaret'])
        expect(await all.getByLabel(method).count(), method).toBe(1);
      const some = await open(
        (await create({ disabledPayMethods: 'BALANCE, VIRTUAL_ACCOUNT,NETWORK_PAY_PC_INDOMARET' })).page,
      );
      for (const method of ['DANA balance', 'QRIS', 'Indomaret'])
        expect(await some.getByLabel(method).count(), method).toBe(0);
      expect(await some.getByText('Virtual account', { exact: true }).count()).toBe(0);
      expect(await some.getByText('E-wallet', { exact: true }).count()).toBe(1);
    });

    test('an order for one wallet asks for that one only', async () => {
      const order = await create({ payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_LINKAJA' });
      const page = await open(order.page);
      await page.getByText('You are paying with LinkAja.').waitFor();
      expect(await page.getByRole('radio').count()).toBe(0);
      await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
      await page.waitForURL(returnUrl);
      expect((await order.seen()).payOption).toBe('NETWORK_PAY_PG_LINKAJA');
    });

    test('back to an app leads through a button that opens it', async () => {
      const order = await create({ returnTo: 'shopapp://orders/return?id=1' });
      const page = await open(order.page);
      await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
      await heading(page, 'Payment successful').waitFor();
      const link = page.getByRole('link', { name: 'Open the shop’s app' });
      expect(await link.getAttribute('href')).toBe('shopapp://orders/return?id=1');
    });

    test('the time that is left counts down, and when it is over the page says so by itself', async () => {
      const order = await create();
      const page = await open(order.page);
      const left = page.getByRole('timer');
      const first = await left.textContent();
      await expect.poll(() => left.textContent()).not.toBe(first);
      await scene.control('POST', '/simulator/clock', { advanceMs: 30 * 60_000 });
      await heading(page, 'Time to pay is over').waitFor(soon);
      expect(await page.getByRole('button').count()).toBe(0);
      expect(await page.locator('#announcement').textContent()).toBe('Time to pay is over');
    });

    test('a payment made elsewhere and a cancel by the shop appear on the open page', async () => {
      const paid = await create(virtualAccountByRedirect);
      const paidPage = await open(paid.page);
      await paid.step('pay');
      await heading(paidPage, 'Payment successful').waitFor(soon);

      const cancelled = await create();
      const cancelledPage = await open(cancelled.page);
      await scene.api.cancelOrder({
        originalPartnerReferenceNo: cancelled.partnerReferenceNo,
        merchantId: scene.merchant.merchantId,
      });
      await heading(cancelledPage, 'Cancelled by the shop').waitFor(soon);
    });
    const virtualAccountByRedirect = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_CARD' };

    test('the language can be switched and stays', async () => {
      const page = await open((await create()).page);
      await page.getByRole('link', { name: 'ID', exact: true }).click();
      await page.getByRole('button', { name: 'Bayar Rp75.000' }).waitFor();
      await page.getByRole('button', { name: 'Tolak pembayaran' }).click();
      await page.waitForURL(returnUrl);
    });

    test('hostile titles are text, and hostile return addresses are no links', async () => {
      const orderTitle = '<img src=x onerror=alert(1)>"\'&amp;';
      const order = await create({ orderTitle, returnTo: 'javascript:alert(1)' });
      const page = await open(order.page);
      expect(await heading(page, orderTitle).count()).toBe(1);
      expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
      const desk = await open(`/order?referenceNo=${order.referenceNo}`, desktop);
      expect(await heading(desk, orderTitle).count()).toBe(1);
      expect(await desk.locator('img, a[href^="javascript"]').count()).toBe(0);
    });
  });

  describe('the bank app', () => {
    test('a number is typed, the bill is seen, paid, and a receipt is given', async () => {
      const order = await create({ ...virtualAccount, orderTitle: 'Two tickets', value: '1500000.00' });
      const page = await open('/bank');
      await page
        .getByLabel('Virtual account number or payment code')
        .fill(order.code.replace(/(....)/g, '$1 '));
      await page.getByRole('button', { name: 'Continue' }).click();
      await heading(page, 'Two tickets').waitFor();
      expect(await page.locator('.amount').textContent()).toBe('Rp1.500.000');
      expect(await page.getByText('BRI Virtual Account').count()).toBe(1);
      expect((await order.seen()).status).toBe('INIT');
      await page.getByRole('button', { name: 'Pay Rp1.500.000' }).click();
      await heading(page, 'Payment successful').waitFor();
      expect(await page.getByText(order.referenceNo).count()).toBe(1);
      expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'VIRTUAL_ACCOUNT_BRI' });
    });

    test('a bill that starts to wait appears in the list, and can be paid from there', async () => {
      const page = await open('/bank?lang=id');
      const order = await create({ payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PC_INDOMARET' });
      const bill = page.locator(`#bill-${order.referenceNo} a`);
      await bill.waitFor(soon);
      await bill.click();
      await page.getByRole('button', { name: 'Bayar Rp75.000' }).click();
      await heading(page, 'Pembayaran berhasil').waitFor();
      expect((await order.seen()).status).toBe('SUCCESS');
    });

    test('an unknown number is refused in words', async () => {
      const page = await open('/bank?number=12345678');
      expect(await page.getByRole('alert').textContent()).toBe('No bill has the number 1234 5678.');
    });
  });

  describe('the scanner', () => {
    test('a waiting code is chosen, its merchant and amount are seen, and it is paid', async () => {
      const order = await create({ ...qris, orderTitle: 'Nasi goreng', value: '35000.00' });
      const page = await open('/scan');
      await page.getByRole('img', { name: 'QR code: Nasi goreng' }).click();
      await heading(page, 'Nasi goreng').waitFor();
      const particulars = await page.locator('.particulars').textContent();
      expect(particulars).toContain('Simulated Shop');
      expect(particulars).toContain('Jakarta');
      await page.getByRole('button', { name: 'Pay Rp35.000' }).click();
      await heading(page, 'Payment successful').waitFor();
      expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'NETWORK_PAY_PG_QRIS' });
    });

    test('what a QR says can be pasted; a damaged or foreign one is refused', async () => {
      const order = await create(qris);
      const page = await open('/scan');
      const paste = async (payload: string) => {
        await page.getByLabel('Content of the QR').fill(payload);
        await page.getByRole('button', { name: 'Continue' }).click();
      };
      await paste('https://example.com');
      await page.getByText('This is not the content of a QRIS code.').waitFor();
      await paste(order.code.replace('Simulated Shop', 'Simulated Shoq'));
      await page.getByText('The code is damaged').waitFor();
      await paste(order.code);
      await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
      await heading(page, 'Payment successful').waitFor();
    });
  });

  describe('the desk', () => {
    const rowOf = (page: Page, referenceNo: string) => page.locator(`#order-${referenceNo}`);

    test('an order made, paid and told of elsewhere is seen within a second each time', async () => {
      const page = await open('/', desktop);
      const search = page.getByRole('searchbox');
      await search.pressSequentially('ord');
      const order = await create({ ...virtualAccount, orderTitle: 'Batik tulis' });
      const row = rowOf(page, order.referenceNo);
      await row.getByText('Waiting').waitFor(soon);
      await order.step('pay');
      await row.getByText('Paid').waitFor(soon);
      await row.getByText('Delivered').waitFor(soon);
      expect(await page.locator('#announcement').textContent()).not.toBe('');
      // Whoever types is not disturbed by what happens around.
      expect(await search.inputValue()).toBe('ord');
      expect(await search.evaluate((input) => input === document.activeElement)).toBe(true);
    });

    test('an order can be paid from its row and looked at in full', async () => {
      const order = await create({ orderTitle: 'Sepatu lari' });
      const page = await open('/', desktop);
      await page.getByRole('button', { name: `Pay ${order.partnerReferenceNo}` }).click();
      await rowOf(page, order.referenceNo).getByText('Delivered').waitFor();
      await page.getByRole('link', { name: 'Sepatu lari' }).click();
      await heading(page, 'Sepatu lari').waitFor();
      const delivery = page.locator('.attempt').first();
      expect(await delivery.getByRole('rowheader', { name: 'X-Signature' }).count()).toBe(1);
      expect(await delivery.getByLabel('Body sent').textContent()).toContain(
        '"latestTransactionStatus": "00"',
      );
      expect(await delivery.getByLabel('Body answered').textContent()).toContain('"responseCode": "2005600"');
      expect(await delivery.getByText('HTTP 200', { exact: true }).count()).toBe(1);

      await page.getByRole('button', { name: 'Notify again' }).click();
      await expect.poll(() => page.locator('.delivery').count()).toBe(2);
      expect(await scene.shop.arrived(order.partnerReferenceNo, 2)).toHaveLength(2);
    });

    test('refuse, expire, start paying and pay late are steps of the payer that the desk can take', async () => {
      const order = await create();
      const page = await open(`/order?referenceNo=${order.referenceNo}`, desktop);
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
      const isSeen = (text: string) => page.locator('.heading').getByText(text, { exact: true }).waitFor();
      await press('Start paying');
      await isSeen('Paying');
      await press('Expire now');
      await isSeen('Expired');
      await page.getByLabel('Pay by').selectOption('NETWORK_PAY:NETWORK_PAY_PG_OVO');
      await press('Pay late');
      await isSeen('Paid');
      expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'NETWORK_PAY_PG_OVO' });
    });

    test('a fault is armed by form, shown, used up by a call and removed', async () => {
      const page = await open('/', desktop);
      const faults = page.locator('#faults');
      await faults.getByLabel('Befalls').selectOption('queryPayment');
      await faults.getByLabel('Fault', { exact: true }).selectOption('huge-answer');
      await faults.getByText('made longer than it should be').waitFor();
      await faults.getByLabel('Times').fill('2');
      await faults.getByLabel('Bytes').fill('1000');
      await faults.getByRole('button', { name: 'Arm', exact: true }).click();
      await faults.getByText('2 times more').waitFor();
      expect((await scene.control('GET', '/simulator/faults')).body.faults).toMatchObject([
        { operation: 'queryPayment', fault: 'huge-answer', timesLeft: 2, options: { bytes: 1000 } },
      ]);
      const order = await create();
      await scene.api.queryPayment({
        originalPartnerReferenceNo: order.partnerReferenceNo,
        serviceCode: '54',
        merchantId: scene.merchant.merchantId,
      });
      await faults.getByText('once more').waitFor(soon);
      await faults.getByRole('button', { name: 'Remove huge-answer' }).click();
      await faults.getByText('Nothing is armed.').waitFor();
      expect((await scene.control('GET', '/simulator/faults')).body.faults).toEqual([]);
    });

    test('the clock is moved by a day, or by any time asked for', async () => {
      const { body: before } = await scene.control<{ advancedMs: number }>('GET', '/simulator/clock');
      const page = await open('/', desktop);
      await page.getByRole('button', { name: 'Move the clock +24 h' }).click();
      await page.getByText('Other…').click();
      await page.getByLabel('Move the clock forward by').fill('90');
      await page.getByLabel('Unit').selectOption('seconds');
      await page.getByRole('button', { name: 'Move', exact: true }).click();
      const advancedMs = before.advancedMs + 86_400_000 + 90_000;
      await expect
        .poll(async () => (await scene.control('GET', '/simulator/clock')).body.advancedMs)
        .toBe(advancedMs);
    });

    test('what cannot be done is said, and stays said while other things change', async () => {
      const page = await open('/', desktop);
      await page.getByText('Other…').click();
      await page.getByLabel('Move the clock forward by').fill('999999');
      await page.getByLabel('Unit').selectOption('days');
      await page.getByRole('button', { name: 'Move', exact: true }).click();
      const refusal = page.getByRole('alert');
      await refusal.getByText(/advanceMs/).waitFor();
      const order = await create();
      await rowOf(page, order.referenceNo).waitFor(soon);
      expect(await refusal.textContent()).toMatch(/advanceMs/);
      // The refusal was an HTTP 400, which the console counts among its errors.
      opened.at(-1)?.faults.splice(0, 1);
    });

    test('everything works as plain forms where scripts are off', async () => {
      const withoutScripts = { ...desktop, javaScriptEnabled: false };
      const order = await create();
      const page = await open('/', withoutScripts);
      await page.getByLabel('Fault', { exact: true }).selectOption('html-502');
      await page.getByRole('button', { name: 'Arm', exact: true }).click();
      await page.getByRole('button', { name: 'Remove html-502 from createOrder' }).click();
      await page.getByText('Nothing is armed.').waitFor();
      await page.getByRole('button', { name: `Pay ${order.partnerReferenceNo}` }).click();
      await rowOf(page, order.referenceNo).getByText('Paid').waitFor();
    });

    test('orders are found by a part of their number or title, and by how they stand', async () => {
      const order = await create({ orderTitle: 'Gitar akustik' });
      const page = await open('/?find=akustik', desktop);
      expect(await page.locator('.orders tbody tr').count()).toBe(1);
      await page.getByRole('link', { name: 'Paid 0' }).click();
      await page.getByText('No order matches').waitFor();
      await order.step('pay');
      await rowOf(page, order.referenceNo).waitFor(soon);
    });
  });

  test('nobody is shut out of any page, by axe: labels, contrast, landmarks, order', async () => {
    const hosted = await create();
    const account = await create(virtualAccount);
    const code = await create(qris);
    const paid = await create();
    await paid.step('pay');
    await scene.shop.arrived(paid.partnerReferenceNo);
    const desk = ['/', `/order?referenceNo=${paid.referenceNo}`];
    const payers = [
      hosted.page,
      paid.page,
      '/bank',
      `/bank?number=${account.code}`,
      '/bank?number=1',
      `/scan?qr=${encodeURIComponent(code.code)}`,
    ];
    for (const path of [...desk, ...payers])
      expect(await findAccessibilityFaults(await open(path, phone)), path).toEqual([]);
    // Payers' pages are one column on every screen.
    for (const path of desk)
      expect(await findAccessibilityFaults(await open(path, desktop)), path).toEqual([]);
  });

  test('a page says that the simulator is gone, and goes on by itself when it is back', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'simulator-pages-'));
    const options = { host: '127.0.0.1', port: 0, dataDir, clock: systemClock(), partners: [] };
    const first = await startSimulator(options);
    const page = await open(`${first.url}/`, desktop);
    await first.close();
    const gone = page.getByText('The simulator does not answer.');
    await gone.waitFor();
    const second = await startSimulator({ ...options, port: Number(new URL(first.url).port) });
    await page.locator('body[data-live="yes"]').waitFor();
    expect(await gone.isVisible()).toBe(false);
    // Refused connections were the point.
    opened.at(-1)?.faults.splice(0);
    await page.close();
    await second.close();
    await rm(dataDir, { recursive: true });
  });

  test('no form of another site acts here, and no site may frame a page', async () => {
    const order = await create();
    const foreign = await fetch(order.page, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ do: 'pay', payOption: '' }),
    });
    expect(foreign.status).toBe(403);
    expect((await order.seen()).status).toBe('INIT');
    for (const path of ['/', '/bank', '/scan', new URL(order.page).pathname]) {
      const policy = (await fetch(scene.simulator.url + path)).headers.get('content-security-policy');
      expect(policy, path).toContain("script-src 'self'");
      expect(policy, path).toContain("frame-ancestors 'none'");
    }
  });
});
