import { describe, expect } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../../support/browser.ts';
import { testInTurn } from '../../support/sample.ts';
import { desktop, heading, phone, soon, stagePages } from './stage.ts';

const test = testInTurn(2);

sayWithoutBrowser('The tests of the hosted payment page were');

describe.skipIf(!hasBrowser)('the hosted payment page of the simulator', () => {
  const { create, open, returnUrl, scene } = stagePages();

  test('a payer chooses a wallet, pays and returns to the shop', async () => {
    const order = await create({ orderTitle: 'Kopi susu', value: '48000.00' });
    const page = await open(order.page, { ...phone, locale: 'id-ID' });
    expect(await page.locator('.amount').textContent()).toBe('Rp48.000');
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    await page.getByText('E-wallet').click();
    await page.getByLabel('GoPay').check();
    await page.getByRole('button', { name: 'Bayar Rp48.000' }).click();
    await page.waitForURL(returnUrl());
    expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'NETWORK_PAY_PG_GOPAY' });
    const [notification] = await scene().shop.arrived(order.partnerReferenceNo);
    expect(JSON.parse(notification?.body ?? '')).toMatchObject({ latestTransactionStatus: '00' });

    await page.goto(order.page);
    await heading(page, 'Pembayaran berhasil').waitFor();
    expect(await page.getByRole('button', { name: /Bayar/ }).count()).toBe(0);
  });

  test('a payer who refuses returns to the shop too, and the order is closed', async () => {
    const order = await create();
    const page = await open(order.page);
    await page.getByRole('button', { name: 'Refuse payment' }).click();
    await page.waitForURL(returnUrl());
    expect(await order.seen()).toMatchObject({ status: 'CLOSED', closeReason: 'PAYMENT_REFUSED' });
    await page.goto(order.page);
    await heading(page, 'Payment refused').waitFor();
  });

  test('the link back to the shop neither pays nor closes the order', async () => {
    const order = await create();
    const page = await open(order.page);
    await page.getByRole('link', { name: 'Back to the shop without paying' }).click();
    await page.waitForURL(returnUrl());
    expect((await order.seen()).status).toBe('INIT');
  });

  test('the page offers only methods that the merchant left enabled; QRIS needs a store', async () => {
    const all = await open((await create({ externalStoreId: 'store-1' })).page);
    for (const method of ['DANA balance', 'QRIS', 'Card', 'Indomaret'])
      expect(await all.getByLabel(method).count(), method).toBe(1);
    const some = await open(
      (await create({ disabledPayMethods: 'BALANCE, VIRTUAL_ACCOUNT,NETWORK_PAY_PC_INDOMARET' })).page,
    );
    for (const method of ['DANA balance', 'QRIS', 'Indomaret'])
      expect(await some.getByLabel(method).count(), method).toBe(0);
    expect(await some.getByText('Virtual account', { exact: true }).count()).toBe(0);
    expect(await some.getByText('E-wallet', { exact: true }).count()).toBe(1);
  });

  test('an order for one wallet offers only that wallet', async () => {
    const order = await create({ payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_LINKAJA' });
    const page = await open(order.page);
    await page.getByText('You are paying with LinkAja.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(0);
    await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
    await page.waitForURL(returnUrl());
    expect((await order.seen()).payOption).toBe('NETWORK_PAY_PG_LINKAJA');
  });

  test('a payer returns to an app by a button that opens it', async () => {
    const order = await create({ returnTo: 'shopapp://orders/return?id=1' });
    const page = await open(order.page);
    await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
    await heading(page, 'Payment successful').waitFor();
    const link = page.getByRole('link', { name: 'Open the shop’s app' });
    expect(await link.getAttribute('href')).toMatch(
      /^shopapp:\/\/orders\/return\?id=1&originalReferenceNo=\d{35}&/,
    );
  });

  test('the remaining time counts down, and when it is over the page says so by itself', async () => {
    const order = await create();
    const page = await open(order.page);
    const left = page.getByRole('timer');
    const first = await left.textContent();
    await expect.poll(() => left.textContent()).not.toBe(first);
    await scene().control('POST', '/simulator/clock', { advanceMs: 30 * 60_000 });
    await heading(page, 'Time to pay is over').waitFor(soon);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('#announcement').textContent()).toBe('Time to pay is over');
  });

  test('a payment made elsewhere and a cancellation by the shop appear on the open page', async () => {
    const paid = await create(virtualAccountByRedirect);
    const paidPage = await open(paid.page);
    await paid.step('pay');
    await heading(paidPage, 'Payment successful').waitFor(soon);

    const cancelled = await create();
    const cancelledPage = await open(cancelled.page);
    await scene().api.cancelOrder({
      originalPartnerReferenceNo: cancelled.partnerReferenceNo,
      merchantId: scene().merchant.merchantId,
    });
    await heading(cancelledPage, 'Cancelled by the shop').waitFor(soon);
  });
  const virtualAccountByRedirect = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_CARD' };

  test('the payer can switch the language, and the choice stays', async () => {
    const page = await open((await create()).page);
    await page.getByRole('link', { name: 'ID', exact: true }).click();
    await page.getByRole('button', { name: 'Bayar Rp75.000' }).waitFor();
    await page.getByRole('button', { name: 'Tolak pembayaran' }).click();
    await page.waitForURL(returnUrl());
  });

  test('a hostile title is shown as text, and a hostile return address is not a link', async () => {
    const orderTitle = '<img src=x onerror=alert(1)>"\'&amp;';
    const order = await create({ orderTitle, returnTo: 'javascript:alert(1)' });
    const page = await open(order.page);
    expect(await heading(page, orderTitle).count()).toBe(1);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    const desk = await open(`/order?referenceNo=${order.referenceNo}`, desktop);
    expect(await heading(desk, orderTitle).count()).toBe(1);
    expect(await desk.locator('img, a[href^="javascript"]').count()).toBe(0);
  });
});
