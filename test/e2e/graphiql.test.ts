import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { graphiqlTabs, loadGuidedOperations } from '../../src/server/graphiql/graphiql-tabs.ts';
import {
  hasBrowser,
  launchBrowser,
  openWatchedPage,
  sayWithoutBrowser,
  type WatchedPage,
} from '../support/browser.ts';
import { patienceMs } from '../support/eventually.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { openSimulatorDesk } from '../support/simulator-desk.ts';
import { openWatcher } from '../support/watcher.ts';

sayWithoutBrowser('GraphiQL was');

/** The page must show a payment within this time; on an idle machine it takes some milliseconds. */
const soon = { timeout: patienceMs };
/** One of several attempts: longer than an answer takes on a busy machine, since the next attempt stops the one before. */
const attempt = { timeout: 5_000 };

let gateway: GatewayProcess;
beforeAll(async () => {
  gateway = await startGatewayProcess();
});
afterAll(() => gateway?.dispose());

test('an embedded start names the console, by a link that signs in an admin once', async () => {
  const [, code] = /\/console#sign-in=(gsl_[\w-]{43})\n/.exec(gateway.output()) ?? [];
  const signIn = () =>
    fetch(`${gateway.url}/console/sign-in/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: gateway.url },
      body: JSON.stringify({ code }),
    });
  const first = await signIn();
  expect(await first.json()).toMatchObject({ session: { person: { name: 'Developer', role: 'admin' } } });
  expect(first.headers.get('set-cookie')).toContain('Path=/console; HttpOnly; SameSite=Strict');
  expect((await signIn()).status).toBe(401);
});

describe.skipIf(!hasBrowser)('GraphiQL in a browser without internet', () => {
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    watched = await openWatchedPage(browser, [gateway.url, gateway.simulatorUrl], {
      viewport: { width: 1280, height: 800 },
    });
    page = watched.page;
    await page.goto(`${gateway.url}/graphql`);
    await page.locator('.graphiql-execute-button').waitFor();
  });
  afterAll(() => browser?.close());

  async function openTab(name: string): Promise<void> {
    await page.locator(`.graphiql-tab-button[title="${name}"]`).click();
    await page.locator(`.graphiql-tab-active [title="${name}"]`).waitFor();
  }
  const press = (what: 'Execute' | 'Stop') =>
    page.locator(`.graphiql-execute-button[aria-label^="${what}"]`).click(soon);
  const sees = (text: string) =>
    page.locator('.graphiql-response .view-lines', { hasText: text }).waitFor(soon);

  /**
   * Runs the operation of the tab. A moment passes after a tab is opened until GraphiQL knows its operation;
   * until then it runs nothing, or the operation of the tab before. So this clicks until the right operation
   * was answered.
   */
  async function run(name: string): Promise<Response> {
    await openTab(name);
    return await vi.waitFor(async () => {
      const isAnswer = (response: Response) =>
        response.request().postData()?.includes(` ${name}{`) === true && response.ok();
      const answered = page.waitForResponse(isAnswer, attempt);
      await Promise.all([press('Execute'), answered]);
      return answered;
    }, soon);
  }

  test('the page opens on the guided operations, all of them visible', async () => {
    const names = (await loadGuidedOperations()).map((text) => /^\w+ (\w+) \{/m.exec(text)?.[1]);
    const buttons = page.locator('.graphiql-tab-button');
    expect(await buttons.allTextContents()).toEqual(names);
    for (const button of await buttons.all()) {
      const { x = 0, width = 0 } = (await button.boundingBox()) ?? {};
      expect(x + width).toBeLessThan(1280);
    }
  });

  test('the page has the key in its headers, and sends it', async () => {
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.locator('.graphiql-editor-tool', { hasText: gateway.serverKey }).waitFor(soon);
    expect(await (await run('Options')).json()).toMatchObject({
      data: {
        paymentOptions: { options: expect.arrayContaining([expect.objectContaining({ name: 'QRIS' })]) },
      },
    });
    await sees('VIRTUAL_ACCOUNT_BCA');
  });

  test.each(['Watch', 'Timeline'])(
    '%s, run before any order was created, says which tab comes first',
    async (name) => {
      await openTab(name);
      await vi.waitFor(async () => {
        await press('Execute');
        await page
          .locator('.graphiql-response .view-lines', { hasText: 'VirtualAccount before this one' })
          .waitFor(attempt);
      }, soon);
    },
  );

  test('an order is created, watched without copying its id, and paid at the desk: PAID is pushed', async () => {
    const created = await (await run('VirtualAccount')).text();
    await sees('PENDING');
    await run('Watch');
    await sees('PENDING');
    const desk = await page.context().newPage();
    await desk.goto(gateway.simulatorUrl);
    const [reference] = /try-\w+-va/.exec(created) ?? [];
    const row = desk.getByRole('row').filter({ hasText: reference ?? 'no order was created' });
    await row.getByRole('button', { name: 'Pay' }).click();
    await sees('PAID');
    await desk.close();
    await press('Stop');

    expect(await (await run('Timeline')).text()).toContain('FINISH_NOTIFY');
    await sees('timeline');
  });

  test('a reload restores the open tab and the key, although the browser stores no key', async () => {
    await openTab('Options');
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('graphiql:tabState')))
      .toContain('"activeTabIndex":0');
    const tabsCount = await page.locator('.graphiql-tab').count();
    await page.reload();
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await page.locator('.graphiql-tab').count()).toBe(tabsCount);
    expect(await (await run('Options')).json()).toHaveProperty('data.paymentOptions.options');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(gateway.serverKey);
  });

  test('the page requests nothing but the gateway, and breaks no rule of its content security policy', () => {
    expect(watched.outside).toEqual([]);
    expect(watched.faults).toEqual([]);
  });
});

/** Sends each tab as the page does, in a newcomer's sequence, and checks what its comment says about the answer. */
describe('what the comments of the guided operations promise', () => {
  let orderId = '';
  let tabs: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const texts = graphiqlTabs(await loadGuidedOperations(), { reference: 'try-12345678', simulatorUrl: '' });
    tabs = new Map(texts.map((text) => [/^\w+ (\w+) \{/m.exec(text)?.[1] ?? '', text]));
  });

  async function answerOf(name: string): Promise<unknown> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.serverKey}` },
      body: JSON.stringify({ query: tabs.get(name)?.replaceAll('{{orderId}}', orderId) }),
    });
    const answer = (await response.json()) as { data?: { createOrder?: { order?: { id?: string } } } };
    orderId = answer.data?.createOrder?.order?.id ?? orderId;
    return answer.data;
  }

  test.each([
    ['HostedPage', { url: expect.stringContaining('/checkout?bizNo=') }],
    ['Balance', { url: expect.stringContaining('/checkout?bizNo=') }],
    ['Ovo', { wallet: 'OVO' }],
    ['Indomaret', { __typename: 'PaymentCodeInstruction', outlet: 'Indomaret', code: expect.anything() }],
    ['Qris', { content: expect.stringContaining('ID.CO.QRIS'), image: expect.stringMatching(/^data:image/) }],
    ['VirtualAccount', { bank: 'BRI', number: expect.stringMatching(/^\d{16}$/) }],
  ])('%s creates an order with the payer’s next step', async (name, instruction) => {
    const created = { createOrder: { order: { status: 'PENDING', instruction } } };
    expect(await answerOf(name)).toMatchObject(created);
    expect(await answerOf(name)).toMatchObject(created);
  });

  test('Refund: not before the payment, then once for its number; after it no Cancel', async () => {
    expect(await answerOf('Refund')).toHaveProperty('refundOrder.code', 'ORDER_NOT_REFUNDABLE');
    await openSimulatorDesk(gateway.simulatorUrl).pay('try-12345678-va');
    const refunded = {
      __typename: 'RefundOrderSuccess',
      order: { status: 'PARTIALLY_REFUNDED', refundableAmount: { value: '50000.00' } },
    };
    // The notification is on its way.
    await expect.poll(() => answerOf('Refund')).toMatchObject({ refundOrder: refunded });
    expect(await answerOf('Refund')).toMatchObject({ refundOrder: refunded });
    expect(await answerOf('Cancel')).toHaveProperty('cancelOrder.__typename', 'OrderNotCancellable');
  });

  test('Cancel: nobody can pay an unpaid order after it', async () => {
    await answerOf('Qris');
    expect(await answerOf('Cancel')).toHaveProperty('cancelOrder.order.status', 'CANCELLED');
  });

  test.each([
    ['InvalidInput', { code: 'INVALID_INPUT', issues: { length: 4 } }],
    ['Conflict', { code: 'PARTNER_REFERENCE_NO_CONFLICT' }],
    ['Declined', { code: 'PROVIDER_DECLINED', responseCode: '4005401', declined: { status: 'FAILED' } }],
  ])('%s returns its problem', async (name, problem) => {
    expect(await answerOf(name)).toMatchObject({ createOrder: problem });
  });

  test('Silent: CONFIRMING, and PENDING for those who watch it', async () => {
    // A shorter silence than in the comment, because no reader has to see it.
    const fault = { operation: 'createOrder', fault: 'internal-error', times: 2 };
    await openSimulatorDesk(gateway.simulatorUrl).arm(fault);
    expect(await answerOf('Silent')).toHaveProperty('createOrder.order.status', 'CONFIRMING');
    const watcher = openWatcher(gateway.url, { orderId, token: gateway.serverKey });
    await watcher.sees('PENDING', ({ order }) => order?.status === 'PENDING');
    watcher.close();
  });

  test('Checkout and Events: a token for the page, and everything that happened', async () => {
    expect(await answerOf('Checkout')).toHaveProperty('createCheckout.checkoutToken');
    expect(JSON.stringify(await answerOf('Events'))).toContain('order.created');
  });
});
