import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../support/browser.ts';
import {
  type CheckoutStage,
  findAccessibilityFaults,
  startCheckoutStage,
} from '../support/checkout-stage.ts';

sayWithoutBrowser('The reference checkout was');

describe.skipIf(!hasBrowser)('the reference checkout in a browser', () => {
  let stage: CheckoutStage;

  beforeAll(async () => {
    stage = await startCheckoutStage();
  });
  afterAll(() => stage?.close());
  afterEach(() => stage.closePages());

  test('from the shop by virtual account to the receipt', async () => {
    const { page } = await stage.openPage('/shop');
    await page.getByRole('button', { name: 'One more: Cangkir Keramik' }).click();
    await page.getByText('Rp388.000').waitFor();
    await page.getByRole('button', { name: 'Go to payment' }).click();
    await page.getByRole('heading', { name: 'How would you like to pay?' }).waitFor();
    // The token is not in the address, where it could be shared or remembered.
    expect(page.url()).toBe(`${stage.gateway.url}/checkout`);
    expect(await findAccessibilityFaults(page)).toEqual([]);

    await page.locator('summary', { hasText: 'Bank transfer' }).click();
    await page.getByLabel('BRI Virtual Account').check();
    await page.getByRole('button', { name: 'Pay Rp388.000' }).click();
    await page.getByRole('heading', { name: 'Transfer to BRI' }).waitFor();
    const reference = (await page.locator('.reference span').textContent()) ?? '';
    const { paymentCode } = await stage.desk.order(reference);
    expect((await page.locator('.code').first().textContent())?.replaceAll(' ', '')).toBe(paymentCode);
    expect(await findAccessibilityFaults(page)).toEqual([]);

    await stage.desk.pay(reference);
    await page.getByRole('heading', { name: 'Payment received' }).waitFor();
    expect(await findAccessibilityFaults(page)).toEqual([]);
  });
});
