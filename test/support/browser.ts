import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { patienceMs } from './eventually.ts';

/**
 * The browser's program: that of Debian's and Ubuntu's package `chromium`, unless the environment names
 * another.
 */
const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Tests that need a browser are skipped on a machine without one; `sayWithoutBrowser` reports that. */
export const hasBrowser = existsSync(browserPath);

/** Prints one line if there is no browser: what was skipped, and at which path the browser was expected. */
export function sayWithoutBrowser(what: string): void {
  if (!hasBrowser) console.warn(`${what} NOT tried in a browser: there is none at ${browserPath}`);
}

/**
 * If a list of flags is given twice, Chromium uses the last one: this one repeats those of Playwright that
 * matter.
 */
const withoutFeatures = [
  // Suggestions below an address bar that nobody sees: Chromium draws them for every page, at the cost of the page.
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  // Features that send requests to the internet when a browser starts.
  ...['AimEnabled', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints', 'PreconnectToSearch'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'HttpsUpgrades', 'LensOverlay', 'PaintHolding'],
];

/** A real Chromium that does nothing by itself: no updates, no sync, no first-run pages. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${withoutFeatures.join(',')}`,
    ],
  });
}

/** A page, and everything it did that a correct page does not do. */
export interface WatchedPage {
  page: Page;
  /** Uncaught errors, and errors on the console: failed loads, refusals of the content security policy. */
  faults: string[];
  /** Requests to origins that are not allowed. They were refused, as if the machine were offline. */
  outside: string[];
  close(): Promise<void>;
}

export async function openWatchedPage(
  browser: Browser,
  origins: readonly string[],
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patienceMs);
  const faults: string[] = [];
  const outside: string[] = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (origins.includes(new URL(url).origin)) return route.continue();
    outside.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, faults, outside, close: () => context.close() };
}
