import type { Approval, ApprovalAct, ApprovalStatus, AttestedAct, Evidence } from '../../domain/approval.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { MoneyRef } from '../schema/money.ts';

const attestedActs = {
  CHARGEBACK_WON:
    'The bank decided a dispute for the merchant, as a letter says. refundableAmount grows by the amount.',
  REFUNDED_BY_TRANSFER:
    'The merchant paid the payer back by bank transfer. It counts as given back: refundableAmount falls by the amount.',
  ADJUSTMENT_ASSIGNED:
    "An ADJUSTMENT line in DANA's settlement file belongs to a refund: the payer does not have its money.",
} as const satisfies Record<AttestedAct, string>;

export const ApprovalActEnum = describedEnum<ApprovalAct>(
  'ApprovalAct',
  'What a second person decides about.',
  {
    REFUND: 'A refund.',
    CANCELLATION: 'The cancellation of a paid order.',
    ...attestedActs,
  },
);

export const AttestedFactEnum = describedEnum<AttestedAct>(
  'AttestedFact',
  'Facts that DANA does not report, and that two people attest.',
  attestedActs,
);

export const EvidenceRef = builder.objectRef<Evidence>('Evidence').implement({
  description: 'By what people prove a fact that DANA does not report.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'What was seen, in words.' }),
    reference: t.exposeString('reference', {
      description:
        'The number of the letter or of the bank transfer; of an adjustment, the transactionId of its settlement line.',
    }),
    fileHash: t.exposeString('fileHash', {
      nullable: true,
      description:
        'SHA-256 of the scanned document, 64 hexadecimal digits. The document stays with the merchant.',
    }),
  }),
});

export const ApprovalStatusEnum = describedEnum<ApprovalStatus>(
  'ApprovalStatus',
  'The states of a request for a second person.',
  {
    WAITING: 'Nobody has decided yet. The amount is reserved.',
    GRANTED: 'A second person approved it, and the gateway requested it from DANA, or recorded the fact.',
    REFUSED: 'A second person refused it. The amount is free again.',
    EXPIRED: 'Nobody decided within 24 hours. The amount is free again.',
  },
);

export const ApprovalRef = builder.node(builder.objectRef<Approval>('Approval'), {
  description:
    'A request to give money back to a payer, or to record a fact that DANA does not report, about which a second person decides.',
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
      description: 'The amount that would go back to the payer, or that the fact is about.',
    }),
    partnerRefundNo: t.exposeString('partnerRefundNo', {
      nullable: true,
      description: "The merchant's number of the requested refund. Null for everything else.",
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'The reason of the requester, for DANA and the timeline.',
    }),
    evidence: t.expose('evidence', {
      type: EvidenceRef,
      nullable: true,
      description: 'By what an attested fact is proven. Null for refunds and cancellations.',
    }),
    refundId: t.id({
      nullable: true,
      description: 'The id of the refund to which an adjustment belongs. Null for everything else.',
      resolve: ({ refundId }) => refundId && globalId('Refund', refundId),
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
