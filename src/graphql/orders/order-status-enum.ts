import type { OrderStatus } from '../../domain/order.ts';
import type { OperationStatus } from '../../domain/refund.ts';
import { describedEnum } from '../schema/described-enum.ts';

export const OrderStatusEnum = describedEnum<OrderStatus>(
  'OrderStatus',
  'How an order stands. Money wins: a payment that DANA reports late makes an ended order PAID.',
  {
    CONFIRMING:
      "Recorded here; DANA's answer is not known yet. Left only on evidence, never by a timer alone.",
    PENDING: 'DANA has the order; the payer has not finished paying.',
    PAID: 'The payer has paid the whole amount.',
    PARTIALLY_REFUNDED: 'Paid, and a part of it has gone back to the payer.',
    REFUNDED: 'Paid, and all of it has gone back to the payer by refunds.',
    CANCELLED: 'Cancelled at DANA; what had been paid has gone back to the payer (voidedAmount).',
    EXPIRED: 'DANA closed the order unpaid.',
    FAILED: 'DANA refused the order, or paying it failed for good.',
  },
);

export const OperationStatusEnum = describedEnum<OperationStatus>(
  'OperationStatus',
  'How a cancel or a refund stands.',
  {
    PENDING: 'Asked for; DANA is still at it, or its answer is not known yet. Left only on evidence.',
    SUCCEEDED: 'DANA has done it.',
    FAILED: 'DANA refused it.',
  },
);
