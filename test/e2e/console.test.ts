import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  hasBrowser,
  launchBrowser,
  openWatchedPage,
  sayWithoutBrowser,
  type WatchedPage,
} from '../support/browser.ts';
import { desktop, findAccessibilityFaults, phone } from '../support/checkout-stage.ts';
import { runCommand } from '../support/command.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { isInTurn } from '../support/sample.ts';
import { openShop, type Shop } from '../support/shop.ts';

sayWithoutBrowser('The console was');

const images = process.env.SCREENSHOTS;

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(2, 4);

describe.skipIf(isSkipped)('the console in a browser', () => {
  let world: ConfiguredWorld;
  let shop: Shop;
  let browser: Browser;
  let keys: Readonly<Record<'support' | 'finance' | 'approver', string>>;
  const opened: WatchedPage[] = [];

  beforeAll(async () => {
    [world, browser] = await Promise.all([
      startConfiguredWorld({ environment: { CONSOLE: 'true', APPROVAL_RULES: 'refund>50000' } }),
      launchBrowser(),
    ]);
    shop = openShop(world.gateway.url, world.serverKey);
    const keyOf = async (person: string, role: string) => {
      const words = ['create', '--person', person, '--role', role];
      return (await runCommand('keys', words, world.environment)).stdout;
    };
    const [support, finance, approver] = await Promise.all([
      keyOf('Ani', 'support'),
      keyOf('Budi', 'finance'),
      keyOf('Citra', 'approver'),
    ]);
    keys = { support, finance, approver };
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await world?.dispose();
  });
  afterEach(async () => {
    const pages = opened.splice(0);
    await Promise.all(pages.map((one) => one.close()));
    expect(pages.flatMap(({ faults, outside }) => [...faults, ...outside])).toEqual([]);
  });

  async function signIn(key: string, options: BrowserContextOptions = desktop): Promise<Page> {
    const watched = await openWatchedPage(browser, [world.gateway.url], options);
    opened.push(watched);
    const { page } = watched;
    await page.goto(`${world.gateway.url}/console`);
    await page.locator('#key').fill(key);
    await page.locator('#key').press('Enter');
    await page.locator('#text').waitFor();
    return page;
  }

  async function find(page: Page, text: string, verdict: RegExp): Promise<void> {
    await page.locator('#text').fill(text);
    await page.locator('#text').press('Enter');
    await page.locator('.verdict', { hasText: verdict }).waitFor();
  }

  async function paidOrder(partnerReferenceNo: string): Promise<string> {
    const { order } = await shop.order({
      partnerReferenceNo,
      amount: '75000',
      title: 'Two tickets',
      payMethod: 'VIRTUAL_ACCOUNT',
      payOption: 'VIRTUAL_ACCOUNT_BRI',
    });
    await world.desk.pay(partnerReferenceNo);
    const { instruction } = order;
    if (instruction?.__typename !== 'VirtualAccountInstruction') throw new Error('no virtual account');
    return instruction.number;
  }

  test('leads from the end of an account number to a proven answer, on a phone and in Indonesian', async () => {
    const number = await paidOrder('console-1');
    const page = await signIn(keys.support, {
      ...phone,
      viewport: { width: 360, height: 740 },
      locale: 'id-ID',
    });
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await find(page, number.slice(-6), /Sudah dibayar: Rp75.000/);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    if (images) await page.screenshot({ path: join(images, 'console-phone.png') });
    await page.getByRole('button', { name: 'Tanyakan ke DANA sekarang' }).click();
    await page.getByRole('status').getByText('Tercatat').waitFor();
    // Support gives no money back.
    await page.getByRole('button', { name: 'Kembalikan dana' }).click();
    await page.locator('#reason').fill('coba');
    await page.getByRole('button', { name: 'Lakukan', exact: true }).click();
    await page.getByRole('status').getByText('Peran Anda tidak boleh melakukan ini.').waitFor();
    expect((await world.desk.order('console-1')).refunds).toEqual([]);
  });

  test('two people give money back: one requests, the other approves, and the open order shows it', async () => {
    await paidOrder('console-2');
    const budi = await signIn(keys.finance);
    await find(budi, 'console-2', /Paid: Rp75.000/);
    await budi.getByRole('button', { name: 'Refund' }).click();
    await budi.locator('#amount').fill('60000');
    await budi.locator('#reason').fill('Concert cancelled');
    await budi.getByText('Rp60.000 goes back to the payer through DANA.').waitFor();
    // A double click is one request.
    await budi.getByRole('button', { name: 'Do it' }).dblclick();
    await budi.getByText('A second person must approve this.').waitFor();
    await budi.locator('.verdict', { hasText: /waits for a second person/ }).waitFor();
    expect(await findAccessibilityFaults(budi)).toEqual([]);
    if (images) await budi.screenshot({ path: join(images, 'console-order.png'), fullPage: true });
    expect((await world.desk.order('console-2')).refunds).toEqual([]);

    const citra = await signIn(keys.approver);
    await citra.getByRole('button', { name: 'Approvals' }).click();
    await citra.getByText('Requested by Budi: Concert cancelled').waitFor();
    await citra.getByText('Order console-2 Two tickets').waitFor();
    expect(await findAccessibilityFaults(citra)).toEqual([]);
    if (images) await citra.screenshot({ path: join(images, 'console-approvals.png') });
    await citra.getByLabel('Reason').fill('Checked with the venue');
    await citra.getByRole('button', { name: 'Approve' }).click();
    await citra.getByText('Nothing waits for a second person.').waitFor();

    await budi.locator('.verdict', { hasText: /Rp60.000 of it was refunded/ }).waitFor();
    expect((await world.desk.order('console-2')).refunds).toHaveLength(1);
    expect(await budi.getByRole('cell', { name: 'Citra' }).count()).toBe(1);
    // Who approves gives no money back.
    await citra.getByRole('button', { name: 'Search' }).first().click();
    await find(citra, 'console-2', /refunded/);
    await citra.getByRole('button', { name: 'Cancel order' }).click();
    await citra.locator('#reason').fill('no');
    await citra.getByRole('button', { name: 'Do it' }).click();
    await citra.getByText('Your role may not do this.').waitFor();
    expect(await world.judge(true)).toEqual([]);
  });

  test('a key that is revoked signs out within seconds, and a wrong one never signs in', async () => {
    const made = await runCommand(
      'keys',
      ['create', '--person', 'Dewi', '--role', 'viewer'],
      world.environment,
    );
    const page = await signIn(made.stdout);
    const id = /Key (\S+) /.exec(made.stderr)?.[1] ?? '';
    await runCommand('keys', ['revoke', '--id', id], world.environment);
    await expect
      .poll(
        async () => {
          if ((await page.locator('#text').count()) === 0) return true;
          await page.locator('#text').fill('console-1');
          await page.locator('#text').press('Enter');
          return (await page.locator('#key').count()) > 0;
        },
        { timeout: 15_000 },
      )
      .toBe(true);
    await page.locator('#key').fill(`gsk_test_${'x'.repeat(43)}`);
    await page.locator('#key').press('Enter');
    await page.getByText('This key does not work').waitFor();
    opened[0]?.faults.splice(0);
  });
});
