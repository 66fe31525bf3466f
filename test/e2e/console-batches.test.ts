import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/access/caller.ts';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import { findAccessibilityFaults, phone } from '../support/checkout-stage.ts';
import { confirm, openScreen, readAgain, widthOf } from '../support/console-pages.ts';
import { type ConsoleStage, startConsoleStage } from '../support/console-stage.ts';
import { isLong } from '../support/sample.ts';

sayWithoutBrowser('The batches of the console were');

describe.skipIf(!hasBrowser)('batches of refunds in a browser', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await startConsoleStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages());

  const small = { ...phone, viewport: { width: 360, height: 740 }, locale: 'en-GB' };
  const csv = (lines: string) => ({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(lines) });
  const open = (page: Page) => openScreen(page, 'Batches');

  /** Opens the form for many refunds. */
  async function begin(page: Page): Promise<void> {
    await open(page);
    await page.getByText('Refund many orders').click();
  }
  async function tryOut(page: Page, list: string, number?: string): Promise<string> {
    await begin(page);
    await page.locator('#list').setInputFiles(csv(list));
    await page.locator('#why').fill('The concert is cancelled');
    if (number !== undefined) await page.locator('#batch-no').fill(number);
    const batchNo = await page.locator('#batch-no').inputValue();
    await page.getByRole('button', { name: 'Try it out' }).click();
    return batchNo;
  }
  const refundsOf = async (order: string) => (await stage.world.desk.order(order)).refunds;

  test('a list is tried out, requested by a double click, approved by another person, and carried out once', async () => {
    for (const order of ['many-1', 'many-2']) await stage.paidOrder(order);
    const budi = await stage.signIn('finance', small);
    const list = 'order,amount\nmany-1,\nmany-2,60000\nnobody,1\n';
    const batchNo = await tryOut(budi, list);
    await budi.getByText('2 of 3 orders would get Rp135.000 back in all.').waitFor();
    await budi.getByText('A second person must approve the whole batch.').waitFor();
    await budi.getByText('No such order').waitFor();
    expect(await findAccessibilityFaults(budi)).toEqual([]);
    expect(await widthOf(budi)).toBeLessThanOrEqual(360);
    await budi.getByRole('button', { name: 'Request 2 refunds, Rp135.000' }).dblclick();
    await budi.getByText('Waits for a second person').waitFor();
    expect(await budi.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await refundsOf('many-1')).toEqual([]);
    // The same list by the same number is this batch, and nothing to try out.
    await tryOut(budi, list, batchNo);
    await budi.getByRole('heading', { name: batchNo }).waitFor();
    await budi.getByText('Waits for a second person').waitFor();

    const citra = await stage.signIn('approver');
    await open(citra);
    await citra.getByRole('row', { name: /Rp135.000 Budi The concert is cancelled/ }).waitFor();
    expect(await citra.getByRole('row').count()).toBe(2);
    expect(await findAccessibilityFaults(citra)).toEqual([]);
    await citra.getByRole('row', { name: /Budi/ }).getByRole('link').click();
    await citra.getByRole('button', { name: 'Approve' }).click();
    await citra.getByText('2 refunds that Budi requested go to DANA: Rp135.000 in all').waitFor();
    await confirm(citra, 'Checked with the venue');
    await citra.getByText('3 of 3 lines').waitFor();
    await citra.getByRole('row', { name: /2 many-2 Rp60.000 Requested · Done/ }).waitFor();
    await citra.getByRole('row', { name: /3 nobody .*Refused: No such order/ }).waitFor();
    expect(await findAccessibilityFaults(citra)).toEqual([]);
    expect(await refundsOf('many-1')).toHaveLength(1);
    expect(await refundsOf('many-2')).toHaveLength(1);
  });

  test.runIf(isLong)('a list that cannot be read says where, and records nothing', async () => {
    const page = await stage.signIn('finance');
    await tryOut(page, 'order,amount\nmany-3,25.000\n');
    await page.getByText('Line 2, column amount: write whole rupiah such as 25000.').waitFor();
    expect(await page.getByRole('button', { name: /^Request/ }).count()).toBe(0);
  });

  test.runIf(isLong)('a search that would read too many orders says how to narrow it', async () => {
    const page = await stage.signIn('finance', small);
    await begin(page);
    await page.locator('#source').selectOption('search');
    await page.locator('#prefix').fill('nobody-');
    await page.locator('#why').fill('The concert is cancelled');
    const tooBroad = { message: 'More than 20,000 orders', extensions: { code: 'FILTER_TOO_BROAD' } };
    await page.route('**/console/graphql', (route) => route.fulfill({ json: { errors: [tooBroad] } }));
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByText('Choose days that lie closer together.').waitFor();
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
    await page.getByRole('button', { name: 'Coba dulu' }).click();
    await page.getByText('Pilih tanggal yang lebih berdekatan.').waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(360);
    await page.unrouteAll();
    await page.locator('#from').fill('2026-01-01');
    await page.getByRole('button', { name: 'Coba dulu' }).click();
    await page.getByText('Tidak ada pesanan yang akan menerima pengembalian dana.').waitFor();
  });

  test.runIf(isLong)(
    'a batch from a search is stopped and resumed, in Indonesian',
    { timeout: 180_000 },
    async () => {
      const orders = Array.from({ length: 40 }, (_, index) => `stop-${index}`);
      await Promise.all(orders.map((order) => stage.paidOrder(order)));
      const eko = await stage.signIn('admin', { ...small, locale: 'id-ID' });
      await openScreen(eko, 'Batch');
      await eko.getByText('Kembalikan dana banyak pesanan').click();
      await eko.locator('#source').selectOption('search');
      await eko.locator('#prefix').fill('stop-');
      await eko.locator('#why').fill('Konser dibatalkan');
      await eko.getByRole('button', { name: 'Coba dulu' }).click();
      await eko.getByText('40 dari 40 pesanan akan menerima kembali seluruhnya Rp3.000.000.').waitFor();
      expect(await findAccessibilityFaults(eko)).toEqual([]);
      // What is changed after it was tried out must be tried out again.
      await eko.locator('#why').fill('Konser dibatalkan karena hujan');
      expect(await eko.getByRole('button', { name: /^Minta/ }).count()).toBe(0);
      await eko.getByRole('button', { name: 'Coba dulu' }).click();
      await eko.getByRole('button', { name: /^Minta 40 pengembalian dana/ }).click();
      await eko.getByText('Menunggu orang kedua').waitFor();
      const address = eko.url();
      // Nobody decides about a request of their own.
      await eko.getByRole('button', { name: 'Setujui' }).click();
      await confirm(eko, 'Saya sendiri', 'Lakukan');
      await eko.locator('dialog [role="status"]', { hasText: /\S/ }).waitFor();
      expect(await refundsOf('stop-0')).toEqual([]);
      await eko.getByRole('button', { name: 'Jangan lakukan' }).click();

      const citra = await stage.signIn('approver');
      // Every refund takes DANA a second: whoever stops the batch comes in time, also on a busy machine.
      await stage.world.desk.arm({ operation: 'refundOrder', fault: 'delay', times: 1000 });
      await citra.goto(address);
      await citra.getByRole('button', { name: 'Approve' }).click();
      await confirm(citra, 'It rains');
      await citra.getByText('Running').waitFor();
      await readAgain(eko);
      await eko.getByRole('button', { name: 'Hentikan' }).click();
      await confirm(eko, 'Konser yang salah', 'Lakukan');
      await eko.getByText('Dihentikan: Konser yang salah').waitFor();
      await stage.world.desk.disarmAll();
      expect(await findAccessibilityFaults(eko)).toEqual([]);
      expect(await widthOf(eko)).toBeLessThanOrEqual(360);
      await eko.getByRole('button', { name: 'Lanjutkan' }).click();
      await confirm(eko, 'Konser yang benar', 'Lakukan');
      await eko.getByText('40 dari 40 baris').waitFor();
      for (const order of orders) expect(await refundsOf(order)).toHaveLength(1);
    },
  );

  test.runIf(isLong).each(roles)('the role %s finds only what it may do with batches', async (role) => {
    const page = await stage.signIn(role);
    await open(page);
    await page.getByRole('button', { name: 'Read again' }).waitFor();
    const mayBegin = (await page.getByText('Refund many orders').count()) > 0;
    expect(mayBegin).toBe(role === 'finance' || role === 'admin');
  });
});
