import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/access/caller.ts';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults, phone } from '../support/checkout-stage.ts';
import { runCommand } from '../support/command.ts';
import { confirm, findOrder, readAgain, widthOf } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { isInTurn, isLong } from '../support/sample.ts';

sayWithoutBrowser('The console was');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(2, 4);

describe.skipIf(isSkipped)('the console in a browser', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages());

  test('leads from the end of an account number to a proven answer, on a phone and in Indonesian', async () => {
    const { number } = await stage.paidOrder('console-1');
    const page = await stage.signIn('support', {
      ...phone,
      viewport: { width: 360, height: 740 },
      locale: 'id-ID',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await findOrder(page, number.slice(-6), /Sudah dibayar: Rp75.000/);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(360);
    // What the customer's screenshot shows is there, also after the payment.
    await page.locator('.facts', { hasText: number.replace(/(....)/g, '$1 ').trim() }).waitFor();
    await page.locator('.facts', { hasText: 'Virtual Account BRI' }).first().waitFor();

    await page.getByRole('button', { name: 'Tanyakan ke DANA sekarang' }).click();
    await page
      .getByRole('status')
      .getByText(/DANA menjawab pada .*: sudah dibayar/)
      .waitFor();
    await page.getByRole('button', { name: 'Salin jawaban: English' }).click();
    await page.getByRole('status').getByText('Tersalin dalam English').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /^Order console-1, .*We have received your payment of Rp75.000/,
    );

    await page.locator('[data-type="PAID"] summary').click();
    await page
      .locator('[data-type="PAID"] details', { hasText: 'Notifikasi DANA bertanda tangan' })
      .waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
  });

  test('two people give money back: one requests, the other approves, and the open order shows it', async () => {
    await stage.paidOrder('console-2');
    const budi = await stage.signIn('finance');
    await findOrder(budi, 'console-2', /Paid: Rp75.000/);
    await budi.getByRole('button', { name: 'Refund' }).click();
    await budi.locator('#amount').fill('60000');
    await budi
      .getByText('Rp60.000 goes back to the payer through DANA. Afterwards Rp15.000 can still be refunded.')
      .waitFor();
    expect(await findAccessibilityFaults(budi)).toEqual([]);
    await confirm(budi, 'Concert cancelled');
    await budi.getByText('A second person must approve this.').waitFor();
    await budi.locator('.sentence', { hasText: /waits for a second person/ }).waitFor();
    expect(await findAccessibilityFaults(budi)).toEqual([]);
    expect((await stage.world.desk.order('console-2')).refunds).toEqual([]);

    const citra = await stage.signIn('approver');
    await citra.getByRole('link', { name: 'Approvals' }).click();
    const row = citra.getByRole('row', { name: /console-2.*Budi.*Concert cancelled/ });
    expect(await findAccessibilityFaults(citra)).toEqual([]);
    await row.getByRole('button', { name: 'Approve' }).click();
    await citra.getByText('Rp60.000 goes back to the payer at once, in the name of Budi.').waitFor();
    await confirm(citra, 'Checked with the venue');
    await citra.getByText('Nothing waits for a second person.').waitFor();

    await budi.locator('.sentence', { hasText: /Rp60.000 of it was refunded/ }).waitFor();
    expect((await stage.world.desk.order('console-2')).refunds).toHaveLength(1);
    await budi.locator('.timeline', { hasText: 'Citra' }).waitFor();
    // What can no longer be cancelled is not offered, and the page says why.
    await budi.getByText('The order cannot be cancelled any more.', { exact: true }).waitFor();
    expect(await budi.getByRole('button', { name: 'Cancel order' }).isDisabled()).toBe(true);
    expect(await stage.world.judge(true)).toEqual([]);
  });

  test('a session that is revoked ends within seconds, and a wrong key never signs in', async () => {
    const words = ['create', '--person', 'Fajar', '--role', 'viewer'];
    const made = await runCommand('keys', words, stage.world.environment);
    const { page } = await stage.open();
    await page.locator('#key').fill(made.stdout);
    await page.locator('#key').press('Enter');
    await page.locator('#text').waitFor();
    const id = /Key (\S+) /.exec(made.stderr)?.[1] ?? '';
    await runCommand('keys', ['revoke', '--id', id], stage.world.environment);
    const over = page.getByRole('dialog', { name: 'Your session is over' });
    await expect
      .poll(async () => {
        if (await over.isVisible()) return true;
        await page.locator('#text').fill('console-nowhere');
        await page.locator('#text').press('Enter');
        return over.isVisible();
      })
      .toBe(true);
    await page.locator('#key').fill(`gsk_test_${'x'.repeat(43)}`);
    await page.locator('#key').press('Enter');
    await page.getByText('This key does not work').waitFor();
    await stage.closePages(/401/);
  });

  test.runIf(isLong)('a second person refuses, and nothing went to DANA', async () => {
    await stage.paidOrder('console-3');
    const budi = await stage.signIn('finance');
    await findOrder(budi, 'console-3', /Paid: Rp75.000/);
    await budi.getByRole('button', { name: 'Refund' }).click();
    await confirm(budi, 'The customer asked');
    await budi.locator('.sentence', { hasText: /waits for a second person/ }).waitFor();
    // Nobody decides about a request of their own, and finance decides about none.
    await budi.getByRole('link', { name: 'Approvals' }).click();
    await budi.getByRole('row', { name: /console-3/ }).waitFor();
    expect(await budi.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const citra = await stage.signIn('approver');
    await citra.getByRole('link', { name: 'Approvals' }).click();
    await citra
      .getByRole('row', { name: /console-3/ })
      .getByRole('button', { name: 'Refuse' })
      .click();
    await citra.getByText('Nothing is sent to DANA, and Rp75.000 can be refunded again.').waitFor();
    await confirm(citra, 'No ticket was returned');
    await citra.getByText('Nothing waits for a second person.').waitFor();
    expect((await stage.world.desk.order('console-3')).refunds).toEqual([]);
    await findOrder(budi, 'console-3', /Paid: Rp75.000/);
    await budi.locator('.timeline', { hasText: 'Refused by a second person' }).waitFor();
  });

  test.runIf(isLong)('an order is cancelled with a reason, by the keyboard alone', async () => {
    await stage.order('console-4');
    const page = await stage.signIn('finance');
    await page.keyboard.type('console-4');
    await page.keyboard.press('Enter');
    await page.locator('.sentence', { hasText: /Not paid yet: Rp75.000/ }).waitFor();
    const reach = async (name: string) => {
      const button = page.getByRole('button', { name, exact: true });
      for (let steps = 0; steps < 40; steps++) {
        await page.keyboard.press('Tab');
        if (await button.evaluate((one) => one === document.activeElement))
          return page.keyboard.press('Enter');
      }
      throw new Error(`the keyboard does not reach ${name}`);
    };
    await reach('Cancel order');
    await page.locator('.facts', { hasText: 'Can be paid until' }).waitFor();
    await page.getByText('Nobody can pay this order any more. No money moves.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect((await stage.world.desk.order('console-4')).status).toBe('INIT');
    await page.getByRole('button', { name: 'Cancel order' }).press('Enter');
    await page.locator('dialog #reason').waitFor();
    await page.keyboard.type('Sold out');
    await page.keyboard.press('Enter');
    await page.locator('.sentence', { hasText: /Not paid: Rp75.000/ }).waitFor();
    expect(await page.locator('.facts', { hasText: 'Can be paid until' }).count()).toBe(0);
    expect(await stage.world.judge(true)).toEqual([]);
  });

  test.runIf(isLong)('an incident is taken and resolved with a reason, and leaves the list', async () => {
    await stage.order('console-5');
    await stage.world.desk.arm({
      operation: 'notify',
      fault: 'wrong-amount',
      partnerReferenceNo: 'console-5',
    });
    await stage.world.desk.pay('console-5');
    const page = await stage.signIn('support');
    await page.getByRole('link', { name: 'Incidents' }).click();
    const row = page.getByRole('row', { name: /A notification does not fit its order console-5/ });
    // The list is read again when its window is looked at.
    await expect
      .poll(async () => {
        await readAgain(page);
        return row.count();
      })
      .toBe(1);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await row.getByRole('button', { name: 'Take it' }).click();
    await row.getByText('Ani').waitFor();
    await row.getByRole('button', { name: 'Resolve' }).click();
    await confirm(page, 'Compared with DANA’s portal');
    await row.waitFor({ state: 'detached' });
  });

  test.runIf(isLong).each(roles)('the role %s is offered what it may do, and nothing else', async (role) => {
    await stage.paidOrder(`console-${role}`);
    const page = await stage.signIn(role);
    await findOrder(page, `console-${role}`, /Paid: Rp75.000/);
    const isOffered = async (name: string) => (await page.getByRole('button', { name }).count()) > 0;
    const givesBack = role === 'finance' || role === 'admin';
    expect([await isOffered('Refund'), await isOffered('Cancel order')]).toEqual([givesBack, givesBack]);
    expect(await page.getByText('Your role may not give money back.').count()).toBe(givesBack ? 0 : 1);
    expect(await findAccessibilityFaults(page)).toEqual([]);
  });
});
