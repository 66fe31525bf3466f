import type { OrderEvent, OrderEventSource, OrderFact, OrderFactType } from '../../domain/order-event.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { MoneyRef } from '../schema/money.ts';
import { OrderStatusEnum } from './order-status-enum.ts';

const OrderEventTypeEnum = describedEnum<OrderFactType>('OrderEventType', 'What can happen to an order.', {
  CREATED: 'The order was recorded here.',
  ACCEPTED: 'DANA has the order.',
  DECLINED: 'DANA refused to create the order.',
  NOT_FOUND: 'DANA has no such order: the first of the two answers that are needed.',
  NEVER_CREATED: 'DANA said twice, well after expiry, that it has no such order.',
  PAID: 'The payer paid.',
  PAYMENT_FAILED: 'Paying failed for good.',
  EXPIRED: 'DANA closed the order unpaid.',
  CANCELLATION_REQUESTED: 'A cancel was asked for.',
  CANCELLED: 'DANA cancelled the order.',
  CANCELLATION_DECLINED: 'DANA refused to cancel the order.',
  REFUND_REQUESTED: 'A refund was asked for.',
  REFUNDED: 'DANA refunded.',
  REFUND_DECLINED: 'DANA refused a refund.',
  REFUNDED_ELSEWHERE: 'DANA reports a refund that was not asked for here.',
  CONTRADICTED: 'ChangeContext that does not fit: the order stays as it is, both facts are kept.',
});

const OrderEventSourceEnum = describedEnum<OrderEventSource>('OrderEventSource', 'Who or what told us.', {
  API: 'The caller of this API.',
  CREATE_ANSWER: "DANA's answer to Create Order.",
  CANCEL_ANSWER: "DANA's answer to Cancel Order.",
  REFUND_ANSWER: "DANA's answer to Refund Order.",
  FINISH_NOTIFY: "DANA's notification, its signature verified.",
  QUERY: 'A query to DANA.',
  OPERATOR: 'An operator of this gateway.',
});

export const OrderEventRef = builder.objectRef<OrderEvent>('OrderEvent').implement({
  description:
    "One line of an order's timeline: append-only. Fields that do not belong to its type are null.",
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'The version of the order after this event, from 1.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it was recorded here.' }),
    type: t.field({
      type: OrderEventTypeEnum,
      description: 'What happened.',
      resolve: ({ fact }) => fact.type,
    }),
    status: t.expose('status', { type: OrderStatusEnum, description: 'The status after this event.' }),
    source: t.expose('source', { type: OrderEventSourceEnum, description: 'Who or what told us.' }),
    amount: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'Of a refund: how much. Of a cancel: what went back to the payer.',
      resolve: ({ fact }) => pick(fact, 'amount') ?? pick(fact, 'voided'),
    }),
    refundId: t.id({
      nullable: true,
      description: 'Of a refund: its id.',
      resolve: ({ fact }) => ('refundId' in fact ? globalId('Refund', fact.refundId) : null),
    }),
    reason: t.string({
      nullable: true,
      description: "Of a cancel or refund that was asked for: the merchant's reason.",
      resolve: ({ fact }) =>
        fact.type === 'CANCELLATION_REQUESTED' || fact.type === 'REFUND_REQUESTED' ? fact.reason : null,
    }),
    responseCode: t.string({
      nullable: true,
      description: "Of a refusal: DANA's responseCode, as data. Server keys only.",
      resolve: ({ fact }) => pick(fact, 'responseCode'),
    }),
    responseMessage: t.string({
      nullable: true,
      description: "Of a refusal: DANA's responseMessage, as data. Server keys only.",
      resolve: ({ fact }) => pick(fact, 'responseMessage'),
    }),
    payMethod: t.field({
      type: 'PayMethod',
      nullable: true,
      description: 'Of a payment: the method that the payer used, where DANA says so.',
      resolve: ({ fact }) => pick(fact, 'payMethod'),
    }),
    payOption: t.field({
      type: 'PayOption',
      nullable: true,
      description: 'Of a payment: the channel that the payer used, where DANA says so.',
      resolve: ({ fact }) => pick(fact, 'payOption'),
    }),
    paidAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Of a payment: when the payer paid, as DANA tells it.',
      resolve: ({ fact }) => pick(fact, 'paidAt'),
    }),
    detail: t.string({
      nullable: true,
      description: 'Of a contradiction: what did not fit, in words. Server keys only.',
      resolve: ({ fact }) => pick(fact, 'detail'),
    }),
  }),
});

export const OrderEventConnectionRef = builder.connectionObject(
  { type: OrderEventRef, name: 'OrderEventConnection', description: "A page of an order's timeline." },
  { name: 'OrderEventEdge', description: 'An event and where it stands in the timeline.' },
);

type KeyOfFact = OrderFact extends infer Fact ? (Fact extends OrderFact ? keyof Fact : never) : never;
type FactWith<Key extends KeyOfFact> = Extract<OrderFact, { readonly [K in Key]: unknown }>;

/** What a fact says under this name, or null where facts of its type say nothing of the kind. */
function pick<Key extends KeyOfFact>(fact: OrderFact, key: Key): FactWith<Key>[Key] | null {
  return key in fact ? ((fact as FactWith<Key>)[key] ?? null) : null;
}
