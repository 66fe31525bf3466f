import { describe, expect, test, vi } from 'vitest';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { aServerKey } from '../../support/actors.ts';
import { checkoutToken, run, soleError } from '../../support/graphql-execution.ts';
import { created, membersOf, problems } from './outcome-examples.ts';

const minimal = { partnerReferenceNo: 'ord-1', amount: '75000', title: 'Two tickets' };
const createText = `mutation ($input: CreateOrderInput!) {
  answer: createOrder(input: $input) { __typename ... on CreateOrderSuccess { order { id } clientToken } ${problems} }
}`;
describe('createOrder', () => {
  test.each(Object.values(created))('answers $outcome.kind', async ({ outcome, answer }) => {
    const useCases = { createOrder: async () => outcome };
    const result = await run(createText, { variables: { input: minimal }, useCases });
    expect(result).toEqual({ data: { answer: { __typename: outcome.kind, ...answer } } });
  });

  test('has only these members', () => {
    expect([...membersOf('createOrder')].sort()).toEqual(Object.keys(created).sort());
  });

  test('passes the smallest input unchanged, with null for omitted fields', async () => {
    const createOrder = vi.fn(async () => created.CreateOrderSuccess.outcome);
    await run(createText, { variables: { input: minimal }, useCases: { createOrder } });
    expect(createOrder).toHaveBeenCalledExactlyOnceWith(
      {
        partnerReferenceNo: 'ord-1',
        amount: 7_500_000n,
        title: 'Two tickets',
        payMethod: null,
        payOption: null,
        phoneNumber: null,
        expiresAt: null,
        returnUrl: null,
        externalStoreId: null,
        subMerchantId: null,
        merchantTransType: null,
        disabledPayMethods: [],
        memo: null,
        goods: [],
        buyer: null,
        shipping: [],
        terminal: 'WEB',
        clientIp: null,
        metadata: [],
      },
      aServerKey,
    );
  });

  test('passes the complete input unchanged', async () => {
    const createOrder = vi.fn(async () => created.CreateOrderSuccess.outcome);
    const goods = {
      merchantGoodsId: 'T-1',
      name: ' Ticket ',
      description: 'Balcony',
      category: 'event',
      price: 37_500,
      unit: 'piece',
      quantity: '2',
      merchantShippingId: 'S-1',
      snapshotUrl: 'https://shop.example/t-1',
    };
    const shipping = {
      merchantShippingId: 'S-1',
      countryName: 'Indonesia',
      stateName: 'Jawa Barat',
      cityName: 'Bandung',
      address1: 'Jl. Braga 1',
      firstName: 'Siti',
      lastName: 'Aminah',
      zipCode: '40111',
      chargeAmount: '9000.00',
    };
    const input = {
      partnerReferenceNo: ' Ord-1 ',
      amount: '75000.00',
      title: ' Two  tickets ',
      payMethod: 'NETWORK_PAY',
      payOption: 'NETWORK_PAY_PG_OVO',
      phoneNumber: '081234567890',
      expiresAt: '2026-01-15T10:20:00+07:00',
      returnUrl: 'shopapp://paid',
      externalStoreId: 'store-1',
      subMerchantId: 'sub-1',
      merchantTransType: 'retail',
      disabledPayMethods: ['BALANCE'],
      memo: 'memo',
      goods: [goods],
      buyer: { externalUserType: 'MEMBER', externalUserId: '7', nickname: 'Siti' },
      shipping: [shipping],
      terminal: 'APP',
      clientIp: '10.0.0.1',
      metadata: [{ key: 'cart', value: '7' }],
    };
    await run(createText, { variables: { input }, useCases: { createOrder } });
    expect(createOrder).toHaveBeenCalledExactlyOnceWith(
      {
        ...input,
        amount: 7_500_000n,
        expiresAt: new Date('2026-01-15T03:20:00Z'),
        goods: [{ ...goods, price: 3_750_000n }],
        buyer: { ...input.buyer, userId: null },
        shipping: [
          {
            ...shipping,
            chargeAmount: 900_000n,
            trackingNo: null,
            carrier: null,
            areaName: null,
            address2: null,
            mobileNo: null,
            phoneNo: null,
            email: null,
            faxNo: null,
          },
        ],
      },
      aServerKey,
    );
  });

  test.each([
    ['0812-3456 7890', '081234567890'],
    ['+62 (812) 3456.7890', '+6281234567890'],
    ['\u202a+62\u00a0812\u20113456\u20117890\u202c', '+6281234567890'],
    ['0812x3456', '0812x3456'],
  ])('passes the phone number %j without what people write between digits', async (text, phoneNumber) => {
    const createOrder = vi.fn(async () => created.CreateOrderSuccess.outcome);
    const input = { ...minimal, phoneNumber: text };
    await run(createText, { variables: { input }, useCases: { createOrder } });
    expect(createOrder).toHaveBeenCalledWith(expect.objectContaining({ phoneNumber }), aServerKey);
    const payCheckout = vi.fn<UseCases['payCheckout']>(async () => ({ kind: 'CheckoutClosed' }));
    const payText = 'mutation ($input: PayCheckoutInput!) { payCheckout(input: $input) { __typename } }';
    const variables = { input: { phoneNumber: text } };
    await run(payText, { variables, caller: checkoutToken('checkout-1'), useCases: { payCheckout } });
    expect(payCheckout.mock.lastCall?.[1]).toMatchObject({ phoneNumber });
  });

  test('accepts an amount as a literal', async () => {
    const createOrder = vi.fn(async () => created.CreateOrderSuccess.outcome);
    const text =
      'mutation { createOrder(input: { partnerReferenceNo: "a", amount: 75000, title: "t" }) { __typename } }';
    await run(text, { useCases: { createOrder } });
    expect(createOrder).toHaveBeenCalledWith(expect.objectContaining({ amount: 7_500_000n }), aServerKey);
  });

  test('accepts no app scheme for the page of an article, because no allow-list would check it', async () => {
    const good = {
      merchantGoodsId: 'a',
      name: 'a',
      description: 'a',
      category: 'a',
      price: 1,
      quantity: '1',
    };
    const goods = [good, { ...good, snapshotUrl: 'shopapp://item' }];
    const error = soleError(await run(createText, { variables: { input: { ...minimal, goods } } }));
    expect(error.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      path: ['input', 'goods', '1', 'snapshotUrl'],
    });
  });
});
