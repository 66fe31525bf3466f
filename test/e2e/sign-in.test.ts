import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  hasBrowser,
  launchBrowser,
  openWatchedPage,
  sayWithoutBrowser,
  type WatchedPage,
} from '../support/browser.ts';
import { desktop, findAccessibilityFaults } from '../support/checkout-stage.ts';
import { runCommand } from '../support/command.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { findOrder } from '../support/console-pages.ts';
import { freePorts } from '../support/free-ports.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { openShop } from '../support/shop.ts';

const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' } as const;

sayWithoutBrowser('Signing in to the console was');

describe.skipIf(!hasBrowser)('signing in to the console in a browser', () => {
  let world: ConfiguredWorld;
  let provider: IdentityProvider;
  let browser: Browser;
  const opened: WatchedPage[] = [];
  const consoleUrl = () => `${world.gateway.url}/console`;
  const operators = (...words: string[]) => runCommand('operators', words, world.environment);

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    provider = await startIdentityProvider([`${url}/console/sign-in/callback`], {
      'sari@id': ['support'],
      'budi@id': ['finance'],
    });
    const environment = {
      CONSOLE: 'true',
      PORT: String(port),
      PUBLIC_URL: url,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_GROUPS: 'support:support, finance:finance',
    };
    [world, browser] = await Promise.all([startConfiguredWorld({ environment }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.dispose();
    await provider?.close();
  });
  afterEach(async () => {
    const pages = opened.splice(0);
    await Promise.all(pages.map((one) => one.close()));
    expect(pages.flatMap(({ outside }) => outside)).toEqual([]);
  });

  async function openPage(): Promise<Page> {
    const watched = await openWatchedPage(browser, [world.gateway.url, provider.issuer], desktop);
    opened.push(watched);
    return watched.page;
  }

  const companyAccount = (page: Page) =>
    page.getByRole('link', { name: 'Sign in with your company account' });
  async function signInAtProvider(page: Page, account: string): Promise<void> {
    await companyAccount(page).click();
    await page.getByLabel('Account').fill(account);
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  test('an account signs in the person whom an operator linked it to, until the account is unlinked', async () => {
    const page = await openPage();
    await page.goto(consoleUrl());
    await signInAtProvider(page, 'sari@id');
    await page.getByText('Your account is not linked to a person here yet.').waitFor();
    await page.getByText('operators -- link --person … --subject sari@id').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);

    const linked = await operators('link', '--person', 'Sari', '--role', 'viewer', '--subject', 'sari@id');
    expect(linked).toMatchObject({ exitCode: 0 });
    await companyAccount(page).click();
    await page.locator('#text').waitFor();
    expect(page.url()).toBe(consoleUrl());
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.reload();
    await page.locator('#text').waitFor();
    expect((await operators('list')).stdout).toContain(`Sari  works  support  ${provider.issuer} sari@id`);

    expect(await operators('unlink', '--subject', 'sari@id')).toMatchObject({ exitCode: 0 });
    await expect
      .poll(async () => {
        await page.reload();
        // One of them is shown when the page knows who is signed in.
        await page.locator('#key, #text').first().waitFor();
        return page.locator('#key').isVisible();
      })
      .toBe(true);
  });

  test('a session that ends over a filled form goes on where it was, signed in at the provider in a tab of its own', async () => {
    const shop = openShop(world.gateway.url, world.serverKey);
    await shop.order({ partnerReferenceNo: 'again-1', amount: '75000', title: 'Two tickets', ...bri });
    await shop.close();
    await world.desk.pay('again-1');
    const account = ['--subject', 'budi@id'] as const;
    await operators('link', '--person', 'Budi', '--role', 'viewer', ...account);
    const page = await openPage();
    await page.goto(consoleUrl());
    await signInAtProvider(page, 'budi@id');
    await findOrder(page, 'again-1', /Paid: Rp75.000/);
    await page.getByRole('button', { name: 'Refund' }).click();
    await page.locator('#amount').fill('25.000');
    await page.locator('#reason').fill('One ticket came back');
    await operators('unlink', ...account);
    const over = page.getByRole('dialog', { name: 'Your session is over' });
    await over.waitFor();
    await over.getByText('It opens in a new tab. This page waits, and goes on by itself.').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await operators('link', '--person', 'Budi', ...account);
    const [tab] = await Promise.all([page.context().waitForEvent('page'), companyAccount(page).click()]);
    // The new tab says where to go on; the one that waits does so without being looked at.
    await tab.getByRole('status').getByText('The tab you came from goes on with what you typed').waitFor();
    expect(await findAccessibilityFaults(tab)).toEqual([]);
    await over.waitFor({ state: 'detached' });
    await tab.close();
    expect(await page.locator('#reason').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.locator('#amount').inputValue()).toBe('25.000');
    expect(await page.locator('#reason').inputValue()).toBe('One ticket came back');
    await page.getByRole('button', { name: 'Do it' }).dblclick();
    await page.locator('.sentence', { hasText: /Rp25.000 of it was refunded/ }).waitFor();
    expect((await world.desk.order('again-1')).refunds).toHaveLength(1);
  });

  test('a link signs in once, and leaves no code in the address', async () => {
    await operators('link', '--person', 'Tono', '--role', 'approver', '--subject', 'tono@id');
    const { stdout: link } = await operators('sign-in-link', '--person', 'Tono');
    expect(link).toMatch(/\/console#sign-in=gsl_[\w-]{43}$/);
    const page = await openPage();
    await page.goto(link);
    await page.locator('#text').waitFor();
    expect(page.url()).toBe(consoleUrl());
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('#key').waitFor();
    const again = await openPage();
    await again.goto(link);
    await again.getByText('This link was used already, or is too old.').waitFor();
    expect(await again.locator('#text').count()).toBe(0);
  });
});
