import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser, openWatchedPage, type WatchedPage } from './browser.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';
import { openSimulatorDesk, type SimulatorDesk } from './simulator-desk.ts';

/** The source of Deque's accessibility rules; it runs in the page, past the page's content security policy. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, locale: 'en-GB' };
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' };

/** A payer with the checkout open in a browser, and DANA's state of the payment. */
export interface Payer {
  readonly page: Page;
  readonly watched: WatchedPage;
  /** The shop's own number of the order; the first attempt has the same number. */
  readonly reference: string;
  /** Waits until the page shows this screen. */
  sees(screen: string): Promise<void>;
  /** Waits until the page says that it receives updates about the payment, or that it does not. */
  hears(hearing: 'live' | 'reconnecting' | 'offline'): Promise<void>;
  /** Chooses an option by the name of its channel, types a phone number if the page requires one, and pays. */
  choose(payOption: string): Promise<void>;
  heading(): Promise<string>;
}

export interface CheckoutStage {
  readonly gateway: GatewayProcess;
  readonly desk: SimulatorDesk;
  readonly browser: Browser;
  /** Opens a checkout as the shop's server does, and sends a new browser to it. */
  openPayer(options?: BrowserContextOptions): Promise<Payer>;
  /** Opens this path of the gateway in a new browser. */
  openPage(path: string, options?: BrowserContextOptions): Promise<WatchedPage>;
  /** Closes every page; fails if one of them called another host, or had a fault that is not listed. */
  closePages(expected?: RegExp): Promise<void>;
  close(): Promise<void>;
}

/** An embedded gateway with its simulator, and a browser: everything that a checkout needs. */
export async function startCheckoutStage(): Promise<CheckoutStage> {
  const [gateway, browser] = await Promise.all([startGatewayProcess(), launchBrowser()]);
  const opened: WatchedPage[] = [];

  async function openPage(path: string, options = phone): Promise<WatchedPage> {
    const watched = await openWatchedPage(browser, [gateway.url, gateway.simulatorUrl], options);
    opened.push(watched);
    await watched.page.goto(gateway.url + path);
    return watched;
  }

  return {
    gateway,
    desk: openSimulatorDesk(gateway.simulatorUrl),
    browser,
    openPage,
    async openPayer(options) {
      const reply = await fetch(`${gateway.url}/shop`, {
        method: 'POST',
        body: new URLSearchParams({ gayo: '2', v60: '1', cangkir: '0' }),
        redirect: 'manual',
      });
      const watched = await openPage(`/${reply.headers.get('location')}`, options);
      return payerAt(watched);
    },
    async closePages(expected) {
      const pages = opened.splice(0);
      await Promise.all(pages.map((one) => one.close()));
      expect(pages.flatMap(({ faults }) => faults).filter((fault) => !expected?.test(fault))).toEqual([]);
      expect(pages.flatMap(({ outside }) => outside)).toEqual([]);
    },
    async close() {
      await browser.close();
      await gateway.dispose();
    },
  };
}

async function payerAt(watched: WatchedPage): Promise<Payer> {
  const { page } = watched;
  const sees = (screen: string) => page.locator(`main[data-screen="${screen}"]`).waitFor();
  await sees('options');
  return {
    page,
    watched,
    reference: (await page.locator('.reference span').textContent()) ?? '',
    sees,
    hears: (hearing) => page.locator(`.status[data-hearing="${hearing}"]`).waitFor(),
    async choose(payOption) {
      const option = page.locator(`input[value="${payOption}"]`);
      const group = page.locator('details.group').filter({ has: option });
      if ((await group.count()) > 0 && !(await option.isVisible())) await group.locator('summary').click();
      await option.check();
      const number = page.locator('#phone');
      if ((await number.count()) > 0) await number.fill('0812-3456 7890');
      await page.locator('.pay-bar button').click();
    },
    heading: async () => (await page.locator('h1').textContent()) ?? '',
  };
}

/** The violations of WCAG 2.2 A and AA on the page as it is, by rule and place. */
export async function findAccessibilityFaults(page: Page): Promise<string[]> {
  // Text in the middle of an animation has colours that nobody reads.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    return Promise.all(ending.map(({ finished }) => finished.catch(() => null))).then(() => null);
  });
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: rules } = globalThis as unknown as {
      axe: {
        run(context: object): Promise<{
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await rules.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    } as object);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
