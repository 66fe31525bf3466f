import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findOrder, openScreen } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { isInTurn } from '../support/sample.ts';

sayWithoutBrowser('What the console does with answers that come late was');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(2, 4);

describe.skipIf(isSkipped)('an answer that comes late', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages());

  /** The languages of an operation's requests from now on. */
  const languagesOf = (page: Page, operation: string) => {
    const languages: string[] = [];
    page.on('request', (request) => {
      const [, language] =
        new RegExp(`${operation}\\(.*"language":"(..)"`).exec(request.postData() ?? '') ?? [];
      if (language !== undefined) languages.push(language);
    });
    return languages;
  };
  /** Keeps the gateway's first answer to a request with this text until `release`. */
  async function holdAnswer(page: Page, text: string) {
    let release = () => {};
    const isReleased = new Promise<void>((resolve) => {
      release = resolve;
    });
    let answered = () => {};
    const isAnswered = new Promise<void>((resolve) => {
      answered = resolve;
    });
    let isHeld = false;
    await page.route('**/console/graphql', async (route) => {
      if (isHeld || !route.request().postData()?.includes(text)) return route.fallback();
      isHeld = true;
      const response = await route.fetch();
      answered();
      await isReleased;
      await route.fulfill({ response });
    });
    return { isAnswered, release };
  }

  test('an order that somebody has left, or a language, is not read any more', async () => {
    await stage.paidOrder('hands-5');
    const page = await stage.signIn('viewer');
    await page.clock.install();
    await findOrder(page, 'hands-5', /Paid: Rp75.000/);
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
    await page.locator('.sentence', { hasText: /Sudah dibayar: Rp75.000/ }).waitFor();
    const languages = languagesOf(page, 'ConsoleOrder');
    await page.clock.runFor(30_000);
    expect(languages).not.toContain('EN');
    await page.locator('.sentence', { hasText: /Sudah dibayar: Rp75.000/ }).waitFor();
    await openScreen(page, 'Hari ini');
    await page.getByRole('heading', { name: 'Hari ini' }).waitFor();
    languages.length = 0;
    await page.clock.runFor(30_000);
    expect(languages).toEqual([]);
  });

  test('an answer that was overtaken shows no earlier state again', async () => {
    await stage.order('hands-6');
    const page = await stage.signIn('viewer');
    await findOrder(page, 'hands-6', /Not paid yet: Rp75.000/);
    const { isAnswered, release } = await holdAnswer(page, '"fresh":true');
    await page.getByRole('button', { name: 'Ask DANA now' }).click();
    await isAnswered;
    await stage.world.desk.pay('hands-6');
    await page.locator('.sentence', { hasText: /Paid: Rp75.000/ }).waitFor();
    release();
    // What DANA answered is said only after the answer came.
    await page.getByText(/^DANA (answered|was asked|gave no clear answer)/).waitFor();
    expect(await page.locator('.sentence').textContent()).toMatch(/Paid: Rp75.000/);
  });

  test('what is being read when somebody changes the language is read in the new one', async () => {
    const page = await stage.signIn('viewer');
    const orders = languagesOf(page, 'ConsoleOrders');
    const list = await holdAnswer(page, 'ConsoleOrders(');
    await openScreen(page, 'Orders');
    await list.isAnswered;
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
    await page.getByRole('heading', { name: 'Pesanan' }).waitFor();
    list.release();
    await expect.poll(() => orders).toEqual(['EN', 'ID']);
    await openScreen(page, 'Cari');
    const searches = languagesOf(page, 'Search');
    const hits = await holdAnswer(page, 'Search(');
    await page.locator('#text').fill('75.000');
    await page.locator('#text').press('Enter');
    await hits.isAnswered;
    await page.getByRole('button', { name: 'English', exact: true }).click();
    await page.getByText('What the customer knows').waitFor();
    hits.release();
    await expect.poll(() => searches).toEqual(['ID', 'EN']);
  });
});
