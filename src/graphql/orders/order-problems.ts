import { problemObject } from '../problems/problem.ts';
import { OrderRef } from './order.ts';

export const PartnerReferenceNoConflictRef = problemObject(
  'PartnerReferenceNoConflict',
  'The partnerReferenceNo already stands for an order with other content. Nothing was sent to DANA.',
);

export const PartnerRefundNoConflictRef = problemObject(
  'PartnerRefundNoConflict',
  'The partnerRefundNo already stands for another refund. Nothing was sent to DANA.',
);

export const OrderNotFoundRef = problemObject(
  'OrderNotFound',
  'The id is malformed, unknown, or not for this credential to see: one and the same answer.',
);

const order = 'The order as it is now.';

export const OrderNotCancellableRef = problemObject(
  'OrderNotCancellable',
  "A cancel is ruled out: the order has ended, money is being refunded, or DANA's 24 hours are over.",
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const OrderNotRefundableRef = problemObject(
  'OrderNotRefundable',
  'A refund is ruled out: nothing was paid, or a cancel is under way.',
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const RefundExceedsBalanceRef = problemObject(
  'RefundExceedsBalance',
  'More was asked for than order.refundableAmount. Nothing was sent to DANA.',
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const InsufficientMerchantBalanceRef = problemObject(
  'InsufficientMerchantBalance',
  "The merchant's balance at DANA does not cover what would go back to the payer. No money moved. After topping up: cancel again, or refund under a new partnerRefundNo.",
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);
