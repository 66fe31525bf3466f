import type { Approval, ApprovalAct, ApprovalStatus } from '../../domain/approval.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { MoneyRef } from '../schema/money.ts';

export const ApprovalActEnum = describedEnum<ApprovalAct>(
  'ApprovalAct',
  'What a second person decides about.',
  {
    REFUND: 'A refund.',
    CANCELLATION: 'The cancellation of a paid order.',
  },
);

export const ApprovalStatusEnum = describedEnum<ApprovalStatus>(
  'ApprovalStatus',
  'The states of a request for a second person.',
  {
    WAITING: 'Nobody has decided yet. The amount is reserved.',
    GRANTED: 'A second person approved it, and the gateway requested it from DANA.',
    REFUSED: 'A second person refused it. The amount is free again.',
    EXPIRED: 'Nobody decided within 24 hours. The amount is free again.',
  },
);

export const ApprovalRef = builder.node(builder.objectRef<Approval>('Approval'), {
  description: 'A request to give money back to a payer, about which a second person decides.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'requestedBy' in value,
  id: {
    resolve: (approval) => approval.id,
    description:
      'The opaque id of the request. Use it with decideApproval, or with node(id) to read it again.',
  },
  fields: (t) => ({
    act: t.expose('act', { type: ApprovalActEnum, description: 'What was requested.' }),
    status: t.expose('status', { type: ApprovalStatusEnum, description: 'The state of the request.' }),
    amount: t.expose('amount', {
      type: MoneyRef,
      description: 'The amount that would go back to the payer.',
    }),
    partnerRefundNo: t.exposeString('partnerRefundNo', {
      nullable: true,
      description: "The merchant's number of the requested refund. Null for a cancellation.",
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'The reason of the requester, for DANA and the timeline.',
    }),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who requested it.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'The time of the request.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'The time until which a second person can decide.',
    }),
    decidedBy: t.expose('decidedBy', {
      type: ActorRef,
      nullable: true,
      description: 'The second person. Null unless status is GRANTED or REFUSED.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time of the decision or of the expiry. Null while the request waits.',
    }),
    decisionReason: t.exposeString('decisionReason', {
      nullable: true,
      description: 'The reason of the second person. Null unless status is GRANTED or REFUSED.',
    }),
  }),
});
