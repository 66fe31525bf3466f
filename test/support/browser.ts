import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's and Ubuntu's package `chromium`, unless the environment names another one. */
const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Tests that need a browser are skipped where there is none; `sayWithoutBrowser` makes that seen. */
export const hasBrowser = existsSync(browserPath);

/** Prints one line where there is no browser: what was not tried, and where a browser was looked for. */
export function sayWithoutBrowser(what: string): void {
  if (!hasBrowser) console.warn(`${what} NOT tried in a browser: there is none at ${browserPath}`);
}

/** Of several such lists Chromium takes the last: what of Playwright's own matters here stands in it too. */
const withoutFeatures = [
  // The suggestions below an address bar that nobody sees: they were drawn for every page, and cost as much as it.
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  // What asks the internet when a browser starts.
  ...['AimEnabled', 'MediaRouter', 'NetworkTimeServiceQuerying', 'OptimizationHints', 'PreconnectToSearch'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'HttpsUpgrades', 'LensOverlay', 'PaintHolding'],
];

/** A real Chromium that does nothing of its own accord: no updates, no sync, no first-run pages. */
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

/** A page and everything it did that a good page does not do. */
export interface WatchedPage {
  page: Page;
  /** Uncaught errors, and what the console calls an error: failed loads, refusals of the content security policy. */
  faults: string[];
  /** Requests to other origins than the allowed ones. They were refused, as they would be offline. */
  outside: string[];
  close(): Promise<void>;
}

export async function openWatchedPage(
  browser: Browser,
  origins: readonly string[],
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
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
