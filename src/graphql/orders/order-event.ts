import { detailText } from '../../domain/incidents/detail-text.ts';
import type { OrderEvent, OrderEventSource, OrderFact, OrderFactType } from '../../domain/order-event.ts';
import { EvidenceRef } from '../approvals/approval.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { languageArgs } from '../schema/language.ts';
import { MoneyRef } from '../schema/money.ts';
import { OrderStatusEnum } from './order-status-enum.ts';
import { PaidWithRef } from './paid-with.ts';

const OrderEventTypeEnum = describedEnum<OrderFactType>(
  'OrderEventType',
  'The types of events in the timeline of an order.',
  {
    CREATED: 'The gateway recorded the order.',
    ACCEPTED: 'DANA accepted the order.',
    DECLINED: 'DANA declined to create the order.',
    NOT_FOUND:
      'DANA answered for the first time that it has no such order. The gateway needs this answer twice.',
    NEVER_CREATED: 'DANA answered twice, well after expiry, that it has no such order.',
    PAID: 'The payer paid the order.',
    PAYMENT_FAILED: 'The payment failed for good.',
    EXPIRED: 'DANA closed the order before it was paid.',
    CANCELLATION_REQUESTED: 'A cancellation was requested.',
    CANCELLED: 'DANA cancelled the order.',
    CANCELLATION_DECLINED: 'DANA declined to cancel the order.',
    APPROVAL_REQUESTED:
      'A second person was asked to approve a refund or a cancellation, or to attest a fact that DANA does not report.',
    APPROVAL_GRANTED:
      'A second person approved it. The request to DANA, or the attested fact, is the next event.',
    APPROVAL_REFUSED: 'A second person refused it.',
    APPROVAL_EXPIRED: 'No second person decided within 24 hours.',
    REFUND_REQUESTED: 'A refund was requested.',
    REFUNDED: 'DANA carried out a refund.',
    REFUND_DECLINED: 'DANA declined a refund.',
    REFUND_RETURNED: 'DANA could not deliver a refund, and its money came back to the merchant.',
    CHARGEBACK_WON: 'Two people attested that the bank decided a dispute for the merchant.',
    REFUNDED_BY_TRANSFER: 'Two people attested that the merchant paid the payer back by bank transfer.',
    ADJUSTMENT_ASSIGNED:
      "Two people attested that an adjustment in DANA's settlement file belongs to a refund: its money came back to the merchant.",
    REFUNDED_ELSEWHERE: 'DANA reported a refund that was not requested through this gateway.',
    CHARGED_BACK: "The payer's bank took money back in a dispute.",
    CHARGEBACK_RETURNED: "The payer's bank returned money that it had taken back.",
    FROZEN: 'DANA holds the money of the order.',
    RELEASED: 'DANA no longer holds the money of the order.',
    CONTRADICTED:
      'A new fact contradicts the order. The order keeps its state, and both facts stay on record.',
  },
);

export const OrderEventSourceEnum = describedEnum<OrderEventSource>(
  'OrderEventSource',
  'The source of an event.',
  {
    API: 'A caller of this API caused the event.',
    CREATE_ANSWER: "The fact comes from DANA's answer to Create Order.",
    CANCEL_ANSWER: "The fact comes from DANA's answer to Cancel Order.",
    REFUND_ANSWER: "The fact comes from DANA's answer to Refund Order.",
    FINISH_NOTIFY: 'The fact comes from a notification of DANA whose signature was verified.',
    GATEWAY: 'The gateway itself caused the event.',
    QUERY: "The fact comes from DANA's answer to a query of the gateway.",
    SETTLEMENT: "The fact comes from DANA's settlement file.",
    OPERATOR: 'An operator of this gateway caused the event.',
  },
);

export const OrderEventRef = builder.objectRef<OrderEvent>('OrderEvent').implement({
  description:
    'One event in the timeline of an order. Events are never changed or deleted. Fields that do not apply to the type of the event are null.',
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'The version of the order after this event. The first version is 1.',
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      description: 'The time at which the gateway recorded the event.',
    }),
    type: t.field({
      type: OrderEventTypeEnum,
      description: 'The type of the event.',
      resolve: ({ fact }) => fact.type,
    }),
    status: t.expose('status', {
      type: OrderStatusEnum,
      description: 'The status of the order after this event.',
    }),
    source: t.expose('source', { type: OrderEventSourceEnum, description: 'The source of an event.' }),
    eventId: t.exposeID('id', {
      description:
        'The id of the event, as Event.id and in webhooks; redeliverEvents takes it. Only server keys can read it.',
    }),
    actor: t.expose('actor', {
      type: ActorRef,
      description: 'Who caused the event. Only server keys can read it.',
    }),
    amount: t.field({
      type: MoneyRef,
      nullable: true,
      description:
        'The amount of a refund, of what was returned of it, of an approval, or of a chargeback, or the amount that went back to the payer through a cancellation.',
      resolve: ({ fact }) => pick(fact, 'amount') ?? pick(fact, 'voided'),
    }),
    refundId: t.id({
      nullable: true,
      description: 'The id of the refund that the event is about.',
      resolve: ({ fact }) => ('refundId' in fact ? globalId('Refund', fact.refundId) : null),
    }),
    reason: t.string({
      nullable: true,
      description: "The merchant's reason for the requested cancellation or refund.",
      resolve: ({ fact }) =>
        fact.type === 'CANCELLATION_REQUESTED' || fact.type === 'REFUND_REQUESTED' ? fact.reason : null,
    }),
    approvalId: t.id({
      nullable: true,
      description:
        'The id of the request for a second person that the event is about. Only server keys can read it.',
      resolve: ({ fact }) => pick(fact, 'approvalId'),
    }),
    approvalReason: t.string({
      nullable: true,
      description: 'Why a second person was asked, or decided as they did. Only server keys can read it.',
      resolve: ({ fact }) =>
        fact.type === 'APPROVAL_REQUESTED' ||
        fact.type === 'APPROVAL_GRANTED' ||
        fact.type === 'APPROVAL_REFUSED'
          ? fact.reason
          : null,
    }),
    evidence: t.field({
      type: EvidenceRef,
      nullable: true,
      description: 'By what two people proved the fact that they attested. Only server keys can read it.',
      resolve: ({ fact }) => pick(fact, 'evidence'),
    }),
    responseCode: t.string({
      nullable: true,
      description:
        'The responseCode with which DANA declined, for example 4035402. Only server keys can read it.',
      resolve: ({ fact }) => pick(fact, 'responseCode'),
    }),
    responseMessage: t.string({
      nullable: true,
      description: 'The responseMessage with which DANA declined. Only server keys can read it.',
      resolve: ({ fact }) => pick(fact, 'responseMessage'),
    }),
    debugMessage: t.string({
      nullable: true,
      description:
        "DANA's explanation of what exactly was wrong with a declined request. Only DANA's sandbox gives one, and only server keys can read it.",
      resolve: ({ fact }) => pick(fact, 'debugMessage'),
    }),
    paidWith: t.field({
      type: [PaidWithRef],
      description: 'What the payer used, if the event is a payment and DANA reports it. Otherwise empty.',
      resolve: ({ fact }) => pick(fact, 'paidWith') ?? [],
    }),
    paidAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time of the payment, as DANA reports it.',
      resolve: ({ fact }) => pick(fact, 'paidAt'),
    }),
    detail: t.string({
      nullable: true,
      description: 'An explanation of the contradiction, for people. Only server keys can read it.',
      args: languageArgs,
      resolve: ({ fact, status }, { language }) =>
        fact.type === 'CONTRADICTED' && language === 'ID'
          ? detailText({ code: 'FACT_WHILE', fact: fact.contradiction, status }, language)
          : pick(fact, 'detail'),
    }),
  }),
});

export const OrderEventConnectionRef = builder.connectionObject(
  {
    type: OrderEventRef,
    name: 'OrderEventConnection',
    description: 'A page of events from the timeline of an order.',
  },
  { name: 'OrderEventEdge', description: 'An event and its position in the timeline.' },
);

type KeyOfFact = OrderFact extends infer Fact ? (Fact extends OrderFact ? keyof Fact : never) : never;
type FactWith<Key extends KeyOfFact> = Extract<OrderFact, { readonly [K in Key]: unknown }>;

/** The value of a fact under this name, or null if facts of its type have no such field. */
function pick<Key extends KeyOfFact>(fact: OrderFact, key: Key): FactWith<Key>[Key] | null {
  return key in fact ? ((fact as FactWith<Key>)[key] ?? null) : null;
}
