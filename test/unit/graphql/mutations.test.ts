import { getNamedType, isUnionType } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import { globalId } from '../../../src/graphql/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  RefundOrderOutcome,
} from '../../../src/use-cases/outcomes.ts';
import { run, soleError } from '../../support/graphql-execution.ts';
import { anOrder, birth } from '../../support/orders.ts';

const order = anOrder({ status: 'PAID' });
const id = globalId('Order', order.id);
const refund: Refund = {
  id: '00000000-0000-4000-8000-00000000000f',
  orderId: order.id,
  partnerRefundNo: 'refund-1',
  refundNo: 'DANA-R-1',
  amount: rupiah(2_500_000n),
  reason: 'One returned',
  status: 'SUCCEEDED',
  contentHash: 'hash',
  createdAt: birth,
  updatedAt: birth,
};

/** Every failure, with what it says to programs and to people beside its own data. */
const problems = `... on Problem {
  code
  message
  messageId: message(language: ID)
  retryable
  ... on InvalidInput { issues { path rule message messageId: message(language: ID) } }
  ... on ProviderDeclined { responseCode responseMessage declined: order { id } }
  ... on ProviderUnavailable { retryAfterMs }
  ... on OrderNotCancellable { order { id } }
  ... on OrderNotRefundable { order { id } }
  ... on RefundExceedsBalance { order { id } }
  ... on InsufficientMerchantBalance { order { id } }
}`;

const shared = {
  InvalidInput: {
    outcome: {
      kind: 'InvalidInput',
      issues: [
        { path: ['goods', '0', 'name'], rule: 'TOO_LONG', max: 64 },
        { path: ['title'], rule: 'BLANK' },
      ],
    },
    answer: {
      code: 'INVALID_INPUT',
      message: 'Some values are not allowed. Please check the list of issues.',
      messageId: 'Beberapa isian tidak dapat diterima. Silakan periksa daftar masalahnya.',
      retryable: false,
      issues: [
        {
          path: ['goods', '0', 'name'],
          rule: 'TOO_LONG',
          message: 'At most 64 characters are allowed.',
          messageId: 'Maksimal 64 karakter.',
        },
        {
          path: ['title'],
          rule: 'BLANK',
          message: 'This value must not be blank.',
          messageId: 'Kolom ini tidak boleh kosong.',
        },
      ],
    },
  },
  ProviderDeclined: {
    outcome: { kind: 'ProviderDeclined', responseCode: '4035405', responseMessage: 'Do Not Honor', order },
    answer: {
      code: 'PROVIDER_DECLINED',
      message: 'DANA declined this request.',
      messageId: 'Permintaan ini ditolak oleh DANA.',
      retryable: false,
      responseCode: '4035405',
      responseMessage: 'Do Not Honor',
      declined: { id },
    },
  },
  ProviderUnavailable: {
    outcome: { kind: 'ProviderUnavailable', retryAfterMs: 1500.2 },
    answer: {
      code: 'PROVIDER_UNAVAILABLE',
      message: expect.stringContaining('please try again'),
      messageId: expect.stringContaining('silakan coba lagi'),
      retryable: true,
      retryAfterMs: 1501,
    },
  },
} as const;

function problem(code: string, more: object = {}) {
  return { code, message: expect.any(String), messageId: expect.any(String), retryable: false, ...more };
}

interface Case<Outcome> {
  readonly outcome: Outcome;
  readonly answer: object;
}

const created: { [Kind in CreateOrderOutcome['kind']]: Case<Extract<CreateOrderOutcome, { kind: Kind }>> } = {
  ...shared,
  CreateOrderSuccess: {
    outcome: { kind: 'CreateOrderSuccess', order },
    answer: { order: { id }, clientToken: `token of ${order.id}` },
  },
  PartnerReferenceNoConflict: {
    outcome: { kind: 'PartnerReferenceNoConflict' },
    answer: problem('PARTNER_REFERENCE_NO_CONFLICT'),
  },
};

const cancelled: { [Kind in CancelOrderOutcome['kind']]: Case<Extract<CancelOrderOutcome, { kind: Kind }>> } =
  {
    ...shared,
    CancelOrderSuccess: { outcome: { kind: 'CancelOrderSuccess', order }, answer: { order: { id } } },
    CancelOrderPending: { outcome: { kind: 'CancelOrderPending', order }, answer: { order: { id } } },
    OrderNotFound: { outcome: { kind: 'OrderNotFound' }, answer: problem('ORDER_NOT_FOUND') },
    OrderNotCancellable: {
      outcome: { kind: 'OrderNotCancellable', order },
      answer: problem('ORDER_NOT_CANCELLABLE', { order: { id } }),
    },
    InsufficientMerchantBalance: {
      outcome: { kind: 'InsufficientMerchantBalance', order },
      answer: problem('INSUFFICIENT_MERCHANT_BALANCE', { order: { id } }),
    },
  };

const shownRefund = {
  id: globalId('Refund', refund.id),
  partnerRefundNo: 'refund-1',
  refundNo: 'DANA-R-1',
  amount: { value: '25000.00' },
  reason: 'One returned',
  status: 'SUCCEEDED',
  createdAt: '2026-01-15T10:00:00+07:00',
};

const refunded: { [Kind in RefundOrderOutcome['kind']]: Case<Extract<RefundOrderOutcome, { kind: Kind }>> } =
  {
    ...shared,
    RefundOrderSuccess: {
      outcome: { kind: 'RefundOrderSuccess', refund, order },
      answer: { refund: shownRefund, order: { id } },
    },
    RefundOrderPending: {
      outcome: { kind: 'RefundOrderPending', refund: { ...refund, status: 'PENDING' }, order },
      answer: { refund: { ...shownRefund, status: 'PENDING' }, order: { id } },
    },
    OrderNotFound: cancelled.OrderNotFound,
    InsufficientMerchantBalance: cancelled.InsufficientMerchantBalance,
    OrderNotRefundable: {
      outcome: { kind: 'OrderNotRefundable', order },
      answer: problem('ORDER_NOT_REFUNDABLE', { order: { id } }),
    },
    RefundExceedsBalance: {
      outcome: { kind: 'RefundExceedsBalance', order },
      answer: problem('REFUND_EXCEEDS_BALANCE', { order: { id } }),
    },
    PartnerRefundNoConflict: {
      outcome: { kind: 'PartnerRefundNoConflict' },
      answer: problem('PARTNER_REFUND_NO_CONFLICT'),
    },
  };

const minimal = { partnerReferenceNo: 'ord-1', amount: '75000', title: 'Two tickets' };
const createText = `mutation ($input: CreateOrderInput!) {
  answer: createOrder(input: $input) { __typename ... on CreateOrderSuccess { order { id } clientToken } ${problems} }
}`;
const cancelText = `mutation ($input: CancelOrderInput!) {
  answer: cancelOrder(input: $input) {
    __typename ... on CancelOrderSuccess { order { id } } ... on CancelOrderPending { order { id } } ${problems}
  }
}`;
const refundFields = 'id partnerRefundNo refundNo amount { value } reason status createdAt';
const refundText = `mutation ($input: RefundOrderInput!) {
  answer: refundOrder(input: $input) {
    __typename
    ... on RefundOrderSuccess { refund { ${refundFields} } order { id } }
    ... on RefundOrderPending { refund { ${refundFields} } order { id } }
    ${problems}
  }
}`;

/** Names of the members of a mutation's result. */
function membersOf(mutation: string): readonly string[] {
  const type = schema.getMutationType()?.getFields()[mutation]?.type;
  const union = type && getNamedType(type);
  return isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];
}

describe('createOrder', () => {
  test.each(Object.values(created))('answers $outcome.kind', async ({ outcome, answer }) => {
    const useCases = { createOrder: async () => outcome };
    const result = await run(createText, { variables: { input: minimal }, useCases });
    expect(result).toEqual({ data: { answer: { __typename: outcome.kind, ...answer } } });
  });

  test('has no member but these', () => {
    expect([...membersOf('createOrder')].sort()).toEqual(Object.keys(created).sort());
  });

  test('hands the least input over as it is, with null for what was left out', async () => {
    const createOrder = vi.fn(async () => created.CreateOrderSuccess.outcome);
    await run(createText, { variables: { input: minimal }, useCases: { createOrder } });
    expect(createOrder).toHaveBeenCalledExactlyOnceWith({
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
    });
  });

  test('hands everything over, nothing trimmed or changed', async () => {
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
    expect(createOrder).toHaveBeenCalledExactlyOnceWith({
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
    });
  });

  test('takes an amount as a literal', async () => {
    const createOrder = vi.fn(async () => created.CreateOrderSuccess.outcome);
    const text =
      'mutation { createOrder(input: { partnerReferenceNo: "a", amount: 75000, title: "t" }) { __typename } }';
    await run(text, { useCases: { createOrder } });
    expect(createOrder).toHaveBeenCalledWith(expect.objectContaining({ amount: 7_500_000n }));
  });

  test('takes no app scheme for the page of an article: nothing would check it', async () => {
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

describe('cancelOrder', () => {
  test.each(Object.values(cancelled))('answers $outcome.kind', async ({ outcome, answer }) => {
    const cancelOrder = vi.fn(async () => outcome);
    const result = await run(cancelText, {
      variables: { input: { orderId: id, reason: 'Sold out' } },
      useCases: { cancelOrder },
    });
    expect(result).toEqual({ data: { answer: { __typename: outcome.kind, ...answer } } });
    expect(cancelOrder).toHaveBeenCalledExactlyOnceWith({ orderId: order.id, reason: 'Sold out' });
  });

  test('has no member but these', () => {
    expect([...membersOf('cancelOrder')].sort()).toEqual(Object.keys(cancelled).sort());
  });

  test('a malformed id is an order that was not found', async () => {
    const result = await run(cancelText, { variables: { input: { orderId: 'x' } } });
    expect(result.data?.answer).toMatchObject({
      __typename: 'OrderNotFound',
      messageId: 'Pesanan tidak ditemukan.',
    });
  });
});

describe('refundOrder', () => {
  test.each(Object.values(refunded))('answers $outcome.kind', async ({ outcome, answer }) => {
    const refundOrder = vi.fn(async () => outcome);
    const result = await run(refundText, {
      variables: {
        input: { orderId: id, partnerRefundNo: 'refund-1', amount: '25000', reason: 'One returned' },
      },
      useCases: { refundOrder },
    });
    expect(result).toEqual({ data: { answer: { __typename: outcome.kind, ...answer } } });
    expect(refundOrder).toHaveBeenCalledExactlyOnceWith({
      orderId: order.id,
      partnerRefundNo: 'refund-1',
      amount: 2_500_000n,
      reason: 'One returned',
    });
  });

  test('has no member but these', () => {
    expect([...membersOf('refundOrder')].sort()).toEqual(Object.keys(refunded).sort());
  });

  test.each([{}, { amount: null, reason: null }])(
    'left out or null (%j): everything, and no reason',
    async (more) => {
      const refundOrder = vi.fn(async () => refunded.RefundOrderSuccess.outcome);
      const input = { orderId: id, partnerRefundNo: 'refund-1', ...more };
      await run(refundText, { variables: { input }, useCases: { refundOrder } });
      expect(refundOrder).toHaveBeenCalledWith({
        orderId: order.id,
        partnerRefundNo: 'refund-1',
        amount: null,
        reason: null,
      });
    },
  );

  test('a malformed id is an order that was not found', async () => {
    const input = { orderId: globalId('Refund', order.id), partnerRefundNo: 'refund-1' };
    const result = await run(refundText, { variables: { input } });
    expect(result.data?.answer).toMatchObject({ __typename: 'OrderNotFound' });
  });
});
