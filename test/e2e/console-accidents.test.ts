import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults } from '../support/checkout-stage.ts';
import { runCommand } from '../support/command.ts';
import { confirm, findOrder, openScreen } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { isInTurn } from '../support/sample.ts';

sayWithoutBrowser('The accidents of the console were');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(1, 4);

describe.skipIf(isSkipped)('what happens to people at the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages(/40[01]|ERR_FAILED/));

  const refundsOf = async (order: string) => (await stage.world.desk.order(order)).refunds;
  const keyOf = (words: readonly string[]) => runCommand('keys', words, stage.world.environment);
  async function newPerson(name: string): Promise<{ key: string; id: string }> {
    const { stdout, stderr } = await keyOf(['create', '--person', name, '--role', 'finance']);
    return { key: stdout, id: /Key (\S+) /.exec(stderr)?.[1] ?? '' };
  }
  async function enter(page: Page, key: string): Promise<void> {
    await page.locator('#key').fill(key);
    await page.locator('#key').press('Enter');
  }
  /** Does something to the requests of one operation; the others pass. */
  async function meet(page: Page, operation: string, what: (route: Route) => Promise<void>): Promise<void> {
    await page.route('**/console/graphql', (route) =>
      route.request().postData()?.includes(`${operation}(`) ? what(route) : route.fallback(),
    );
  }

  test('a session that ends while a form is filled loses nothing of it, and sends nothing twice', async () => {
    await stage.paidOrder('accident-1');
    const first = await newPerson('Gita');
    const { page } = await stage.open();
    await enter(page, first.key);
    await findOrder(page, 'accident-1', /Paid: Rp75.000/);
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.locator('#amount').fill('25.000');
    await page.locator('#reason').fill('One ticket came back');
    await keyOf(['revoke', '--id', first.id]);
    const over = page.getByRole('dialog', { name: 'Your session is over' });
    await over.waitFor();
    await page.getByText('One ticket came back').waitFor({ state: 'hidden' });
    expect(await findAccessibilityFaults(page)).toEqual([]);
    // Nothing leads past it.
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Escape');
    await over.waitFor();
    await enter(page, (await newPerson('Gita')).key);
    await over.waitFor({ state: 'detached' });
    expect(await page.locator('#amount').inputValue()).toBe('25.000');
    expect(await page.locator('#reason').inputValue()).toBe('One ticket came back');
    expect(await page.locator('#reason').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await refundsOf('accident-1')).toEqual([]);
    await page.getByRole('button', { name: 'Do it' }).dblclick();
    await page.locator('.sentence', { hasText: /Rp25.000 of it was refunded/ }).waitFor();
    expect(await refundsOf('accident-1')).toHaveLength(1);
  });

  test('the sign-in asks once who is signed in, whatever the language', async () => {
    const { page } = await stage.open();
    await page.locator('#key').waitFor();
    let questions = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/console/session')) questions += 1;
    });
    for (const language of ['Bahasa Indonesia', 'English'])
      await page.getByRole('button', { name: language }).click();
    await page.getByText('Your personal key').waitFor();
    expect(questions).toBe(0);
  });

  test('another person who signs in beside the page takes nothing over, and the page says who they are', async () => {
    await stage.paidOrder('accident-2');
    const { page } = await stage.open();
    await enter(page, stage.keys.finance);
    await findOrder(page, 'accident-2', /Paid: Rp75.000/);
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.locator('#reason').fill('Budi’s reason');
    const beside = await page.context().newPage();
    await beside.goto(page.url().replace(/#.*/, ''));
    await beside.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog', { name: 'Your session is over' }).waitFor();
    await enter(beside, stage.keys.approver);
    await beside.locator('#text').waitFor();
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.getByRole('status').getByText('You are now Citra').waitFor();
    await page.locator('.sentence', { hasText: /Paid: Rp75.000/ }).waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Refund' }).count()).toBe(0);
  });

  test('an act whose answer is lost is the same act when it is done again, also in a new dialog', async () => {
    await stage.paidOrder('accident-3');
    const page = await stage.signIn('finance');
    await findOrder(page, 'accident-3', /Paid: Rp75.000/);
    let losses = 0;
    await meet(page, 'RefundOrder', async (route) => {
      losses += 1;
      if (losses > 2) return route.fallback();
      // The first is done and its answer lost; the second never arrives.
      if (losses === 1) await route.fetch();
      await route.abort();
    });
    const refund = async () => {
      await page.getByRole('button', { name: 'Refund' }).click();
      await page.locator('#amount').fill('20000');
      await confirm(page, 'Row 7 is broken');
    };
    await refund();
    await page
      .locator('dialog')
      .getByText('No answer came: nobody knows yet whether this was done.')
      .waitFor();
    await page.getByRole('button', { name: 'Do nothing' }).click();
    // It was done, and the page finds it by itself.
    await page.locator('.sentence', { hasText: /Rp20.000 of it was refunded/ }).waitFor();
    await refund();
    await page.locator('dialog').getByText('No answer came').waitFor();
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByText('Recorded.').waitFor();
    expect(await refundsOf('accident-3')).toHaveLength(1);
    // Answered: the next one is another refund.
    await refund();
    await page.locator('.sentence', { hasText: /Rp40.000 of it was refunded/ }).waitFor();
    expect(await refundsOf('accident-3')).toHaveLength(2);
  });

  test('a page that is older than its gateway says so, and shows no white screen', async () => {
    await stage.paidOrder('accident-4');
    const page = await stage.signIn('finance');
    await findOrder(page, 'accident-4', /Paid: Rp75.000/);
    await meet(page, 'RefundOrder', (route) =>
      route.continue({
        postData: (route.request().postData() ?? '').replace('refundOrder(', 'formerRefund('),
      }),
    );
    await page.getByRole('button', { name: 'Refund' }).click();
    await confirm(page, 'Row 7 is broken');
    await page
      .locator('dialog')
      .getByText('This page does not fit the gateway, and nothing was done.')
      .waitFor();
    await page.getByRole('button', { name: 'Do nothing' }).click();
    await meet(page, 'ConsoleOrder', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('"PAID"', '"PAID_ON_MARS"') });
    });
    await page.getByRole('button', { name: 'Ask DANA now' }).click();
    await page.getByText('This cannot be shown.').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.locator('.sentence', { hasText: /Paid: Rp75.000/ }).waitFor();
    expect(await refundsOf('accident-4')).toEqual([]);
  });

  test('two people who approve at once refund once, and the slower one learns it', async () => {
    await stage.paidOrder('accident-5');
    const budi = await stage.signIn('finance');
    await findOrder(budi, 'accident-5', /Paid: Rp75.000/);
    await budi.getByRole('button', { name: 'Refund' }).click();
    await confirm(budi, 'The concert is cancelled');
    await budi.locator('.sentence', { hasText: /waits for a second person/ }).waitFor();
    const deciders = await Promise.all([stage.signIn('approver'), stage.signIn('admin')]);
    for (const page of deciders) {
      await openScreen(page, 'Approvals');
      await page
        .getByRole('row', { name: /accident-5/ })
        .getByRole('button', { name: 'Approve' })
        .click();
      await page.locator('#reason').fill('Checked');
    }
    await Promise.all(deciders.map((page) => page.getByRole('button', { name: 'Do it' }).click()));
    const told = (page: Page) =>
      page
        .getByText(/Recorded\.|already been decided/)
        .first()
        .waitFor();
    await Promise.all(deciders.map(told));
    await budi.locator('.sentence', { hasText: /All of it was refunded/ }).waitFor();
    expect(await refundsOf('accident-5')).toHaveLength(1);
  });
});
