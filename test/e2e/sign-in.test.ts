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
import { freePorts } from '../support/free-ports.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';

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
    provider = await startIdentityProvider([`${url}/console/sign-in/callback`], { 'sari@id': ['support'] });
    const environment = {
      CONSOLE: 'true',
      PORT: String(port),
      PUBLIC_URL: url,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_GROUPS: 'support:support',
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

  async function signInAtProvider(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Sign in with your company account' }).click();
    await page.getByLabel('Account').fill('sari@id');
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  test('an account signs in the person whom an operator linked it to, until the account is unlinked', async () => {
    const page = await openPage();
    await page.goto(consoleUrl());
    await signInAtProvider(page);
    await page.getByText('Your account is not linked to a person here yet.').waitFor();
    await page.getByText('operators -- link --person … --subject sari@id').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);

    const linked = await operators('link', '--person', 'Sari', '--role', 'viewer', '--subject', 'sari@id');
    expect(linked).toMatchObject({ exitCode: 0 });
    await page.getByRole('link', { name: 'Sign in with your company account' }).click();
    await page.locator('#text').waitFor();
    expect(page.url()).toBe(consoleUrl());
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await page.reload();
    await page.locator('#text').waitFor();
    expect((await operators('list')).stdout).toContain(`Sari  works  support  ${provider.issuer} sari@id`);

    expect(await operators('unlink', '--subject', 'sari@id')).toMatchObject({ exitCode: 0 });
    await expect
      .poll(
        async () => {
          await page.reload();
          return page
            .locator('#key')
            .waitFor({ timeout: 1_000 })
            .then(
              () => true,
              () => false,
            );
        },
        { timeout: 15_000 },
      )
      .toBe(true);
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
