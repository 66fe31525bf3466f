import type { OrderStatus } from '../../domain/order.ts';
import type { OperationStatus } from '../../domain/refund.ts';
import { describedEnum } from '../schema/described-enum.ts';

export const OrderStatusEnum = describedEnum<OrderStatus>(
  'OrderStatus',
  'The state of an order. A payment always counts: if DANA reports a payment late, an order that had ended becomes PAID.',
  {
    CONFIRMING:
      "The gateway has recorded the order and does not know DANA's answer yet. Only evidence ends this state, never a timer alone.",
    PENDING: 'DANA has accepted the order, and the payer has not finished paying.',
    PAID: 'The payer has paid the whole amount.',
    PARTIALLY_REFUNDED: 'The order was paid, and a part of the amount has been refunded.',
    REFUNDED: 'The order was paid, and the whole amount has been refunded.',
    CANCELLED:
      'DANA has cancelled the order. If it had been paid, the money has gone back to the payer (see voidedAmount).',
    EXPIRED: 'DANA closed the order before it was paid.',
    FAILED: 'DANA declined the order, or the payment failed for good.',
  },
);

export const OperationStatusEnum = describedEnum<OperationStatus>(
  'OperationStatus',
  'The state of a cancellation or a refund.',
  {
    PENDING:
      'The operation was requested, and DANA is still processing it or its answer is not known yet. Only evidence ends this state.',
    SUCCEEDED: 'DANA has carried out the operation.',
    FAILED: 'DANA declined the operation.',
  },
);
