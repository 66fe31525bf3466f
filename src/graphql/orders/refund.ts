import type { Refund } from '../../domain/refund.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { MoneyRef } from '../schema/money.ts';
import { OperationStatusEnum } from './order-status-enum.ts';

export const RefundRef = builder.node(builder.objectRef<Refund>('Refund'), {
  description: 'A refund: a part or all of the paid amount goes back to the payer.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'refundNo' in value,
  id: {
    resolve: (refund) => refund.id,
    description: 'The opaque id of the refund. Use it with node(id) to read the refund again.',
  },
  fields: (t) => ({
    partnerRefundNo: t.exposeString('partnerRefundNo', {
      description:
        "The merchant's own unique refund number, for example refund-20260115-0001. It is the idempotency key of refundOrder.",
    }),
    refundNo: t.exposeString('refundNo', {
      nullable: true,
      description: "DANA's number of the refund. Null until DANA has confirmed the refund.",
    }),
    amount: t.expose('amount', { type: MoneyRef, description: 'The amount that goes back to the payer.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: "The merchant's reason, as it was given in the request.",
    }),
    actor: t.expose('actor', {
      type: ActorRef,
      description: 'Who requested the refund. Only server keys can read it.',
    }),
    status: t.expose('status', {
      type: OperationStatusEnum,
      description: 'The state of the refund at DANA.',
    }),
    returnedAmount: t.expose('returned', {
      type: MoneyRef,
      description:
        'What of it came back to the merchant, because DANA could not deliver it: the payer does not have it.',
    }),
    returnedAt: t.expose('returnedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the gateway learned that money came back. Null if none did.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which the refund was requested.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'The time of the last change of its status.',
    }),
  }),
});

export const RefundConnectionRef = builder.connectionObject(
  { type: RefundRef, name: 'RefundConnection', description: 'A page of refunds, oldest first.' },
  { name: 'RefundEdge', description: 'A refund and its position in the list.' },
);
