import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { openSimulatorDesk } from '../support/simulator-desk.ts';

/** Debian's and Ubuntu's package `chromium`, unless the environment names another one. */
const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const hasBrowser = existsSync(browserPath);
if (!hasBrowser) console.warn(`GraphiQL was NOT tried in a browser: there is none at ${browserPath}`);

describe.skipIf(!hasBrowser)('GraphiQL in a browser without internet', () => {
  let gateway: GatewayProcess;
  let browser: Browser;
  let page: Page;
  /** Requests to anywhere but this gateway. They are refused, as they would be offline. */
  const outside: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    gateway = await startGatewayProcess();
    browser = await chromium.launch({
      executablePath: browserPath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text());
    });
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(gateway.url)) return route.continue();
      outside.push(url);
      return route.abort();
    });
    await page.goto(`${gateway.url}/graphql`);
    await page.locator('.graphiql-execute-button').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.dispose();
  });

  async function openTab(name: string): Promise<void> {
    await page.locator(`.graphiql-tab-button[title="${name}"]`).click();
    await page.locator(`.graphiql-tab-active [title="${name}"]`).waitFor();
    await page.locator('.graphiql-query-editor .view-lines', { hasText: `${name}(` }).waitFor();
  }
  const press = (what: 'Execute' | 'Stop') =>
    page.locator(`.graphiql-execute-button[aria-label^="${what}"]`).click({ timeout: 10_000 });
  const sees = (text: string) =>
    page.locator('.graphiql-response .view-lines', { hasText: text }).waitFor({ timeout: 10_000 });

  /**
   * Runs the operation of the open tab. GraphiQL learns a moment after the tab was opened which operation it is,
   * and until then runs nothing: so this presses until a request was answered.
   */
  const run = () =>
    vi.waitFor(
      async () => {
        const isAnswer = (response: Response) => {
          const asked = response.request().postData();
          return asked !== null && !asked.includes('IntrospectionQuery');
        };
        const answered = page.waitForResponse(isAnswer, { timeout: 2_000 });
        await Promise.all([press('Execute'), answered]);
        return answered;
      },
      { timeout: 20_000 },
    );

  async function typeVariables(variables: object): Promise<void> {
    await page.locator('.graphiql-editor-tool .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(JSON.stringify(variables));
    // The editor has closed the quotes and brackets by itself, a second time.
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Delete');
  }

  test('runs a query with the key that is in place', async () => {
    await openTab('PaymentOptions');
    expect(await (await run()).json()).toMatchObject({
      data: { paymentOptions: { options: expect.arrayContaining([expect.anything()]) } },
    });
    await sees('VIRTUAL_ACCOUNT_BRI');
  });

  test('creates an order, watches it live, and shows its history', async () => {
    await openTab('CreateOrder');
    const created = await (await run()).json();
    expect(created).toMatchObject({ data: { createOrder: { order: { status: 'PENDING' } } } });
    const { order } = (created as { data: { createOrder: { order: Record<string, string> } } }).data
      .createOrder;
    await sees('BRI');

    await openTab('OrderStatus');
    await typeVariables({ orderId: order.id });
    await run();
    await sees('PENDING');
    await openSimulatorDesk(gateway.simulatorUrl).pay(order.partnerReferenceNo ?? '');
    await sees('PAID');
    await press('Stop');

    await openTab('Order');
    expect(await (await run()).text()).toContain('FINISH_NOTIFY');
    await sees('timeline');
  });

  test('finds the open tab and the key again after a reload, though no key is kept in the browser', async () => {
    await openTab('PaymentOptions');
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('graphiql:tabState')))
      .toContain('"activeTabIndex":0');
    await page.reload();
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await page.locator('.graphiql-tab').count()).toBe(5);
    expect(await (await run()).json()).toHaveProperty('data.paymentOptions.options');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(gateway.serverKey);
  });

  test('asks nobody but the gateway, and breaks no rule of its own page', () => {
    expect(outside).toEqual([]);
    expect(faults).toEqual([]);
  });
});
