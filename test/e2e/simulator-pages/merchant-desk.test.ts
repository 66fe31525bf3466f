import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../../support/browser.ts';
import { testInTurn } from '../../support/sample.ts';
import { desktop, heading, soon, stagePages, virtualAccount } from './stage.ts';

const test = testInTurn(2);

sayWithoutBrowser('The tests of the desk were');

describe.skipIf(!hasBrowser)('the desk of the simulator', () => {
  const { create, faultsOfLastPage, open, scene } = stagePages();

  const rowOf = (page: Page, referenceNo: string) => page.locator(`#order-${referenceNo}`);

  test('an order appears while it is created, paid and notified elsewhere', async () => {
    const page = await open('/', desktop);
    const search = page.getByRole('searchbox');
    await search.pressSequentially('ord');
    const order = await create({ ...virtualAccount, orderTitle: 'Batik tulis' });
    const row = rowOf(page, order.referenceNo);
    await row.getByText('Waiting').waitFor(soon);
    await order.step('pay');
    await row.getByText('Paid').waitFor(soon);
    await row.getByText('Delivered').waitFor(soon);
    expect(await page.locator('#announcement').textContent()).not.toBe('');
    // Live changes do not disturb the search field.
    expect(await search.inputValue()).toBe('ord');
    expect(await search.evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test('an order can be paid from its row and opened in full', async () => {
    const order = await create({ orderTitle: 'Sepatu lari' });
    const page = await open('/', desktop);
    await page.getByRole('button', { name: `Pay ${order.partnerReferenceNo}` }).click();
    await rowOf(page, order.referenceNo).getByText('Delivered').waitFor();
    await page.getByRole('link', { name: 'Sepatu lari' }).click();
    await heading(page, 'Sepatu lari').waitFor();
    const delivery = page.locator('.attempt').first();
    expect(await delivery.getByRole('rowheader', { name: 'X-Signature' }).count()).toBe(1);
    expect(await delivery.getByLabel('Body sent').textContent()).toContain('"latestTransactionStatus": "00"');
    expect(await delivery.getByLabel('Body answered').textContent()).toContain('"responseCode": "2005600"');
    expect(await delivery.getByText('HTTP 200', { exact: true }).count()).toBe(1);

    await page.getByRole('button', { name: 'Notify again' }).click();
    await expect.poll(() => page.locator('.delivery').count()).toBe(2);
    expect(await scene().shop.arrived(order.partnerReferenceNo, 2)).toHaveLength(2);
  });

  test('the desk can refuse, expire, start paying and pay late in place of the payer', async () => {
    const order = await create();
    const page = await open(`/order?referenceNo=${order.referenceNo}`, desktop);
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const isSeen = (text: string) => page.locator('.heading').getByText(text, { exact: true }).waitFor();
    await press('Start paying');
    await isSeen('Paying');
    await press('Expire now');
    await isSeen('Expired');
    await page.getByLabel('Pay by').selectOption('NETWORK_PAY:NETWORK_PAY_PG_OVO');
    await press('Pay late');
    await isSeen('Paid');
    expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'NETWORK_PAY_PG_OVO' });
  });

  test('the form arms a fault, which is shown, used up by a call and removed', async () => {
    const page = await open('/', desktop);
    const faults = page.locator('#faults');
    await faults.getByLabel('Befalls').selectOption('queryPayment');
    await faults.getByLabel('Fault', { exact: true }).selectOption('huge-answer');
    await faults.getByText('made longer than it should be').waitFor();
    await faults.getByLabel('Times').fill('2');
    await faults.getByLabel('Bytes').fill('1000');
    await faults.getByRole('button', { name: 'Arm', exact: true }).click();
    await faults.getByText('2 times more').waitFor();
    expect((await scene().control('GET', '/simulator/faults')).body.faults).toMatchObject([
      { operation: 'queryPayment', fault: 'huge-answer', timesLeft: 2, options: { bytes: 1000 } },
    ]);
    const order = await create();
    await scene().api.queryPayment({
      originalPartnerReferenceNo: order.partnerReferenceNo,
      serviceCode: '54',
      merchantId: scene().merchant.merchantId,
    });
    await faults.getByText('once more').waitFor(soon);
    await faults.getByRole('button', { name: 'Remove huge-answer' }).click();
    await faults.getByText('Nothing is armed.').waitFor();
    expect((await scene().control('GET', '/simulator/faults')).body.faults).toEqual([]);
  });

  test('the clock moves by a day, or by any chosen time', async () => {
    const { body: before } = await scene().control<{ advancedMs: number }>('GET', '/simulator/clock');
    const page = await open('/', desktop);
    await page.getByRole('button', { name: 'Move the clock +24 h' }).click();
    await page.getByText('Other…').click();
    await page.getByLabel('Move the clock forward by').fill('90');
    await page.getByLabel('Unit').selectOption('seconds');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    const advancedMs = before.advancedMs + 86_400_000 + 90_000;
    await expect
      .poll(async () => (await scene().control('GET', '/simulator/clock')).body.advancedMs)
      .toBe(advancedMs);
  });

  test('the desk explains a refusal and keeps showing it while other things change', async () => {
    const page = await open('/', desktop);
    await page.getByText('Other…').click();
    await page.getByLabel('Move the clock forward by').fill('999999');
    await page.getByLabel('Unit').selectOption('days');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    const refusal = page.getByRole('alert');
    await refusal.getByText(/advanceMs/).waitFor();
    const order = await create();
    await rowOf(page, order.referenceNo).waitFor(soon);
    expect(await refusal.textContent()).toMatch(/advanceMs/);
    // The console counts the refusal, an HTTP 400, among its errors.
    faultsOfLastPage().splice(0, 1);
  });

  test('the desk works as plain forms when scripts are off', async () => {
    const withoutScripts = { ...desktop, javaScriptEnabled: false };
    const order = await create();
    const page = await open('/', withoutScripts);
    await page.getByLabel('Fault', { exact: true }).selectOption('html-502');
    await page.getByRole('button', { name: 'Arm', exact: true }).click();
    await page.getByRole('button', { name: 'Remove html-502 from createOrder' }).click();
    await page.getByText('Nothing is armed.').waitFor();
    await page.getByRole('button', { name: `Pay ${order.partnerReferenceNo}` }).click();
    await rowOf(page, order.referenceNo).getByText('Paid').waitFor();
  });

  test('the desk finds orders by a part of their number or title, and by status', async () => {
    const order = await create({ orderTitle: 'Gitar akustik' });
    const page = await open('/?find=akustik', desktop);
    expect(await page.locator('.orders tbody tr').count()).toBe(1);
    await page.getByRole('link', { name: 'Paid 0' }).click();
    await page.getByText('No order matches').waitFor();
    await order.step('pay');
    await rowOf(page, order.referenceNo).waitFor(soon);
  });
});
