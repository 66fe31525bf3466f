import { problemObject } from '../problems/problem.ts';
import { OrderRef } from './order.ts';

export const PartnerReferenceNoConflictRef = problemObject(
  'PartnerReferenceNoConflict',
  'The partnerReferenceNo already belongs to an order with different content. Nothing was sent to DANA.',
);

export const PartnerRefundNoConflictRef = problemObject(
  'PartnerRefundNoConflict',
  'The partnerRefundNo already belongs to a different refund. Nothing was sent to DANA.',
);

export const OrderNotFoundRef = problemObject(
  'OrderNotFound',
  'The id is malformed or unknown, or this credential may not see the order. All three cases get the same answer.',
);

const order = "The order's current state.";

export const OrderNotCancellableRef = problemObject(
  'OrderNotCancellable',
  "The order cannot be cancelled: it has ended, money is being refunded, or DANA's limit of 24 hours has passed.",
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const OrderNotRefundableRef = problemObject(
  'OrderNotRefundable',
  'The order cannot be refunded: nothing was paid, or a cancellation is pending.',
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const RefundExceedsBalanceRef = problemObject(
  'RefundExceedsBalance',
  'The requested amount is larger than order.refundableAmount. Nothing was sent to DANA.',
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const OrderFrozenRef = problemObject(
  'OrderFrozen',
  'DANA declined the refund or the cancellation and reports the order as frozen, usually until a dispute is decided. No money moved. After the release, cancel again, or refund with a new partnerRefundNo.',
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);

export const InsufficientMerchantBalanceRef = problemObject(
  'InsufficientMerchantBalance',
  "The merchant's balance at DANA does not cover the amount that would go back to the payer. No money moved. After topping up, cancel again, or refund with a new partnerRefundNo.",
  (t) => ({ order: t.field({ type: OrderRef, description: order, resolve: (problem) => problem.order }) }),
);
