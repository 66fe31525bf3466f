import { describe, expect, test, vi } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import { globalId } from '../../../src/graphql/global-id.ts';
import { clientToken, run, soleError } from '../../support/graphql-execution.ts';
import { anOrder, birth, minute } from '../../support/orders.ts';

const order = anOrder({ status: 'PENDING' });
const id = globalId('Order', order.id);
const refund: Refund = {
  id: '00000000-0000-4000-8000-00000000000f',
  orderId: order.id,
  partnerRefundNo: 'refund-1',
  refundNo: null,
  amount: rupiah(2_500_000n),
  reason: null,
  status: 'PENDING',
  contentHash: 'hash',
  createdAt: birth,
  updatedAt: minute(1),
};

/** The fields of one order, as a client reads them. */
async function read(fields: string, shown: Order, now = birth): Promise<Record<string, unknown>> {
  const result = await run(`{ order(by: { id: "${id}" }) { ${fields} } }`, {
    useCases: { findOrder: async () => shown },
    now,
  });
  if (result.errors !== undefined) throw new Error(String(result.errors));
  return result.data?.order as Record<string, unknown>;
}

describe('an order', () => {
  test('shows what is on record, times in Jakarta, amounts with their currency', async () => {
    const shown = anOrder({
      status: 'PARTIALLY_REFUNDED',
      payMethod: 'SOMETHING_NEW',
      refunded: rupiah(1_000_000n),
      refundPending: rupiah(500_000n),
    });
    expect(
      await read(
        'id partnerReferenceNo referenceNo title amount { value currency } status version payMethod payOption ' +
          'createdAt updatedAt expiresAt paidAt voidedAmount { value } refundedAmount { value } ' +
          'refundableAmount { value } goods { name } metadata { key } cancellation { status }',
        shown,
      ),
    ).toEqual({
      id,
      partnerReferenceNo: 'ord-1',
      referenceNo: 'DANA-1',
      title: 'Two tickets',
      amount: { value: '75000.00', currency: 'IDR' },
      status: 'PARTIALLY_REFUNDED',
      version: 2,
      payMethod: 'SOMETHING_NEW',
      payOption: null,
      createdAt: '2026-01-15T10:00:00+07:00',
      updatedAt: '2026-01-15T10:00:00+07:00',
      expiresAt: '2026-01-15T10:30:00+07:00',
      paidAt: '2026-01-15T10:05:00+07:00',
      voidedAmount: { value: '0.00' },
      refundedAmount: { value: '10000.00' },
      refundableAmount: { value: '60000.00' },
      goods: [],
      metadata: [],
      cancellation: null,
    });
  });

  test('shows its goods, its labels and its cancel', async () => {
    const shown = anOrder({
      cancellation: { status: 'PENDING', requestedAt: minute(2), reason: 'Sold out' },
      metadata: [{ key: 'cart', value: '7' }],
      goods: [
        {
          merchantGoodsId: 'T-1',
          name: 'Ticket',
          description: 'Balcony',
          category: 'event',
          price: rupiah(3_750_000n),
          unit: null,
          quantity: '2',
          merchantShippingId: null,
          snapshotUrl: 'https://shop.example/t-1',
        },
      ],
    });
    expect(
      await read(
        'goods { merchantGoodsId name description category price { value } unit quantity merchantShippingId ' +
          'snapshotUrl } metadata { key value } cancellation { status requestedAt reason }',
        shown,
      ),
    ).toEqual({
      cancellation: { status: 'PENDING', requestedAt: '2026-01-15T10:02:00+07:00', reason: 'Sold out' },
      metadata: [{ key: 'cart', value: '7' }],
      goods: [
        {
          merchantGoodsId: 'T-1',
          name: 'Ticket',
          description: 'Balcony',
          category: 'event',
          price: { value: '37500.00' },
          unit: null,
          quantity: '2',
          merchantShippingId: null,
          snapshotUrl: 'https://shop.example/t-1',
        },
      ],
    });
  });
});

const instructionFields = `instruction {
  __typename
  ... on RedirectInstruction { url expiresAt }
  ... on VirtualAccountInstruction { bank number expiresAt }
  ... on QrisInstruction { content image expiresAt }
  ... on WalletPushInstruction { wallet expiresAt }
  ... on PaymentCodeInstruction { outlet code expiresAt }
}`;

describe('the instruction of an order', () => {
  const expiresAt = '2026-01-15T10:30:00+07:00';

  test.each([
    [
      { kind: 'REDIRECT', url: 'https://m.dana.id/checkout' } as const,
      { __typename: 'RedirectInstruction', url: 'https://m.dana.id/checkout', expiresAt },
    ],
    [
      { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059' } as const,
      { __typename: 'VirtualAccountInstruction', bank: 'BRI', number: '8059', expiresAt },
    ],
    [
      { kind: 'WALLET_PUSH', wallet: 'OVO' } as const,
      { __typename: 'WalletPushInstruction', wallet: 'OVO', expiresAt },
    ],
    [
      { kind: 'PAYMENT_CODE', outlet: 'Indomaret', code: '123' } as const,
      { __typename: 'PaymentCodeInstruction', outlet: 'Indomaret', code: '123', expiresAt },
    ],
  ])('%j', async (instruction, shown) => {
    expect(await read(instructionFields, anOrder({ status: 'PENDING', instruction }))).toEqual({
      instruction: shown,
    });
  });

  test('QRIS is content and drawing', async () => {
    const content = `000201${'0'.repeat(500)}`;
    const shown = await read(
      instructionFields,
      anOrder({ status: 'PENDING', instruction: { kind: 'QRIS', content } }),
    );
    const { image, ...rest } = shown.instruction as { image: string };
    expect(rest).toEqual({ __typename: 'QrisInstruction', content, expiresAt });
    const [head = '', body = ''] = image.split(',');
    expect(head).toBe('data:image/svg+xml;base64');
    expect(Buffer.from(body, 'base64').toString('utf8')).toMatch(/^<svg [^>]*viewBox="[^"]+".*<\/svg>$/s);
  });

  test('is gone at the very instant at which the order expires', async () => {
    const justBefore = new Date(minute(30).getTime() - 1);
    expect((await read(instructionFields, order, justBefore)).instruction).not.toBeNull();
    expect((await read(instructionFields, order, minute(30))).instruction).toBeNull();
  });

  test('is not shown once the order is no longer PENDING', async () => {
    const paid = anOrder({ status: 'PAID', instruction: order.instruction });
    expect((await read(instructionFields, paid)).instruction).toBeNull();
  });
});

describe('finding an order', () => {
  const byText = 'query ($by: OrderBy!, $fresh: Boolean) { order(by: $by, fresh: $fresh) { id } }';

  test.each([
    [{ id }, { id: order.id }],
    [{ partnerReferenceNo: 'ord/1.a-b_c' }, { partnerReferenceNo: 'ord/1.a-b_c' }],
    [{ referenceNo: '2026011511123' }, { referenceNo: '2026011511123' }],
  ])('by %j', async (by, key) => {
    const findOrder = vi.fn(async () => order);
    const result = await run(byText, { variables: { by }, useCases: { findOrder } });
    expect(result).toEqual({ data: { order: { id } } });
    expect(findOrder).toHaveBeenCalledExactlyOnceWith(key, { isFresh: false });
  });

  test('fresh is handed on', async () => {
    const findOrder = vi.fn(async () => order);
    await run(byText, { variables: { by: { id }, fresh: true }, useCases: { findOrder } });
    expect(findOrder).toHaveBeenCalledExactlyOnceWith({ id: order.id }, { isFresh: true });
  });

  test.each([
    { id: '' },
    { id: 'x' },
    { id: order.id },
    { id: globalId('Refund', order.id) },
    { id: globalId('Query', order.id) },
    { id: globalId('Order', "' or 1=1") },
    { id: `${id}=` },
    { id: ` ${id}` },
    { partnerReferenceNo: '' },
    { partnerReferenceNo: 'a'.repeat(65) },
    { partnerReferenceNo: 'a\u0000b' },
    { referenceNo: 'a\nb' },
  ])('%j names no order, and the use case is not asked', async (by) => {
    expect(await run(byText, { variables: { by } })).toEqual({ data: { order: null } });
  });

  test('an unknown order is null', async () => {
    const result = await run(byText, {
      variables: { by: { id } },
      useCases: { findOrder: async () => null },
    });
    expect(result).toEqual({ data: { order: null } });
  });

  test('a client token finds its own order by any number, and no other', async () => {
    const findOrder = async () => order;
    const variables = { by: { partnerReferenceNo: 'ord-1' } };
    const own = await run(byText, { variables, useCases: { findOrder }, caller: clientToken(order.id) });
    const other = await run(byText, { variables, useCases: { findOrder }, caller: clientToken(refund.id) });
    expect(own).toEqual({ data: { order: { id } } });
    expect(other).toEqual({ data: { order: null } });
  });

  test.each([{}, { id, partnerReferenceNo: 'ord-1' }, { id: null }])('%j is not one key', async (by) => {
    const error = soleError(await run(byText, { variables: { by } }));
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('node', () => {
  const text =
    'query ($id: ID!) { node(id: $id) { __typename id ... on Order { title } ... on Refund { partnerRefundNo } } }';

  test('gives an order', async () => {
    const result = await run(text, { variables: { id }, useCases: { findOrder: async () => order } });
    expect(result).toEqual({ data: { node: { __typename: 'Order', id, title: 'Two tickets' } } });
  });

  test('gives a refund to whoever may see its order', async () => {
    const asking = {
      variables: { id: globalId('Refund', refund.id) },
      useCases: { findRefund: async () => refund },
    };
    const seen = { __typename: 'Refund', id: globalId('Refund', refund.id), partnerRefundNo: 'refund-1' };
    expect(await run(text, asking)).toEqual({ data: { node: seen } });
    expect(await run(text, { ...asking, caller: clientToken(order.id) })).toEqual({ data: { node: seen } });
    expect(await run(text, { ...asking, caller: clientToken(refund.id) })).toEqual({ data: { node: null } });
  });

  test.each(['', 'x', globalId('Incident', refund.id), globalId('Order', 'x'), refund.id])(
    '%j is null',
    async (malformed) => {
      expect(await run(text, { variables: { id: malformed } })).toEqual({ data: { node: null } });
    },
  );

  test('unknown ids are null', async () => {
    const useCases = { findOrder: async () => null, findRefund: async () => null };
    expect(await run(text, { variables: { id }, useCases })).toEqual({ data: { node: null } });
    const refundId = globalId('Refund', refund.id);
    expect(await run(text, { variables: { id: refundId }, useCases })).toEqual({ data: { node: null } });
  });
});
