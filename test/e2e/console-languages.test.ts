import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults } from '../support/checkout-stage.ts';
import { merchantId } from '../support/configured-world.ts';
import { openScreen, readAgain } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { isInTurn } from '../support/sample.ts';
import { settlementFile, settlementFileName } from '../support/settlement/settlement-file.ts';

sayWithoutBrowser('What the console says in two languages was');

// Its processes and pages cost seconds: one run in four, and each long one.
const isSkipped = !hasBrowser || !isInTurn(1, 4);

describe.skipIf(isSkipped)('what the gateway explains to an operator, in a browser', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage?.close());

  const send = async (page: Page, name: string, text: string, press: string) => {
    await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: press, exact: true }).click();
  };
  const change = (page: Page, to: string) => page.getByRole('button', { name: to, exact: true }).click();

  describe('incidents', () => {
    afterEach(() => stage.closePages());

    test('say why they were raised in the language of the page, also after it changed', async () => {
      await stage.order('words-1');
      const amiss = { operation: 'notify', fault: 'wrong-amount', partnerReferenceNo: 'words-1' };
      await stage.world.desk.arm(amiss);
      await stage.world.desk.pay('words-1');
      const page = await stage.signIn('finance', { locale: 'id-ID' });
      const file = settlementFile([{ merchantId, transId: 'words-unknown' }]);
      await openScreen(page, 'Settlement');
      await send(page, settlementFileName('20260115', undefined, merchantId), file, 'Impor');
      await page.getByText(/^Diimpor: 1 baris/).waitFor();
      await openScreen(page, 'Insiden');
      const row = (text: RegExp) => page.getByRole('row', { name: text });
      await expect
        .poll(async () => {
          await readAgain(page);
          return row(/words-unknown pesanan: Rp75.000 di berkas DANA, seharusnya Rp0/).count();
        })
        .toBe(1);
      await row(/words-1 jumlahnya bukan jumlah pesanan ini/).waitFor();
      await change(page, 'English');
      await row(/words-unknown order: 75000.00 in DANA’s files, 0.00 expected/).waitFor();
      await row(/words-1 amount is not the order’s/).waitFor();
      expect(await findAccessibilityFaults(page)).toEqual([]);
    });
  });

  describe('a settlement file that is refused', () => {
    // A browser reports each answer of 422.
    afterEach(() => stage.closePages(/422/));

    test('says why in the language of the page', async () => {
      const page = await stage.signIn('finance', { locale: 'id-ID' });
      await openScreen(page, 'Settlement');
      const status = (text: RegExp) => page.getByRole('status').getByText(text).waitFor();
      const broken = settlementFile([{ merchantId, amount: '75000.00' }]);
      await send(page, 'broken.csv', broken, 'Impor');
      await status(/^Tidak ada yang diimpor: baris 2, kolom TXN_AMOUNT: harus jumlah dalam sen/);
      await send(page, 'other.csv', settlementFile([{ merchantId: '9' }]), 'Impor');
      await status(/^Berkas ini milik merchant 9/);
      await change(page, 'English');
      await send(page, 'broken.csv', broken, 'Import');
      await status(/^Nothing was imported: line 2, column TXN_AMOUNT: it must be an amount in cents/);
      await send(page, 'other.csv', settlementFile([{ merchantId: '9' }]), 'Import');
      await status(/^The file is of merchant 9/);
      expect(await findAccessibilityFaults(page)).toEqual([]);
    });
  });
});
