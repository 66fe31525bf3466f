import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import {
  type CheckoutStage,
  findAccessibilityFaults,
  type Payer,
  startCheckoutStage,
} from '../support/checkout-stage.ts';
import { testInTurn } from '../support/sample.ts';

const test = testInTurn(5);

sayWithoutBrowser('The reference checkout, when things go wrong, was');

/** What the browser itself logs while the network is away. */
const networkFaults =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|NETWORK)/;

describe.skipIf(!hasBrowser)('the reference checkout, when things go wrong', () => {
  let stage: CheckoutStage;

  beforeAll(async () => {
    stage = await startCheckoutStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages(networkFaults));

  const refuse = (reference: string) => stage.desk.post(`/simulator/orders/${reference}/refuse`);
  const changeMethod = ({ page }: Payer) =>
    page.getByRole('button', { name: 'Choose another method' }).click();

  test('a reload continues where the payer was, and a receipt stays a receipt', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BNI');
    await payer.hears('live');
    const number = await payer.page.locator('.code').first().textContent();
    await payer.page.reload();
    await payer.hears('live');
    expect(await payer.page.locator('.code').first().textContent()).toBe(number);
    await stage.desk.pay(payer.reference);
    await payer.sees('receipt');
    await payer.page.reload();
    await payer.sees('receipt');
  });

  test('a phone that slept during the payment shows it when it wakes', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BNI');
    await payer.hears('live');
    const device = await payer.page.context().newCDPSession(payer.page);
    await device.send('Page.setWebLifecycleState', { state: 'frozen' });
    await stage.desk.pay(payer.reference);
    await device.send('Page.setWebLifecycleState', { state: 'active' });
    await payer.sees('receipt');
  });

  test('an offline page says so, and shows the current state when the network is back', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BNI');
    await payer.hears('live');
    await payer.page.context().setOffline(true);
    await payer.hears('offline');
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    await stage.desk.pay(payer.reference);
    await payer.page.context().setOffline(false);
    await payer.sees('receipt');
  });

  test('a choice without a network is reported and can be repeated', async () => {
    const payer = await stage.openPayer();
    await payer.page.context().setOffline(true);
    await payer.choose('NETWORK_PAY_PG_QRIS');
    await payer.page.getByRole('alert').getByText('you will not pay twice').waitFor();
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    await payer.page.context().setOffline(false);
    await payer.choose('NETWORK_PAY_PG_QRIS');
    await payer.sees('instruction');
  });

  test('a decline of DANA is shown, and the next attempt succeeds', async () => {
    const payer = await stage.openPayer();
    await stage.desk.arm({
      operation: 'createOrder',
      fault: 'unknown-code',
      responseCode: '4035405',
      partnerReferenceNo: payer.reference,
    });
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.page.getByRole('alert').getByText('DANA declined this request.').waitFor();
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    await payer.choose('VIRTUAL_ACCOUNT_BNI');
    await payer.hears('live');
    await stage.desk.pay(`${payer.reference}-2`);
    await payer.sees('receipt');
  });

  test('a payer who refused in the wallet attempts again', async () => {
    const payer = await stage.openPayer();
    await payer.choose('NETWORK_PAY_PG_OVO');
    await payer.hears('live');
    await refuse(payer.reference);
    await payer.sees('ended');
    expect(await payer.heading()).toBe('The payment was not completed');
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    await payer.page.getByRole('button', { name: 'Choose how to pay' }).click();
    await payer.choose('NETWORK_PAY_PG_QRIS');
    await payer.hears('live');
    await stage.desk.pay(`${payer.reference}-2`);
    await payer.sees('receipt');
  });

  test('another method cancels the previous attempt, and opening the list of methods does not', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.hears('live');
    await changeMethod(payer);
    await payer.page.getByRole('button', { name: 'Back to BRI Virtual Account' }).click();
    await payer.sees('instruction');
    expect((await stage.desk.order(payer.reference)).acquirementStatus).toBe('INIT');

    await changeMethod(payer);
    await payer.choose('NETWORK_PAY_PG_QRIS');
    await payer.page.getByRole('heading', { name: 'Scan with QRIS' }).waitFor();
    expect((await stage.desk.order(payer.reference)).acquirementStatus).toBe('CANCELLED');
    await stage.desk.pay(`${payer.reference}-2`);
    await payer.sees('receipt');
  });

  test('a payment that arrives while the payer chooses again shows the receipt', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.hears('live');
    await changeMethod(payer);
    await payer.sees('options');
    await stage.desk.pay(payer.reference);
    await payer.sees('receipt');
  });

  test('a late payment of an abandoned attempt is shown as paid', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.hears('live');
    await changeMethod(payer);
    await payer.choose('NETWORK_PAY_PG_QRIS');
    await payer.page.getByRole('heading', { name: 'Scan with QRIS' }).waitFor();
    await payer.hears('live');
    await stage.desk.post(`/simulator/orders/${payer.reference}/pay`, { late: true });
    await payer.sees('receipt');
    expect(await payer.page.locator('dl').textContent()).toContain('BRI Virtual Account');
  });

  test('the countdown follows the gateway’s clock, whatever the payer’s clock shows', async () => {
    const payer = await stage.openPayer();
    const { page } = payer;
    await page.addInitScript(() => {
      const deviceNow = Date.now;
      Object.assign(window, { aheadMs: 25 * 60_000 });
      Date.now = () => deviceNow() + (window as unknown as { aheadMs: number }).aheadMs;
    });
    await page.reload();
    await payer.sees('options');
    await page.locator('.countdown', { hasText: /^(30:00|29:)/ }).waitFor();
    // The payer's clock jumps past the end; the page queries the gateway, whose clock decides.
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.hears('live');
    const asked = page.waitForRequest((request) => request.postData()?.includes('CheckoutOrder') === true);
    await page.evaluate(() => Object.assign(window, { aheadMs: 60 * 60_000 }));
    await asked;
    await payer.sees('instruction');
    await page.locator('.countdown', { hasText: /^29:/ }).waitFor();
  });

  test('a browser without storage can still pay', async () => {
    const { page } = await stage.openPage('/shop');
    await page.addInitScript(() => {
      for (const kind of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, kind, {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
    });
    await page.getByRole('button', { name: 'Go to payment' }).click();
    await page.getByLabel('QRIS').check();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('heading', { name: 'Scan with QRIS' }).waitFor();
  });

  test('the page waits while DANA’s answer is unknown, and then continues', async () => {
    const payer = await stage.openPayer();
    await stage.desk.arm({
      operation: 'createOrder',
      fault: 'html-502',
      times: 3,
      partnerReferenceNo: payer.reference,
    });
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.sees('preparing');
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    // The test need not wait for the repeat that is due by then.
    await stage.desk.post('/simulator/clock', { advanceMs: 10_000 });
    await payer.sees('instruction');
  });

  test('an earlier attempt that DANA has not ended yet stays the one to pay', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.hears('live');
    await stage.desk.arm({
      operation: 'cancelOrder',
      fault: 'html-502',
      times: 2,
      partnerReferenceNo: payer.reference,
    });
    await changeMethod(payer);
    await payer.choose('NETWORK_PAY_PG_QRIS');
    await payer.page.getByRole('alert').getByText('please try again shortly').waitFor();
    await payer.page.getByRole('button', { name: 'Back to BRI Virtual Account' }).click();
    await payer.sees('instruction');
  });

  test('the page waits for a gateway that stopped during a payment', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.hears('live');
    await stage.gateway.kill();
    await payer.hears('reconnecting');
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    await stage.gateway.start();
    await payer.hears('live');
    await stage.desk.pay(payer.reference);
    await payer.sees('receipt');
  });

  test('after expiry there is nothing to pay, and a late payment is still shown', async () => {
    const payer = await stage.openPayer();
    await payer.choose('VIRTUAL_ACCOUNT_BRI');
    await payer.hears('live');
    await stage.desk.post('/simulator/clock', { advanceMs: 31 * 60_000 });
    await payer.page.getByRole('heading', { name: 'The time to pay is over' }).waitFor();
    await payer.sees('ended');
    expect(await payer.page.getByRole('button', { name: 'Choose how to pay' }).count()).toBe(0);
    expect(await findAccessibilityFaults(payer.page)).toEqual([]);
    await stage.desk.post(`/simulator/orders/${payer.reference}/pay`, { late: true });
    await payer.sees('receipt');
  });
});
