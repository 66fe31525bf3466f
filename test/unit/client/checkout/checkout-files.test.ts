import { expect, test } from 'vitest';
import {
  bundleCheckout,
  compressedBytes,
  firstLoadBytesMax,
} from '../../../../src/client/checkout/checkout-files.ts';
import { checkoutPage, pagePolicy } from '../../../../src/client/checkout/page.ts';

const hosted = {
  assets: './',
  gateway: 'https://pay.shop.example/graphql',
  shop: 'https://shop.example/?a=1&b="2"',
  shopName: 'Shop',
  simulator: null,
};

test('a first visit is small and contains only what a payer needs', async () => {
  const files = await bundleCheckout();
  expect([...files.keys()].sort()).toEqual(['checkout.css', 'checkout.js', 'icon.svg']);
  expect(compressedBytes([...files.values(), checkoutPage(hosted)])).toBeLessThan(firstLoadBytesMax);
  const script = Buffer.from(files.get('checkout.js') ?? []).toString();
  expect(script).toContain('payCheckout');
  // Operations of a merchant's server are left out, and with them the wish to try them.
  for (const operation of ['createOrder', 'createCheckout', 'refundOrder', 'cancelOrder('])
    expect(script).not.toContain(operation);
});

test('a hosted page connects only to the gateway', () => {
  const page = checkoutPage(hosted);
  expect(page).toContain('connect-src https://pay.shop.example wss://pay.shop.example;');
  expect(page).toContain('data-shop="https://shop.example/?a=1&amp;b=&quot;2&quot;"');
  expect(page).not.toContain('data-simulator');
  expect(page).not.toMatch(/<script(?! type="module" src="\.\/checkout\.js">)/);
  expect(pagePolicy('/graphql')).toContain("connect-src 'self'");
});
