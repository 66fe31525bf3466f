import { describe, expect, test } from 'vitest';
import * as shop from '../../../docs/examples/shop-server.ts';
import { hasBrowser, launchBrowser, openWatchedPage, sayWithoutBrowser } from '../../support/browser.ts';
import { stageDocs } from './stage.ts';

sayWithoutBrowser('The page of docs/web.md was');

const { aCart, desk, gateway, shopUrl, world } = stageDocs();

test('a payer is led back to the machine itself, through a listed tunnel, and to no other address', async () => {
  const outcomeOf = async (returnUrl: string) => {
    const { number: partnerReferenceNo, amount, title } = aCart();
    const made = await gateway().createCheckout({ partnerReferenceNo, amount, title, returnUrl });
    return made.__typename;
  };
  for (const url of ['http://localhost:5173/?cart=1', 'http://[::1]:8080/', 'https://tunnel.example/cart-1'])
    expect(await outcomeOf(url), url).toBe('CreateCheckoutSuccess');
  expect(await outcomeOf('https://other.example/')).toBe('InvalidInput');
});

describe.skipIf(!hasBrowser)('docs/web.md', () => {
  test('a payer chooses a method on the page, reloads, pays and sees it; then another method', async () => {
    const browser = await launchBrowser();
    try {
      const { page, faults, outside } = await openWatchedPage(browser, [
        shopUrl(),
        world().url,
        world().simulatorUrl,
      ]);
      const cart = aCart();
      await page.goto(cart.page);
      await page.getByRole('button', { name: 'Virtual Account BRI' }).click();
      await page.getByText(/^Transfer Rp\s75\.000 ke Virtual Account BRI \d{16}$/).waitFor();
      await page.reload();
      await page.getByText('Virtual Account BRI').waitFor();
      await desk().pay(cart.number);
      await page.getByText('Pembayaran berhasil.').waitFor();

      // Paid and given back: the merchant cancelled the sale, so the page offers no choice.
      const order = await shop.findOrder(gateway(), cart.number);
      await shop.cancelOrder(gateway(), order?.id ?? '', 'Sold out');
      await page.reload();
      await page.getByText('Seluruh dana dikembalikan kepada Anda. Silakan kembali ke toko.').waitFor();
      expect(await page.getByRole('button').count()).toBe(0);

      // DANA sends the payer back to the cart, and the shop's server gives the page the same token.
      const other = aCart();
      await page.goto(other.page);
      await page.getByRole('button', { name: 'Saldo DANA' }).click();
      await page.getByRole('link', { name: 'Lanjut ke DANA' }).click();
      await page.getByRole('button', { name: /^(Pay|Bayar)/ }).click();
      await page.getByText('Pembayaran berhasil.').waitFor();
      expect(page.url()).toContain(other.page);

      await page.goto(aCart().page);
      await page.getByRole('button', { name: 'QRIS' }).click();
      await page.getByRole('img', { name: 'Kode QRIS' }).waitFor();

      // An e-wallet needs a phone number: the page says so, keeps the choice, and continues once it has the number.
      await page.goto(aCart().page);
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
