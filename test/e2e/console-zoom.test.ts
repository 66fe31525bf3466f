import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults, phone } from '../support/checkout-stage.ts';
import { runCommand } from '../support/command.ts';
import { confirm, findOrder, openScreen, readAgain } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { findCutOff } from '../support/cut-off.ts';
import { isInTurn } from '../support/sample.ts';

sayWithoutBrowser('The dialogs of the console on small pages were');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(0, 4);

/** A page of 1,280 × 800 pixels at 200 %, and one of 1,280 × 1,024 pixels at 400 %, which WCAG asks for. */
const sizes = [
  { width: 640, height: 400 },
  { width: 320, height: 256 },
];

describe.skipIf(isSkipped)('the dialogs of the console on small pages', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage({ CHECKOUT_URL: 'https://shop.example/pay' });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages(/401/));

  const indonesian = { ...phone, viewport: { width: 640, height: 400 }, locale: 'id-ID' };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  /** Whatever the open dialog says and asks for can be reached, by eyes and by the keyboard, in every size. */
  async function expectReachable(page: Page): Promise<void> {
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect(await findCutOff(page)).toEqual([]);
      expect(await findAccessibilityFaults(page)).toEqual([]);
    }
  }
  /** Whether this text is in sight, or its beginning if it is higher than the page. */
  const isInSight = (page: Page, text: string) =>
    page.getByText(text).evaluate((one) => {
      const { top, bottom, height } = one.getBoundingClientRect();
      return top >= -1 && (height > innerHeight / 2 ? top < innerHeight / 2 : bottom <= innerHeight);
    });
  async function leave(page: Page): Promise<void> {
    await button(page, 'Jangan lakukan').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
  }

  test('giving back, cancelling and attesting can be read and reached', async () => {
    const { id } = await stage.paidOrder('zoom-1');
    const page = await stage.signIn('finance', indonesian);
    await findOrder(page, 'zoom-1', /Sudah dibayar: Rp75.000/);
    await button(page, 'Batalkan pesanan').click();
    await expectReachable(page);
    await leave(page);
    await stage.shop.refund(id, `zoom-1-${'0123456789'.repeat(4)}`, '10000');
    await page.locator('.sentence', { hasText: /Rp10.000/ }).waitFor();
    for (const name of ['Kembalikan dana', 'Nyatakan fakta']) {
      await button(page, name).click();
      await expectReachable(page);
      await leave(page);
    }
    await button(page, 'Nyatakan fakta').click();
    await page.locator('#fact').selectOption('ADJUSTMENT_ASSIGNED');
    await page.locator('#document').setInputFiles({
      name: `${'scan'.repeat(30)}.pdf`,
      mimeType: 'application/pdf',
      buffer: Buffer.from(''),
    });
    await page.locator('dialog').getByText('e3b0c44298fc').waitFor();
    await expectReachable(page);
    await leave(page);
    // What the gateway answers is seen too, however long.
    await button(page, 'Kembalikan dana').click();
    const text = 'W'.repeat(300);
    await page.route('**/console/graphql', (route) =>
      route.fulfill({ json: { data: { refundOrder: { __typename: 'InvalidState', message: text } } } }),
    );
    await confirm(page, 'M'.repeat(256), 'Lakukan');
    await page.locator('dialog').getByText(text).waitFor();
    // Nobody has to scroll for it: it tells whether money moved.
    await expect.poll(() => isInSight(page, text)).toBe(true);
    await expectReachable(page);
  });

  test('deciding, ending a link and judging again can be read and reached', async () => {
    await stage.paidOrder('zoom-2');
    const page = await stage.signIn('admin', indonesian);
    await findOrder(page, 'zoom-2', /Sudah dibayar: Rp75.000/);
    await button(page, 'Kembalikan dana').click();
    await confirm(page, 'M'.repeat(256), 'Lakukan');
    await page.locator('.sentence', { hasText: /menunggu persetujuan orang kedua/ }).waitFor();
    await openScreen(page, 'Persetujuan');
    await page.locator('#whose').selectOption('all');
    await button(page, 'Setujui').click();
    await expectReachable(page);
    await leave(page);
    await openScreen(page, 'Insiden');
    await button(page, 'Nilai ulang notifikasi').click();
    await page.locator('dialog').getByText('Notifikasi: 0').waitFor();
    await expectReachable(page);
    await leave(page);
    await openScreen(page, 'Tautan pembayaran');
    await page.locator('#title').fill('Dua tiket');
    await page.locator('#amount').fill('75000');
    await button(page, 'Buat tautan').click();
    await button(page, 'Akhiri tautan').click();
    await expectReachable(page);
  });

  test('nothing behind a dialog answers, neither to a click nor to the keyboard', async () => {
    await stage.paidOrder('zoom-3');
    const page = await stage.signIn('finance');
    await findOrder(page, 'zoom-3', /Paid: Rp75.000/);
    const language = await button(page, 'Bahasa Indonesia').boundingBox();
    await button(page, 'Refund').click();
    await page.locator('#amount').fill('25.000');
    if (language === null) throw new Error('no button of the other language');
    await page.mouse.click(language.x + language.width / 2, language.y + language.height / 2);
    for (let steps = 0; steps < 12; steps++) {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(
        () => document.activeElement?.closest('dialog, header, main')?.tagName,
      );
      expect(place ?? 'DIALOG').toBe('DIALOG');
    }
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await page.locator('#amount').inputValue()).toBe('25.000');
    await button(page, 'Do nothing').click();
    // The keyboard goes on where it left the page.
    expect(await button(page, 'Refund').evaluate((one) => one === document.activeElement)).toBe(true);
  });

  test('signing in again can be read and reached', async () => {
    const words = ['create', '--person', 'Hadi', '--role', 'viewer'];
    const { stdout: key, stderr } = await runCommand('keys', words, stage.world.environment);
    const { page } = await stage.open(indonesian);
    await page.locator('#key').fill(key);
    await page.locator('#key').press('Enter');
    await openScreen(page, 'Pesanan');
    const id = /Key (\S+) /.exec(stderr)?.[1] ?? '';
    await runCommand('keys', ['revoke', '--id', id], stage.world.environment);
    const over = page.getByRole('dialog', { name: 'Sesi Anda sudah berakhir' });
    await expect
      .poll(async () => {
        await readAgain(page);
        return over.isVisible();
      })
      .toBe(true);
    await page.locator('#key').waitFor();
    await expectReachable(page);
    await page.locator('#key').fill('no key');
    await page.locator('#key').press('Enter');
    const refused = 'Kunci ini tidak berlaku, atau bukan kunci pribadi.';
    await page.getByText(refused).waitFor();
    await expect.poll(() => isInSight(page, refused)).toBe(true);
  });
});
