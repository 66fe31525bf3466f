import { expect, test } from 'vitest';
import { aPayer, aServerKey } from '../../support/actors.ts';
import { checkoutInput, openShop } from './shop.ts';

test('the current attempt of a checkout and whether it is closed are one read, and a later answer reads again', async () => {
  let readsCount = 0;
  const shop = openShop({}, (store) => ({
    ...store,
    findByNumbers(numbers) {
      readsCount += 1;
      return store.findByNumbers(numbers);
    },
  }));
  const { useCases } = shop;
  const created = await useCases.createCheckout(checkoutInput(), aServerKey);
  if (created.kind !== 'CreateCheckoutSuccess') throw new Error(created.kind);
  const { checkout } = created;
  const show = () =>
    Promise.all([useCases.findCurrentAttempt(checkout), useCases.isCheckoutClosed(checkout)]);

  expect(await show()).toEqual([null, false]);
  expect(readsCount).toBe(1);
  const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
  await useCases.payCheckout(checkout.id, bri, aPayer);
  readsCount = 0;
  expect(await show()).toMatchObject([{ status: 'PENDING' }, false]);
  expect(readsCount).toBe(1);
});
