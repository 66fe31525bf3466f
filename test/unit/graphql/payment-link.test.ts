import { describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { checkoutToken, run, serverKey } from '../../support/graphql-execution.ts';
import { aCheckout, birth, minute } from '../../support/orders.ts';

const open = aCheckout();
const id = globalId('Checkout', open.id);
const text = `{ checkout(id: "${id}") { paymentLink { url text id: text(language: ID) } } }`;

async function linkOf(checkout: typeof open, now = birth) {
  const { data, errors } = await run(text, { useCases: { findCheckout: async () => checkout }, now });
  expect(errors).toBeUndefined();
  return (data as { checkout: { paymentLink: unknown } }).checkout.paymentLink;
}

describe('a payment link', () => {
  test('leads to the checkout page with the token behind #, and comes with a text to send', async () => {
    const url = `https://shop.example/pay/#checkout=cart-1&token=token+of+${open.id}`;
    expect(await linkOf(open)).toEqual({
      url,
      text: `Please pay Rp75.000 for Two tickets by 15 January 2026, 10:30 WIB: ${url}`,
      id: `Silakan bayar Rp75.000 untuk Two tickets paling lambat 15 Januari 2026, 10.30 WIB: ${url}`,
    });
  });

  test('is null once the checkout has ended or expired', async () => {
    expect(await linkOf(aCheckout({ endedAt: minute(1) }), minute(2))).toBeNull();
    expect(await linkOf(open, open.expiresAt)).toBeNull();
  });
});

describe('checkout(id)', () => {
  const find = (caller: Parameters<typeof run>[1], query = `{ checkout(id: "${id}") { id } }`) =>
    run(query, { useCases: { findCheckout: async (own) => (own === open.id ? open : null) }, ...caller });

  test('answers a server key, and a token of this checkout only', async () => {
    expect((await find({ caller: serverKey('orders:read') })).data?.checkout).toEqual({ id });
    expect((await find({ caller: checkoutToken(open.id) })).data?.checkout).toEqual({ id });
    const other = checkoutToken('00000000-0000-4000-8000-0000000000ff');
    expect((await find({ caller: other })).data?.checkout).toBeNull();
    expect((await find({ caller: serverKey() }, '{ checkout { id } }')).data?.checkout).toBeNull();
    expect((await find({ caller: serverKey() }, '{ checkout(id: "x") { id } }')).data?.checkout).toBeNull();
  });
});
