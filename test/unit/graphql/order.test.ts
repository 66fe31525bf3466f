import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { aServerKey } from '../../support/actors.ts';
import { run } from '../../support/graphql-execution.ts';
import { anOrder, birth, minute } from '../../support/orders.ts';

const order = anOrder({ status: 'PENDING' });
const id = globalId('Order', order.id);
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
  test('shows its record, with times in Jakarta and amounts with their currency', async () => {
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

  test('shows its goods, its labels and its cancellation', async () => {
    const shown = anOrder({
      cancellation: { status: 'PENDING', requestedAt: minute(2), reason: 'Sold out', actor: aServerKey },
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

  test('a payment number can still be read when the instruction is over: it is on the payer’s screenshot', async () => {
    const instruction = { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8881001002' } as const;
    const fields = 'instruction { __typename } paymentNumber payOptionName(language: ID)';
    const order = anOrder({
      ...{ status: 'PAID', instruction },
      ...{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' },
    });
    expect(await read(fields, order)).toEqual({
      instruction: null,
      paymentNumber: '8881001002',
      payOptionName: 'Virtual Account BRI',
    });
  });

  test('a QRIS instruction has the content and an image', async () => {
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

  test('is null from the instant at which the order expires', async () => {
    const justBefore = new Date(minute(30).getTime() - 1);
    expect((await read(instructionFields, order, justBefore)).instruction).not.toBeNull();
    expect((await read(instructionFields, order, minute(30))).instruction).toBeNull();
  });

  test('is null when the order is not PENDING', async () => {
    const paid = anOrder({ status: 'PAID', instruction: order.instruction });
    expect((await read(instructionFields, paid)).instruction).toBeNull();
  });
});
