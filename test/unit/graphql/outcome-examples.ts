import { getNamedType, isUnionType } from 'graphql';
import { expect } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { nothingReturned, type Refund } from '../../../src/domain/refund.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  RefundOrderOutcome,
} from '../../../src/use-cases/outcomes.ts';
import { aServerKey } from '../../support/actors.ts';
import { anApproval, anOrder, birth } from '../../support/orders.ts';

/** Every failure, with what it says to programs and to people beside its own data. */
export const problems = `... on Problem {
  code
  message
  messageId: message(language: ID)
  retryable
  ... on InvalidInput { issues { path rule message messageId: message(language: ID) } }
  ... on ProviderDeclined { responseCode responseMessage declined: order { id } }
  ... on TemporarilyUnavailable { reason retryAfterMs }
  ... on OrderNotCancellable { order { id } }
  ... on OrderNotRefundable { order { id } }
  ... on RefundExceedsBalance { order { id } }
  ... on InsufficientMerchantBalance { order { id } }
  ... on OrderFrozen { order { id } }
  ... on ApprovalRequired { approval { id status } }
  ... on ApprovalDenied { denied: approval { id status } }
  ... on CeilingExceeded { ceiling { value } isDaily }
}`;

export const order = anOrder({ status: 'PAID' });
export const id = globalId('Order', order.id);
const refund: Refund = {
  id: '00000000-0000-4000-8000-00000000000f',
  orderId: order.id,
  partnerRefundNo: 'refund-1',
  refundNo: 'DANA-R-1',
  amount: rupiah(2_500_000n),
  reason: 'One returned',
  status: 'SUCCEEDED',
  ...nothingReturned,
  contentHash: 'hash',
  createdAt: birth,
  updatedAt: birth,
  actor: aServerKey,
};

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
      messageId: 'Beberapa isian belum sesuai. Silakan periksa keterangannya.',
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
      messageId: 'DANA menolak permintaan ini.',
      retryable: false,
      responseCode: '4035405',
      responseMessage: 'Do Not Honor',
      declined: { id },
    },
  },
  TemporarilyUnavailable: {
    outcome: { kind: 'TemporarilyUnavailable', reason: 'DATABASE_UNAVAILABLE', retryAfterMs: 1500.2 },
    answer: {
      code: 'TEMPORARILY_UNAVAILABLE',
      message: 'The request could not be recorded. Please try again shortly.',
      messageId: 'Permintaan belum dapat dicatat. Silakan coba beberapa saat lagi.',
      retryable: true,
      reason: 'DATABASE_UNAVAILABLE',
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

/** Every outcome of createOrder with what a client then reads: one that is new does not compile until it stands here. */
export const created: {
  [Kind in CreateOrderOutcome['kind']]: Case<Extract<CreateOrderOutcome, { kind: Kind }>>;
} = {
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

const approval = anApproval();
const approvals = {
  ApprovalRequired: {
    outcome: { kind: 'ApprovalRequired', approval, order },
    answer: problem('APPROVAL_REQUIRED', {
      retryable: true,
      approval: { id: approval.id, status: 'WAITING' },
    }),
  },
  CeilingExceeded: {
    outcome: { kind: 'CeilingExceeded', ceiling: rupiah(50_000_000n), isDaily: true },
    answer: problem('CEILING_EXCEEDED', { ceiling: { value: '500000.00' }, isDaily: true }),
  },
} as const;

/** The same for cancelOrder. */
export const cancelled: {
  [Kind in CancelOrderOutcome['kind']]: Case<Extract<CancelOrderOutcome, { kind: Kind }>>;
} = {
  ...shared,
  ...approvals,
  CancelOrderSuccess: { outcome: { kind: 'CancelOrderSuccess', order }, answer: { order: { id } } },
  CancelOrderPending: { outcome: { kind: 'CancelOrderPending', order }, answer: { order: { id } } },
  OrderNotFound: { outcome: { kind: 'OrderNotFound' }, answer: problem('ORDER_NOT_FOUND') },
  OrderNotCancellable: {
    outcome: { kind: 'OrderNotCancellable', order },
    answer: problem('ORDER_NOT_CANCELLABLE', { order: { id } }),
  },
  OrderFrozen: {
    outcome: { kind: 'OrderFrozen', order },
    answer: problem('ORDER_FROZEN', { order: { id } }),
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

/** The same for refundOrder. */
export const refunded: {
  [Kind in RefundOrderOutcome['kind']]: Case<Extract<RefundOrderOutcome, { kind: Kind }>>;
} = {
  ...shared,
  ...approvals,
  ApprovalDenied: {
    outcome: { kind: 'ApprovalDenied', approval: { ...approval, status: 'EXPIRED', endedAt: birth }, order },
    answer: problem('APPROVAL_DENIED', { denied: { id: approval.id, status: 'EXPIRED' } }),
  },
  RefundOrderSuccess: {
    outcome: { kind: 'RefundOrderSuccess', refund, order },
    answer: { refund: shownRefund, order: { id } },
  },
  RefundOrderPending: {
    outcome: { kind: 'RefundOrderPending', refund: { ...refund, status: 'PENDING' }, order },
    answer: { refund: { ...shownRefund, status: 'PENDING' }, order: { id } },
  },
  OrderNotFound: cancelled.OrderNotFound,
  OrderFrozen: cancelled.OrderFrozen,
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

/** Names of the members of a mutation's result. */
export function membersOf(mutation: string): readonly string[] {
  const type = schema.getMutationType()?.getFields()[mutation]?.type;
  const union = type && getNamedType(type);
  return isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];
}
