import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';

/** `npm run screenshots`: the pictures of the README, taken of the checkout as it is. */
const folder = join(import.meta.dirname, '../../docs/images');
/** More would make the README slow to open. */
const pictureBytesMax = 150 * 1024;

const [gateway, browser] = await Promise.all([startGatewayProcess(), launchBrowser()]);
try {
  await mkdir(folder, { recursive: true });
  // Nothing moves, so that two runs differ in numbers only.
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    locale: 'id-ID',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${gateway.url}/shop`);
  await page.getByRole('button', { name: 'Lanjut ke pembayaran' }).click();
  await page.getByRole('heading', { name: 'Pilih metode pembayaran' }).waitFor();
  await page.getByLabel('GoPay').waitFor();
  await take(page, 'checkout-options');

  await page.locator('summary', { hasText: 'Transfer bank' }).click();
  await page.getByLabel('Virtual Account BRI').check();
  await page.getByRole('button', { name: /^Bayar/ }).click();
  await page.locator('[data-hearing="live"]').waitFor();
  await take(page, 'checkout-virtual-account');

  const [bank] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: /Simulasi/ }).click(),
  ]);
  await bank.getByRole('button', { name: /^Bayar/ }).click();
  await page.getByRole('heading', { name: 'Pembayaran diterima' }).waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await take(page, 'checkout-receipt');
} finally {
  await browser.close();
  await gateway.dispose();
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  const { size } = await stat(path);
  console.log(`docs/images/${name}.png  ${Math.round(size / 1024)} KB`);
  if (size > pictureBytesMax) throw new RangeError(`${name} is larger than ${pictureBytesMax} bytes`);
}
