import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test as testAlways } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import {
  type CheckoutStage,
  desktop,
  findAccessibilityFaults,
  phone,
  startCheckoutStage,
} from '../support/checkout-stage.ts';
import { testInTurn } from '../support/sample.ts';

const test = testInTurn(3);

sayWithoutBrowser('The reference checkout was');

const inIndonesian = { ...phone, locale: 'id-ID' };

describe.skipIf(!hasBrowser)('the reference checkout in a browser', () => {
  let stage: CheckoutStage;

  beforeAll(async () => {
    stage = await startCheckoutStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages());

  /** The payer's bank or wallet in another tab; the page links to it if DANA is simulated. */
  async function openSimulator(page: Page): Promise<Page> {
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('.simulator').click(),
    ]);
    return tab;
  }

  testAlways('from the shop by virtual account to the receipt', async () => {
    const { page } = await stage.openPage('/shop');
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'One more: Cangkir Keramik' }).click();
    await page.getByText('Rp388.000').waitFor();
    await page.getByRole('button', { name: 'Go to payment' }).click();
    await page.getByRole('heading', { name: 'How would you like to pay?' }).waitFor();
    // The token is not in the address, because an address is shared and remembered.
    expect(page.url()).toBe(`${stage.gateway.url}/checkout`);
    expect(await findAccessibilityFaults(page)).toEqual([]);

    await page.locator('summary', { hasText: 'Bank transfer' }).click();
    await page.getByLabel('BRI Virtual Account').check();
    await page.getByRole('button', { name: 'Pay Rp388.000' }).click();
    await page.getByRole('heading', { name: 'Transfer to BRI' }).waitFor();
    const reference = (await page.locator('.reference span').textContent()) ?? '';
    const { paymentCode } = await stage.desk.order(reference);
    expect((await page.locator('.code').first().textContent())?.replaceAll(' ', '')).toBe(paymentCode);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy Virtual account number' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(paymentCode);
    await page.getByText('BRI ATM', { exact: true }).click();
    await page.getByText('Choose Transaksi Lain › Pembayaran › Lainnya › BRIVA.').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);

    const bank = await openSimulator(page);
    await bank.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('heading', { name: 'Payment received' }).waitFor();
    // A screen reader announces the change.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Payment received');
    expect(await page.title()).toBe('Payment received');
    await page.getByText('BRI Virtual Account').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
  });

  test('QRIS on a desktop: scanned from the screen, enlarged, or saved as a picture', async () => {
    const payer = await stage.openPayer(desktop);
    const { page } = payer;
    await payer.choose('NETWORK_PAY_PG_QRIS');
    await payer.hears('live');
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enlarge the code' }).click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save image' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`qris-${payer.reference}.png`);
    const picture = await readFile(await download.path());
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.readUInt32BE(16)).toBe(1080);

    const wallet = await openSimulator(page);
    await wallet.getByRole('button', { name: /^Pay/ }).click();
    await payer.sees('receipt');
    expect(await page.locator('dl').textContent()).toContain('QRIS');
  });

  test('a wallet: the page requires a phone number, and leads to the wallet and back', async () => {
    const payer = await stage.openPayer();
    const { page } = payer;
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('alert').getByText('Choose a payment method first.').waitFor();
    // A long group is folded.
    await page.locator('summary').filter({ hasText: 'E-wallet' }).click();
    await page.getByLabel('GoPay').check();
    await page.getByLabel('Mobile number').fill('0812');
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('alert').getByText('8 to 15 digits').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('phone');
    expect(await findAccessibilityFaults(page)).toEqual([]);

    await page.getByLabel('Mobile number').fill('+62 812-3456-7890');
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('link', { name: 'Back to the shop without paying' }).click();
    await payer.sees('instruction');
    expect(await payer.heading()).toBe('Continue with GoPay');
    expect(await findAccessibilityFaults(page)).toEqual([]);
    // The page does not believe the address: the gateway says how the payment stands.
    await page.goto(`${stage.gateway.url}/checkout?status=SUCCESS&resultCode=2005600`);
    await payer.hears('live');
    expect(await payer.heading()).toBe('Continue with GoPay');

    // A wallet's app returns into another tab: that tab knows this payment, but would not know one of an hour ago.
    const other = await page.context().newPage();
    await other.goto(`${stage.gateway.url}/checkout`);
    await other.getByRole('heading', { name: 'Continue with GoPay' }).waitFor();
    await other.evaluate(() => {
      sessionStorage.clear();
      const [, token] = (localStorage.getItem('gapura-checkout-token') ?? '').split(' ');
      localStorage.setItem('gapura-checkout-token', `${Date.now() - 1} ${token}`);
    });
    await other.reload();
    await other.getByRole('heading', { name: 'Open your payment from the shop' }).waitFor();

    await page.getByRole('link', { name: 'Open GoPay' }).click();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await payer.sees('receipt');
    expect(new URL(page.url()).pathname).toBe('/checkout');
  });

  test('a wallet that prompts in its own app, in Indonesian', async () => {
    const payer = await stage.openPayer(inIndonesian);
    const { page } = payer;
    expect(await payer.heading()).toBe('Pilih metode pembayaran');
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    await page.getByLabel('Saldo DANA').waitFor();
    await payer.choose('NETWORK_PAY_PG_OVO');
    await page.getByRole('heading', { name: 'Konfirmasi di OVO' }).waitFor();
    await page.getByText('Halaman ini diperbarui otomatis').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    const app = await openSimulator(page);
    await app.getByRole('button', { name: /^Bayar/ }).click();
    await page.getByRole('heading', { name: 'Pembayaran diterima' }).waitFor();
  });

  test('a code for the cashier of a minimarket', async () => {
    const payer = await stage.openPayer();
    await payer.choose('NETWORK_PAY_PC_INDOMARET');
    await payer.hears('live');
    expect(await payer.heading()).toBe('Pay at Indomaret');
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    await stage.desk.pay(payer.reference);
    await payer.sees('receipt');
  });

  test('a card, on DANA’s page for cards', async () => {
    const payer = await stage.openPayer(desktop);
    await payer.choose('NETWORK_PAY_PG_CARD');
    await payer.page.getByRole('button', { name: /^Pay/ }).click();
    await payer.sees('receipt');
    expect(await payer.page.locator('dl').textContent()).toContain('Credit or Debit Card');
  });

  test('a second tab follows the first, and shows that it waits without scrolling', async () => {
    const first = await stage.openPayer();
    const second = await first.page.context().newPage();
    await second.goto(`${stage.gateway.url}/checkout`);
    await second.locator('main[data-screen="options"]').waitFor();
    await first.choose('VIRTUAL_ACCOUNT_BRI');
    await first.sees('instruction');
    await second.locator('main[data-screen="instruction"]').waitFor();
    await second.locator('.status[data-hearing="live"]').waitFor();
    for (const page of [first.page, second]) {
      const box = await page.locator('.status').boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
      expect(await page.evaluate(() => scrollY)).toBe(0);
    }
    await stage.desk.pay(first.reference);
    await second.locator('main[data-screen="receipt"]').waitFor();
  });

  test('the page changes its language at once, and remembers it', async () => {
    const payer = await stage.openPayer();
    const { page } = payer;
    await page.getByLabel('DANA Balance').waitFor();
    await page.getByRole('button', { name: 'ID, Indonesia' }).click();
    await page.getByRole('heading', { name: 'Pilih metode pembayaran' }).waitFor();
    // So do the gateway's own texts.
    await page.getByLabel('Saldo DANA').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Pilih metode pembayaran' }).waitFor();
  });

  test('the page is readable on the smallest screen and in dark mode', async () => {
    const small = { ...phone, viewport: { width: 320, height: 640 }, colorScheme: 'dark' } as const;
    const payer = await stage.openPayer(small);
    const { page } = payer;
    const isWithinScreen = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(await isWithinScreen()).toBe(true);
    await page.getByText('3 items').click();
    await page.getByRole('listitem').getByText('Rp178.000').waitFor();
    await payer.choose('VIRTUAL_ACCOUNT_MANDIRI');
    await payer.hears('live');
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(await isWithinScreen()).toBe(true);
    await page.goto(`${stage.gateway.url}/shop`);
    expect(await isWithinScreen()).toBe(true);
  });

  test('a visitor without a token is sent to the shop', async () => {
    const { page } = await stage.openPage('/checkout', inIndonesian);
    await page.getByRole('heading', { name: 'Buka pembayaran dari toko' }).waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Kembali ke Kopi Senja' }).click();
    await page.getByRole('heading', { name: 'Keranjang Anda' }).waitFor();
  });
});
