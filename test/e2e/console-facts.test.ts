import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults } from '../support/checkout-stage.ts';
import { runCommand } from '../support/command.ts';
import { merchantId } from '../support/configured-world.ts';
import { confirm, findOrder, openScreen, readAgain } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { isInTurn } from '../support/sample.ts';
import { settlementFile, settlementFileName } from '../support/settlement/settlement-file.ts';

sayWithoutBrowser('The facts that only people know were');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(0, 4);

describe.skipIf(isSkipped)('facts that only people know, in a browser', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages());

  const attest = (page: Page) => page.getByRole('button', { name: 'Attest a fact' });
  const waiting = async (page: Page, order: string, fact: string) => {
    await openScreen(page, 'Approvals');
    await page.getByRole('heading', { name: 'Approvals' }).waitFor();
    await readAgain(page);
    const row = page.getByRole('row', { name: new RegExp(`${order} ${fact}`) });
    await row.waitFor();
    return row;
  };
  const inTimeline = (page: Page, text: string) => page.locator('.timeline', { hasText: text }).waitFor();
  async function books(): Promise<string> {
    const { stdout } = await runCommand('books', ['check'], stage.world.environment);
    expect(stdout).toContain('all sums agree');
    return stdout;
  }

  test('a dispute that was won is attested, refused, attested again and approved by another person', {
    timeout: 180_000,
  }, async () => {
    await stage.paidOrder('facts-1');
    await stage.world.desk.post('/simulator/orders/facts-1/charge-back', { value: '25000.00' });
    const budi = await stage.signIn('finance');
    await findOrder(budi, 'facts-1', /Paid: Rp75.000/);
    await budi.getByRole('button', { name: 'Ask DANA now' }).click();
    const takenBack = /the payer's bank took back Rp25.000 in a dispute/;
    await budi.locator('.sentence', { hasText: takenBack }).waitFor();
    const before = await books();

    const letter = Buffer.from('DANA’s letter');
    const hash = createHash('sha256').update(letter).digest('hex');
    const tell = async (reference: string) => {
      await attest(budi).click();
      await budi.locator('#fact').selectOption('CHARGEBACK_WON');
      await budi.locator('#amount').fill('Rp 20.000');
      await budi.getByText('Rp20.000 counts as the merchant’s again, and can be refunded.').waitFor();
      await budi.locator('#reference').fill(reference);
      await budi
        .locator('#document')
        .setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: letter });
      await budi.locator('dialog').getByText(hash).waitFor();
      expect(await findAccessibilityFaults(budi)).toEqual([]);
      await confirm(budi, 'DANA’s letter of 12 January');
      await budi.getByText('Recorded. A second person must approve it.').waitFor();
    };
    await tell('LETTER-1');
    // More than the bank took back is no fact.
    await attest(budi).click();
    await budi.locator('#fact').selectOption('CHARGEBACK_WON');
    await budi.locator('#amount').fill('25001');
    await confirm(budi, 'More than there is');
    expect(await budi.locator('#amount').evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(
      false,
    );
    await budi.keyboard.press('Escape');
    // Finance decides about nothing.
    await waiting(budi, 'facts-1', 'Dispute won');
    expect(await budi.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const citra = await stage.signIn('approver');
    let row = await waiting(
      citra,
      'facts-1',
      'Dispute won Rp20.000 Budi DANA’s letter of 12 January · LETTER-1',
    );
    await row.getByText(hash).waitFor();
    expect(await findAccessibilityFaults(citra)).toEqual([]);
    await row.getByRole('button', { name: 'Refuse' }).click();
    await citra.getByText('The fact does not count. Nothing is sent to DANA.').waitFor();
    expect(await findAccessibilityFaults(citra)).toEqual([]);
    await confirm(citra, 'The letter is about another order');
    await row.waitFor({ state: 'detached' });
    await findOrder(budi, 'facts-1', takenBack);
    await inTimeline(budi, 'Refused by a second person');
    expect(await books()).toBe(before);

    // A refused one may be told again, by the same reference.
    await tell('LETTER-1');
    row = await waiting(citra, 'facts-1', 'Dispute won');
    await row.getByRole('button', { name: 'Approve' }).click();
    await citra.getByText('The fact counts as Budi attests it, with Rp20.000').waitFor();
    await confirm(citra, 'Compared with the letter');
    await row.waitFor({ state: 'detached' });
    await inTimeline(budi, 'Dispute won, as two people attested');
    await budi
      .locator('.facts', { hasText: /Of it won back in a dispute\s*Rp20.000/ })
      .first()
      .waitFor();
    await budi.locator('.sentence', { hasText: /took back Rp5.000 in a dispute/ }).waitFor();
    expect(await findAccessibilityFaults(budi)).toEqual([]);
    expect(await books()).not.toBe(before);
    expect(await stage.world.judge(true)).toEqual([]);
  });

  test('an adjustment is assigned to its refund by one person, and by nobody alone', {
    timeout: 180_000,
  }, async () => {
    const { id } = await stage.paidOrder('facts-2');
    const eko = await stage.signIn('admin');
    await findOrder(eko, 'facts-2', /Paid: Rp75.000/);
    for (const no of ['facts-2-a', 'facts-2-b'])
      expect((await stage.shop.refund(id, no, '20000')).__typename).toBe('RefundOrderSuccess');
    await openScreen(eko, 'Settlement');
    const at = new Date();
    const day = new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
    const back = {
      transId: 'facts-2',
      payMethod: 'ADJUSTMENT',
      amount: 2_000_000n,
      transactionId: 'BACK-1',
      at,
    };
    const file = settlementFile([{ ...back, merchantId }]);
    await eko.locator('#file').setInputFiles({
      name: settlementFileName(day, undefined, merchantId),
      mimeType: 'text/csv',
      buffer: Buffer.from(file),
    });
    await eko.getByRole('button', { name: 'Import' }).click();
    await eko.getByText('Imported: 1 lines, Rp20.000 paid out.').waitFor();
    const before = await books();

    await findOrder(eko, 'facts-2', /Rp40.000 of it was refunded/);
    await attest(eko).click();
    await eko.locator('#fact').selectOption('ADJUSTMENT_ASSIGNED');
    await eko.locator('#refund').selectOption({ label: 'Rp20.000, facts-2-b' });
    await eko.getByText('The money of this refund counts as come back').waitFor();
    await eko.locator('#reference').fill('BACK-0');
    expect(await findAccessibilityFaults(eko)).toEqual([]);
    await confirm(eko, 'The account statement names the refund');
    await eko.locator('dialog').getByText('This does not fit what is on record of the order.').waitFor();
    await eko.locator('#reference').fill('BACK-1');
    await confirm(eko, 'The account statement names the refund');
    await eko.getByText('Recorded. A second person must approve it.').waitFor();

    // Whoever may do everything still does not approve what they attested.
    await openScreen(eko, 'Approvals');
    await eko.locator('#whose').selectOption('all');
    await eko
      .getByRole('row', { name: /facts-2 Adjustment belongs to a refund/ })
      .getByRole('button', { name: 'Approve' })
      .click();
    await confirm(eko, 'I am sure');
    await eko.locator('dialog').getByText('Another person must decide about this request.').waitFor();
    await eko.getByRole('button', { name: 'Do nothing' }).click();
    expect(await books()).toBe(before);

    const citra = await stage.signIn('approver');
    const row = await waiting(citra, 'facts-2', 'Adjustment belongs to a refund Rp20.000 Eko');
    await row.getByRole('button', { name: 'Approve' }).click();
    await confirm(citra, 'Compared with the statement');
    await row.waitFor({ state: 'detached' });
    await findOrder(eko, 'facts-2', /Rp20.000 of it was refunded/);
    await inTimeline(eko, 'An adjustment belongs to this refund, as two people attested');
    // What came back can be refunded again.
    await eko
      .locator('.facts', { hasText: /Can still be refunded\s*Rp55.000/ })
      .first()
      .waitFor();
    expect(await findAccessibilityFaults(eko)).toEqual([]);
    expect(await books()).not.toBe(before);
  });

  test.each(['viewer', 'support', 'approver'] as const)('the role %s attests nothing', async (role) => {
    await stage.paidOrder(`facts-${role}`);
    const page = await stage.signIn(role);
    await findOrder(page, `facts-${role}`, /Paid: Rp75.000/);
    expect(await attest(page).count()).toBe(0);
  });
});
