import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { anOrder, type OrderWish } from '../../integration/simulator/support/orders.ts';
import { type Scene, startScene } from '../../integration/simulator/support/scene.ts';
import { launchBrowser, openWatchedPage, type WatchedPage } from '../../support/browser.ts';

/** How long a live page may take to show a change; on an idle machine it takes some 50 ms. */
export const soon = { timeout: 60_000 };
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, locale: 'en-GB' };
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' };

export const qris = {
  payMethod: 'NETWORK_PAY',
  payOption: 'NETWORK_PAY_PG_QRIS',
  externalStoreId: 'store-1',
};
export const virtualAccount = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };

export const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

/** An order to create, the page the payer returns to, and the methods that the merchant disables. */
type PageOrderWish = OrderWish & { returnTo?: string; disabledPayMethods?: string };

/**
 * Starts a simulator, a browser and a shop for the tests of the surrounding `describe`. After each test it closes
 * the pages that the test opened and fails it if one of them logged an error or loaded anything from elsewhere.
 */
export function stagePages() {
  let scene: Scene;
  let browser: Browser;
  /** The shop's own page, to which payers return. */
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
    // From now on only the live feed informs the page about changes.
    if (options.javaScriptEnabled !== false) await page.locator('body[data-live="yes"]').waitFor();
    return page;
  }

  async function create(wish: PageOrderWish = {}) {
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

  return {
    open,
    create,
    scene: () => scene,
    /** The shop's page with whatever DANA adds to its address. */
    returnUrl: () => (url: URL) => url.origin + url.pathname === returnUrl,
    /** Console errors of the page opened last. A test that provokes errors removes them from here. */
    faultsOfLastPage: (): string[] => opened.at(-1)?.faults ?? [],
  };
}
