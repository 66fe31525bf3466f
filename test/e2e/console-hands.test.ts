import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults, phone } from '../support/checkout-stage.ts';
import { confirm, findOrder, openScreen, widthOf } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { isInTurn } from '../support/sample.ts';

sayWithoutBrowser('What hands do to the console was');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(2, 4);

describe.skipIf(isSkipped)('what hands do to the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage({ CHECKOUT_URL: 'https://shop.example/pay' });
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages());

  const small = { ...phone, viewport: { width: 360, height: 740 } };
  const hasFocus = (page: Page, selector: string) =>
    page.locator(selector).evaluate((one) => one === document.activeElement);

  test('the menu of a phone unfolds and folds by the keyboard, and Escape returns to its button', async () => {
    const page = await stage.signIn('finance', small);
    const fold = page.locator('button.fold');
    expect(await page.locator('#menu').isVisible()).toBe(false);
    await fold.press('Enter');
    expect(await fold.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    expect(await hasFocus(page, '#menu a >> nth=0')).toBe(true);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(360);
    await page.keyboard.press('Escape');
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    expect(await hasFocus(page, 'button.fold')).toBe(true);
    // Whose device it is stands there also when the menu is folded.
    await page.locator('header').getByText('Budi, finance').waitFor();
    // The head of the page is low: its two buttons stand side by side.
    const topOf = async (name: string) => (await page.getByRole('button', { name }).boundingBox())?.y;
    expect(await topOf('Sign out')).toBe(await topOf('Bahasa Indonesia'));
    await fold.press('Enter');
    await page.locator('#menu').getByRole('link', { name: 'Today' }).press('Enter');
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    expect(await page.locator('#menu').isVisible()).toBe(false);
    expect(await hasFocus(page, 'main')).toBe(true);
  });

  test('another language keeps the page and what is typed, and reads what was found again', async () => {
    await stage.paidOrder('hands-1');
    const page = await stage.signIn('support');
    await openScreen(page, 'Payment link');
    await page.locator('#title').fill('Two tickets');
    await page.locator('#amount').fill('Rp 25.000');
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
    await page.getByRole('heading', { name: 'Tautan pembayaran' }).waitFor();
    expect(page.url()).toMatch(/#link$/);
    expect(await page.locator('#title').inputValue()).toBe('Two tickets');
    expect(await page.locator('#amount').inputValue()).toBe('Rp 25.000');
    await findOrder(page, 'hands-1', /Sudah dibayar: Rp75.000/);
    await page.getByRole('button', { name: 'English', exact: true }).click();
    await page.locator('.sentence', { hasText: /Paid: Rp75.000/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('typing clears the old answer, and what was found by its amount alone is marked as such', async () => {
    await stage.shop.order({ partnerReferenceNo: 'hands-2', amount: '61234', title: 'One' });
    const page = await stage.signIn('viewer');
    await page.locator('#text').fill('hands-nowhere');
    await page.locator('#text').press('Enter');
    const answer = page.getByText('Nothing found for “hands-nowhere”.');
    await answer.waitFor();
    await page.locator('#text').press('End');
    await page.keyboard.type('1');
    await answer.waitFor({ state: 'detached' });
    await findOrder(page, '61.234', /Not paid yet: Rp61.234/);
    const notice = page.getByText('Only the amount or the last digits match');
    await notice.waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    // Pasted with what chats put around it, a number is the number.
    await findOrder(page, '\u2068hands\u20112\u2069\u00a0', /Not paid yet: Rp61.234/);
    expect(await notice.count()).toBe(0);
    await page.goBack();
    expect(await page.locator('#text').inputValue()).toContain('hands');
  });

  test('a year that nobody means, as an incomplete one becomes, is not searched for', async () => {
    const page = await stage.signIn('viewer');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    const from = page.locator('#from');
    for (const year of ['0026', '20266']) {
      await page.locator('#text').fill('hands-nowhere');
      await from.evaluate((field: HTMLInputElement, day) => {
        field.value = day;
      }, `${year}-01-15`);
      expect(await from.inputValue()).toBe(`${year}-01-15`);
      await page.locator('#text').press('Enter');
      expect(await from.evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(false);
    }
    expect(sent).toEqual([]);
  });

  test('an amount is read as people write it, and said back before anything is sent', async () => {
    await stage.paidOrder('hands-3');
    const page = await stage.signIn('finance', small);
    await findOrder(page, 'hands-3', /Paid: Rp75.000/);
    await page.getByRole('button', { name: 'Refund' }).click();
    for (const text of ['25.000', '25.000,00', 'Rp 25.000', '25,000', '\u00a025000\u200b', '25rb']) {
      await page.locator('#amount').fill(text);
      await page.getByText('Rp25.000 goes back to the payer through DANA.').waitFor();
    }
    for (const text of ['1e6', '0', '-25000', '25,5', '75001', 'all']) {
      await page.locator('#amount').fill(text);
      await page.getByText('Type the amount.').waitFor();
      await confirm(page, 'It must not be sent');
      await page.locator('dialog').waitFor();
    }
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.locator('#amount').fill('25.000');
    await confirm(page, `Long ${'reason'.repeat(40)}`);
    await page.locator('.sentence', { hasText: /Rp25.000 of it was refunded/ }).waitFor();
    expect((await stage.world.desk.order('hands-3')).refunds).toHaveLength(1);
    expect(await widthOf(page)).toBeLessThanOrEqual(360);
    // Back and forward lead to the order, not into the act.
    await page.goBack();
    await page.goForward();
    await page.locator('.sentence', { hasText: /Rp25.000 of it was refunded/ }).waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
  });

  test('an order with more facts than a page shows the newest, and the others when asked', async () => {
    const { id } = await stage.paidOrder('hands-4');
    const page = await stage.signIn('viewer', small);
    await findOrder(page, 'hands-4', /Paid: Rp75.000/);
    for (let no = 1; no <= 30; no++)
      expect((await stage.shop.refund(id, `hands-4-${no}`, '1000')).__typename).toBe('RefundOrderSuccess');
    await page.reload();
    await findOrder(page, 'hands-4', /Rp30.000 of it was refunded/);
    const facts = page.locator('.timeline > li');
    expect(await facts.count()).toBe(50);
    expect(await facts.first().getAttribute('data-type')).toBe('REFUNDED');
    await page.getByRole('button', { name: 'Show earlier facts' }).click();
    await expect.poll(() => facts.last().getAttribute('data-type')).toBe('CREATED');
    expect(await facts.count()).toBeGreaterThan(60);
    expect(await page.getByRole('button', { name: 'Show earlier facts' }).count()).toBe(0);
    // A new fact joins them.
    await stage.shop.refund(id, 'hands-4-last', '1000');
    await page.locator('.sentence', { hasText: /Rp31.000 of it was refunded/ }).waitFor();
    expect(await facts.last().getAttribute('data-type')).toBe('CREATED');
    expect(await widthOf(page)).toBeLessThanOrEqual(360);
  });

  test('a long name fits a phone and a page at 200 %, and only the link is printed', async () => {
    const title = 'W'.repeat(64);
    const page = await stage.signIn('support', small);
    await openScreen(page, 'Payment link');
    await page.locator('#title').fill(title);
    await page.locator('#amount').fill('75000');
    await page.getByRole('button', { name: 'Make the link' }).dblclick();
    await page.getByText(title).waitFor();
    expect(await widthOf(page)).toBeLessThanOrEqual(360);
    // 1,280 pixels at 200 %.
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await widthOf(page)).toBeLessThanOrEqual(640);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('img', { name: 'QR code of the payment link' }).isVisible()).toBe(true);
    expect(await page.getByText(title).isVisible()).toBe(true);
    for (const hidden of ['header', '.acts >> nth=0', '#checkout'])
      expect(await page.locator(hidden).isVisible()).toBe(false);
  });
});
