import { describe, expect, test } from 'vitest';
import * as shop from '../../../docs/examples/shop-server.ts';
import { hasBrowser, launchBrowser, openWatchedPage, sayWithoutBrowser } from '../../support/browser.ts';
import { stageDocs } from './stage.ts';

sayWithoutBrowser('The page of docs/web.md was');

const { aCart, desk, gateway, shopUrl, world } = stageDocs();

describe.skipIf(!hasBrowser)('docs/web.md', () => {
  test('a payer chooses a method on the page, reloads, pays and sees it; then another method', async () => {
    const browser = await launchBrowser();
    try {
      const { page, faults, outside } = await openWatchedPage(browser, [shopUrl(), world().url]);
      const cart = aCart();
      await page.goto(`${shopUrl()}/${await shop.openCheckout(gateway(), cart)}`);
      await page.getByRole('button', { name: 'Virtual Account BRI' }).click();
      await page.getByText(/^Transfer Rp\s75\.000 ke Virtual Account BRI \d{16}$/).waitFor();
      await page.reload();
      await page.getByText('Virtual Account BRI').waitFor();
      await desk().pay(cart.number);
      await page.getByText('Pembayaran berhasil.').waitFor();

      await page.goto(`${shopUrl()}/${await shop.openCheckout(gateway(), aCart())}`);
      await page.getByRole('button', { name: 'QRIS' }).click();
      await page.getByRole('img', { name: 'Kode QRIS' }).waitFor();

      // An e-wallet needs a phone number: the page says so, keeps the choice, and continues once it has the number.
      await page.goto(`${shopUrl()}/${await shop.openCheckout(gateway(), aCart())}`);
      await page.getByRole('button', { name: /^OVO/ }).click();
      await page.getByText(/^Isi nomor ponsel untuk OVO/).waitFor();
      await page.getByLabel('Nomor ponsel').fill('0812-3456 7890');
      await page.getByRole('button', { name: /^OVO/ }).click();
      await page.getByText('Buka OVO dan konfirmasi pembayaran').waitFor();
      expect(faults).toEqual([]);
      expect(outside).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
