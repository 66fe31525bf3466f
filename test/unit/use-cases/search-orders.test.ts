import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { amountAndDigitsOf, searchTermsOf } from '../../../src/use-cases/orders/search-orders.ts';
import { silence } from './assembled.ts';
import { createOrder, createPaidOrder, openShop } from './shop.ts';

const none = { numbers: [], lastDigits: null, amount: null, phoneDigits: null };
const rp = (whole: bigint) => rupiah(whole * 100n);

describe('a searched text', () => {
  test.each([
    ['ord-1', { numbers: ['ord-1', 'ORD-1'] }],
    ['#inv-7731', { numbers: ['inv-7731', 'INV-7731', '#inv-7731', '#INV-7731'] }],
    ['inv 7731', { numbers: ['inv-7731', 'INV-7731', 'inv7731', 'INV7731'] }],
    ['1001', { numbers: ['1001'], lastDigits: '1001', amount: rp(1001n), phoneDigits: '1001' }],
    ['8881 0010 02', { lastDigits: '8881001002' }],
    ['…140122', { lastDigits: '140122' }],
    ['75000', { numbers: ['75000'], lastDigits: '75000', amount: rp(75_000n) }],
    ['Rp 75.000,00', { amount: rp(75_000n) }],
    ['Rp 185.000,-', { amount: rp(185_000n) }],
    ['1,5 jt', { amount: rp(1_500_000n) }],
  ])('%s', (text, terms) => {
    expect(searchTermsOf(text)).toEqual({ ...none, ...terms });
  });

  test.each([
    ['Rp75.000', { amount: rp(75_000n), lastDigits: null }],
    ['75,000', { amount: rp(75_000n), lastDigits: null }],
    ['185rb', { amount: rp(185_000n), lastDigits: null }],
    ['123', { amount: rp(123n), lastDigits: null }],
    ['VA 3901067308719902', { lastDigits: '3901067308719902', amount: null }],
    ['3901.0673.0871.9902', { lastDigits: '3901067308719902', amount: null }],
  ])('%s, whatever number it may be too', (text, terms) => {
    expect(searchTermsOf(text)).toMatchObject(terms);
  });

  test.each(['', '   ', 'two words', 'é', 'VA 3901…', 'x'.repeat(65)])(
    'that can be nothing finds nothing: "%s"',
    (text) => {
      expect(searchTermsOf(text)).toBeNull();
    },
  );

  test.each(['Rp185.000 9902', 'Rp 185.000 …9902', '185rb 9902', '9902 185.000'])(
    'may be an amount beside last digits: %s',
    (text) => {
      expect(amountAndDigitsOf(text)).toEqual({ amount: rp(185_000n), lastDigits: '9902' });
    },
  );

  test.each(['8881 0010', 'Rp 185.000', '185.000', 'inv 7731', '9902'])('is no such pair: %s', (text) => {
    expect(amountAndDigitsOf(text)).toBeNull();
  });
});

describe('searchOrders', () => {
  const search = async (shop: ReturnType<typeof openShop>, text: string, window = {}) => {
    const input = { text, createdFrom: null, createdTo: null, ...window };
    const hits = await shop.useCases.searchOrders(input, []);
    return hits.map(({ order, matchedBy }) => [order.partnerReferenceNo, ...matchedBy]);
  };

  test('finds an order by each of its numbers, by its amount, and by the end of its account and phone number', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop, { phoneNumber: '+628123454321' });
    const refund = { orderId: id, partnerRefundNo: 'refund-7', amount: rupiah(100n), reason: null };
    await shop.useCases.refundOrder(refund, { kind: 'SERVER_KEY', id: 'k', name: null });
    expect(await search(shop, 'ord-1')).toEqual([['ord-1', 'PARTNER_REFERENCE_NO']]);
    expect(await search(shop, 'DANA-1')).toEqual([['ord-1', 'REFERENCE_NO']]);
    expect(await search(shop, 'refund-7')).toEqual([['ord-1', 'REFUND_NO']]);
    expect(await search(shop, 'REFUND-1')).toEqual([['ord-1', 'REFUND_NO']]);
    expect(await search(shop, '8881001')).toEqual([['ord-1', 'PAYMENT_NUMBER']]);
    expect(await search(shop, '1001')).toEqual([['ord-1', 'PAYMENT_NUMBER']]);
    expect(await search(shop, 'Rp75.000')).toEqual([['ord-1', 'AMOUNT']]);
    expect(await search(shop, '4321')).toEqual([['ord-1', 'PHONE']]);
    expect(await search(shop, '8124')).toEqual([]);
  });

  test.each([
    ['a no-break space', '\u00a0ord-1\u00a0'],
    ['a character of no width', 'ord\u200b-1\ufeff'],
    ['marks of the direction of writing', '\u2068ord-1\u2069'],
    ['another dash', 'ord\u20111'],
    ['wide digits and a narrow space', 'Rp\u202f７５.０００'],
  ])('finds what was pasted with %s', async (_, text) => {
    const shop = openShop();
    await createPaidOrder(shop);
    expect((await search(shop, text)).map(([order]) => order)).toEqual(['ord-1']);
  });

  test('looks for amounts in the last month, or in the window that the caller names, and for numbers at any time', async () => {
    const shop = openShop();
    await createOrder(shop);
    const before = shop.now();
    shop.pass(40 * 24 * 60 * 60_000);
    await createOrder(shop, { partnerReferenceNo: 'ord-2', expiresAt: null });
    expect(await search(shop, '75000')).toEqual([['ord-2', 'AMOUNT']]);
    expect(await search(shop, 'ord-1')).toEqual([['ord-1', 'PARTNER_REFERENCE_NO']]);
    const createdTo = new Date(before.getTime() + 60_000);
    expect(await search(shop, '75000', { createdTo })).toEqual([['ord-1', 'AMOUNT']]);
  });

  test('finds a whole account number on every day, and an amount beside last digits only together', async () => {
    const shop = openShop();
    await createOrder(shop);
    const [order] = [...shop.store.tables.orders.values()];
    const instruction = { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059000011112222' } as const;
    if (order !== undefined) order.order = { ...order.order, instruction };
    const past = { createdFrom: new Date(0), createdTo: new Date(1) };
    expect(await search(shop, '8059 0000 1111 2222', past)).toEqual([['ord-1', 'PAYMENT_NUMBER']]);
    expect(await search(shop, '2222', past)).toEqual([]);
    expect(await search(shop, 'Rp75.000 2222')).toEqual([['ord-1', 'PAYMENT_NUMBER', 'AMOUNT']]);
    expect(await search(shop, 'Rp75.001 2222')).toEqual([]);
    expect(await search(shop, 'Rp75.000 3333')).toEqual([]);
  });

  test('returns the newest first', async () => {
    const shop = openShop();
    await createOrder(shop);
    shop.pass(1_000);
    await createOrder(shop, { partnerReferenceNo: 'ord-2' });
    expect((await search(shop, '75000')).map(([reference]) => reference)).toEqual(['ord-2', 'ord-1']);
  });

  test('the verdict names how the payment is proven and when DANA is asked next', async () => {
    const shop = openShop();
    const paid = await createPaidOrder(shop);
    expect(await shop.useCases.readVerdict(paid)).toMatchObject({ code: 'PAID', paid: { source: 'QUERY' } });
    const open = await createOrder(shop, { partnerReferenceNo: 'ord-2' });
    expect(await shop.useCases.readVerdict(open)).toMatchObject({
      code: 'NOT_PAID_YET',
      paid: null,
      nextQueryAt: expect.any(Date),
    });
  });

  test('the verdict names when DANA last said that nothing was paid, and that it did not answer after that', async () => {
    const shop = openShop();
    const order = await createOrder(shop);
    const ask = async () => {
      shop.pass(60_000);
      await shop.useCases.findOrder({ id: order.id }, { isFresh: true });
      const { code, lastReport, unansweredAt } = await shop.useCases.readVerdict(order);
      return { code, lastReport, unansweredAt };
    };
    const answered = await ask();
    const lastReport = { state: 'NOT_PAID', at: shop.now() };
    expect(answered).toEqual({ code: 'NOT_PAID_YET', lastReport, unansweredAt: null });
    shop.dana.query = () => silence;
    expect(await ask()).toEqual({ code: 'NOT_PAID_YET', lastReport, unansweredAt: shop.now() });
  });
});
