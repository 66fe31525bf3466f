import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/access/caller.ts';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults, phone } from '../support/checkout-stage.ts';
import { confirm, findOrder, openScreen, readAgain, widthOf } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { openReceiver, type Receiver, webhookSecret } from '../support/event-receiver.ts';
import { isInTurn, isLong } from '../support/sample.ts';

sayWithoutBrowser('The work lists of the console were');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(3, 4);
const checkoutUrl = 'https://shop.example/pay';
const dashboardUrl = 'https://grafana.example/d/gapura';

describe.skipIf(isSkipped)('the work of the console in a browser', () => {
  let stage: ConsoleStage;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await openReceiver();
    stage = await startConsoleStage({
      CHECKOUT_URL: checkoutUrl,
      DASHBOARD_URL: dashboardUrl,
      EVENTS_URL: receiver.url,
      EVENTS_SECRET: webhookSecret('the merchant'),
      EVENTS_ALLOW_PRIVATE: 'true',
    });
  });
  afterAll(async () => {
    await stage?.close();
    await receiver?.close();
  });
  afterEach(() => stage.closePages());

  test('support makes one payment link by a double click, on a phone, and copies its text', async () => {
    const page = await stage.signIn('support', {
      ...phone,
      viewport: { width: 360, height: 740 },
      locale: 'en-GB',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await openScreen(page, 'Payment link');
    await page.locator('#title').fill('Two tickets');
    await page.locator('#amount').fill('75000');
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the link' }).dblclick();
    await page.getByText('Two tickets, Rp75.000').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(360);
    const code = page.getByRole('img', { name: 'QR code of the payment link' });
    await expect
      .poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Copy text for the customer: Indonesia' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain((await page.locator('.made-link a[target]').getAttribute('href')) ?? 'no link');
    expect(text).toContain(`${checkoutUrl}#`);
    // Support moves no money, and ends no sale.
    expect(await page.getByRole('button', { name: 'End the link' }).count()).toBe(0);
  });

  test.runIf(isLong)(
    'a refund that DANA leaves open is counted for today and listed as pending',
    async () => {
      const { id } = await stage.paidOrder('work-1');
      const page = await stage.signIn('finance');
      await findOrder(page, 'work-1', /Paid: Rp75.000/);
      await stage.world.desk.arm({
        operation: 'refundOrder',
        fault: 'in-progress',
        partnerReferenceNo: 'work-1',
        times: 1000,
      });
      await stage.shop.refund(id, 'work-1-refund', '10000');
      await page.getByRole('link', { name: 'Today' }).click();
      await page.getByRole('row', { name: /Refunds pending 1 Rp10.000/ }).waitFor();
      await page.getByRole('row', { name: /Queries Answers/ }).waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
      await page.getByRole('link', { name: 'Refunds pending' }).click();
      await page.getByRole('row', { name: /work-1 .*Rp10.000.*work-1-refund/ }).waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
      await page.locator('#operation').selectOption('CANCEL');
      await page.getByText('Nothing of this kind is pending.').waitFor();
    },
  );

  test.runIf(isLong)('events that the shop refused are sent again with a reason', async () => {
    receiver.answer = () => 503;
    await stage.order('work-2');
    const page = await stage.signIn('support');
    await page.getByRole('link', { name: 'Events to the shop' }).click();
    const row = page.getByRole('row', { name: /work-2 order.created .*HTTP 503/ });
    await expect
      .poll(async () => {
        await readAgain(page);
        return row.count();
      })
      .toBe(1);
    expect(await findAccessibilityFaults(page)).toEqual([]);
    receiver.answer = () => 204;
    await row.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('gets the same event once more, with the same id. No money moves.').waitFor();
    await confirm(page, 'The shop is back');
    await page.getByText('Will be sent again: 1.').waitFor();
    await expect
      .poll(async () => {
        await readAgain(page);
        return row.count();
      })
      .toBe(0);
    // From the timeline, an event that was delivered is sent once more, with its id.
    await findOrder(page, 'work-2', /Not paid yet/);
    const idsOf = () =>
      receiver.received.filter(({ type }) => type === 'order.created').map(({ id: one }) => one);
    const before = idsOf().length;
    await page.locator('[data-type="CREATED"] summary').click();
    await page.getByRole('button', { name: 'Send this event to the shop again' }).click();
    await confirm(page, 'The shop lost it');
    await page.getByText('Will be sent again: 1.').waitFor();
    await expect.poll(() => idsOf().length).toBeGreaterThan(before);
    expect(idsOf().slice(before)).toEqual([idsOf()[before - 1]]);
  });

  test.runIf(isLong)('a transfer that one person attests counts when another approves it', async () => {
    await stage.paidOrder('work-3');
    const slip = Buffer.from('a scanned slip');
    const hash = createHash('sha256').update(slip).digest('hex');
    const budi = await stage.signIn('finance');
    await findOrder(budi, 'work-3', /Paid: Rp75.000/);
    await budi.getByRole('button', { name: 'Attest a fact' }).click();
    await budi.locator('#amount').fill('20000');
    await budi.locator('#reference').fill('TRF-1');
    await budi
      .locator('#document')
      .setInputFiles({ name: 'slip.pdf', mimeType: 'application/pdf', buffer: slip });
    await budi.locator('dialog').getByText(hash).waitFor();
    await budi.getByText('Rp20.000 counts as given back to the payer.').waitFor();
    expect(await findAccessibilityFaults(budi)).toEqual([]);
    await confirm(budi, 'The bank’s transfer slip');
    await budi.getByText('Recorded. A second person must approve it.').waitFor();

    const citra = await stage.signIn('approver');
    await citra.getByRole('link', { name: 'Approvals' }).click();
    const row = citra.getByRole('row', { name: /work-3 Refunded by bank transfer .*Budi.*TRF-1/ });
    await row.getByText(hash).waitFor();
    expect(await findAccessibilityFaults(citra)).toEqual([]);
    await row.getByRole('button', { name: 'Approve' }).click();
    await citra.getByText('The fact counts as Budi attests it, with Rp20.000').waitFor();
    await confirm(citra, 'Compared with the slip');
    await row.waitFor({ state: 'detached' });
    await budi
      .locator('.timeline', { hasText: 'Refunded by bank transfer, as two people attested' })
      .waitFor();
    expect((await stage.world.desk.order('work-3')).refunds).toEqual([]);
  });

  test.runIf(isLong)(
    'a notification that was kept is judged again, after the console said what would happen',
    async () => {
      await stage.order('work-4');
      await stage.world.desk.arm({
        operation: 'notify',
        fault: 'wrong-amount',
        partnerReferenceNo: 'work-4',
      });
      await stage.world.desk.pay('work-4');
      const page = await stage.signIn('support');
      await page.getByRole('link', { name: 'Incidents' }).click();
      const button = page.getByRole('button', { name: 'Judge notifications again' });
      await expect
        .poll(async () => {
          await readAgain(page);
          return page.getByRole('row', { name: /work-4/ }).count();
        })
        .toBe(1);
      await button.click();
      await page.locator('dialog').getByText('Orders that will change: 0. Notifications: 1.').waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
      await confirm(page, 'The amount was corrected');
      await page.getByText('Orders that changed: 0. Notifications: 1.').waitFor();
    },
  );

  test.runIf(isLong)('a link that finance ends leads nobody to a payment', async () => {
    const page = await stage.signIn('finance');
    await page.getByRole('link', { name: 'Payment link' }).click();
    await page.locator('#title').fill('Two tickets');
    await page.locator('#amount').fill('75000');
    await page.getByRole('button', { name: 'Make the link' }).click();
    // Another day: only the ID is known.
    const id = await page.locator('.made-link a[href^="#link/"]').innerText();
    await page.getByRole('link', { name: 'Today' }).click();
    expect(await page.getByRole('link', { name: 'Metrics' }).getAttribute('href')).toBe(dashboardUrl);
    await page.getByRole('link', { name: 'Payment link' }).click();
    await page.locator('#checkout').fill(id);
    await page.locator('#checkout').press('Enter');
    expect(await findAccessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'End the link' }).click();
    await page.getByText('Nobody can pay by this link any more.').waitFor();
    await confirm(page, 'Sold out');
    await page.getByText('The link can no longer be paid.').waitFor();
    expect(await page.getByRole('img').count()).toBe(0);
    expect(await page.locator('.made-link a[target]').count()).toBe(0);
    expect(await findAccessibilityFaults(page)).toEqual([]);
  });

  test.runIf(isLong).each(roles)('the role %s finds only work that it may do', async (role) => {
    await stage.paidOrder(`work-${role}`);
    const page = await stage.signIn(role);
    await findOrder(page, `work-${role}`, /Paid: Rp75.000/);
    await page.locator('[data-type="PAID"] summary').click();
    const offers = async (name: string) => (await page.getByRole('button', { name }).count()) > 0;
    const seen = {
      link: (await page.getByRole('link', { name: 'Payment link' }).count()) > 0,
      again: await offers('Send this event to the shop again'),
      attest: await offers('Attest a fact'),
    };
    const isSupporting = role === 'support' || role === 'finance' || role === 'admin';
    const isAttesting = role === 'finance' || role === 'admin';
    expect(seen).toEqual({ link: isSupporting, again: isSupporting, attest: isAttesting });
    await page.getByRole('link', { name: 'Incidents' }).click();
    await page.getByRole('button', { name: 'Read again' }).waitFor();
    expect(await offers('Judge notifications again')).toBe(isSupporting);
  });
});
