import { type Cancellation, type Order, refundable } from '../../domain/order.ts';
import { builder } from '../schema/builder.ts';
import { MoneyRef } from '../schema/money.ts';
import { loadConnection } from '../schema/page.ts';
import { GoodsRef } from './goods.ts';
import { MetadataEntryRef } from './metadata.ts';
import { OrderEventConnectionRef, OrderEventRef } from './order-event.ts';
import { OperationStatusEnum, OrderStatusEnum } from './order-status-enum.ts';
import { instructionOf, PaymentInstructionRef } from './payment-instruction.ts';
import { RefundConnectionRef, RefundRef } from './refund.ts';

const CancellationRef = builder.objectRef<Cancellation>('Cancellation').implement({
  description: 'A cancel that was asked for, and how it stands.',
  fields: (t) => ({
    status: t.expose('status', { type: OperationStatusEnum, description: 'How it stands at DANA.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When it was asked for.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: "The merchant's reason, as it was given.",
    }),
  }),
});

export const OrderRef = builder.node(builder.objectRef<Order>('Order'), {
  description: 'One intent to pay one amount.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'partnerReferenceNo' in value,
  id: {
    resolve: (order) => order.id,
    description: 'Opaque; order(by: {id}) and node(id) give this order again.',
  },
  fields: (t) => ({
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description: "The merchant's own order number, unique; the idempotency key of createOrder.",
    }),
    referenceNo: t.exposeString('referenceNo', {
      nullable: true,
      description: "DANA's number. Null until DANA has confirmed the order.",
    }),
    title: t.exposeString('title', { description: 'What the payer sees as the title of the payment.' }),
    amount: t.expose('amount', { type: MoneyRef, description: 'What is to be paid.' }),
    status: t.expose('status', { type: OrderStatusEnum, description: 'How the order stands.' }),
    version: t.exposeInt('version', {
      description: 'Grows by one with every recorded change of this order, from 1.',
    }),
    payMethod: t.expose('payMethod', {
      type: 'PayMethod',
      nullable: true,
      description: 'What was asked for; once paid, what the payer really used.',
    }),
    payOption: t.expose('payOption', {
      type: 'PayOption',
      nullable: true,
      description: 'What was asked for; once paid, what the payer really used.',
    }),
    instruction: t.field({
      type: PaymentInstructionRef,
      nullable: true,
      description: 'What the payer does next. Only while PENDING and before expiresAt.',
      resolve: (order, _args, { now }) => instructionOf(order, now()),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was recorded here.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it can be paid.' }),
    paidAt: t.expose('paidAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the payer paid, as DANA tells it.',
    }),
    cancellation: t.expose('cancellation', {
      type: CancellationRef,
      nullable: true,
      description: 'A cancel that was asked for, and how it stands.',
    }),
    voidedAmount: t.expose('voided', {
      type: MoneyRef,
      description: 'Given back by cancelling a paid order.',
    }),
    refundedAmount: t.expose('refunded', { type: MoneyRef, description: 'Refunds that succeeded.' }),
    refundableAmount: t.field({
      type: MoneyRef,
      description: 'Paid minus refunded, pending refunds and voided.',
      resolve: refundable,
    }),
    refunds: t.connection(
      {
        type: RefundRef,
        description: 'The refunds of this order, oldest first.',
        resolve: ({ id }, args, { useCases }) =>
          loadConnection(args, (page) => useCases.listRefunds(id, page)),
      },
      RefundConnectionRef,
    ),
    timeline: t.connection(
      {
        type: OrderEventRef,
        description: 'Everything that happened to this order, oldest first: append-only.',
        resolve: ({ id }, args, { useCases }) =>
          loadConnection(args, (page) => useCases.listTimeline(id, page)),
      },
      OrderEventConnectionRef,
    ),
    goods: t.field({ type: [GoodsRef], description: 'What is sold.', resolve: ({ goods }) => goods }),
    metadata: t.field({
      type: [MetadataEntryRef],
      description: "The merchant's own labels; not sent to DANA. Server keys only.",
      resolve: ({ metadata }) => metadata,
    }),
  }),
});

export const OrderConnectionRef = builder.connectionObject(
  { type: OrderRef, name: 'OrderConnection', description: 'A page of orders, newest first.' },
  { name: 'OrderEdge', description: 'An order and where it stands in the list.' },
);
