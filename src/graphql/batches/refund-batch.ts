import type {
  LineRefusal,
  RefundBatch,
  RefundBatchLine,
  RefundBatchLineStatus,
  RefundBatchStatus,
} from '../../domain/batches/refund-batch.ts';
import { findVisibleOrder } from '../orders/find-order.ts';
import { OrderRef } from '../orders/order.ts';
import { RefundRef } from '../orders/refund.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { MoneyRef } from '../schema/money.ts';
import { loadConnection } from '../schema/page.ts';

const RefundBatchStatusEnum = describedEnum<RefundBatchStatus>(
  'RefundBatchStatus',
  'The states of a batch of refunds.',
  {
    WAITING: 'A second person must decide about the batch. Nothing was sent to DANA.',
    RUNNING: 'The gateway requests one refund after the other.',
    STOPPED: 'Somebody, or a balance that is too low, stopped the batch. It can be resumed.',
    DONE: 'Every line has ended.',
    REFUSED: 'A second person refused the batch.',
    EXPIRED: 'Nobody decided within 24 hours.',
  },
);

const RefundBatchLineStatusEnum = describedEnum<RefundBatchLineStatus>(
  'RefundBatchLineStatus',
  'The states of a line of a batch.',
  {
    WAITING: 'Nothing was requested yet.',
    REQUESTED: 'The refund is on record; refund shows what DANA made of it.',
    REFUSED: 'Nothing was sent to DANA for this line; see refusal.',
  },
);

const LineRefusalEnum = describedEnum<LineRefusal>('LineRefusal', 'Why a line of a batch is refused.', {
  ORDER_NOT_FOUND: 'There is no such order.',
  DUPLICATE: 'An earlier line of the batch has the same order.',
  NOT_REFUNDABLE: 'The order was not paid, or a cancellation is pending.',
  EXCEEDS_BALANCE: 'The order has not so much left to refund.',
  NUMBER_TAKEN: 'Another refund has the number of this line.',
  CANNOT_BE_SENT: 'DANA would never accept the request.',
});

export const RefundBatchLineRef = builder.objectRef<RefundBatchLine>('RefundBatchLine').implement({
  description: 'One refund of a batch.',
  fields: (t) => ({
    lineNo: t.exposeInt('lineNo', { description: 'The number of the line, from 1.' }),
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description: "The merchant's number of the order.",
    }),
    amount: t.expose('amount', {
      type: MoneyRef,
      nullable: true,
      description: 'What goes back: fixed when the batch was requested. Null if nothing can.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'The reason of this line. Null: the reason of the batch.',
    }),
    partnerRefundNo: t.exposeString('partnerRefundNo', {
      description: 'The number of the refund: batchNo and lineNo, for example concert-20260115-7.',
    }),
    status: t.expose('status', { type: RefundBatchLineStatusEnum, description: 'The state of the line.' }),
    refusal: t.expose('refusal', {
      type: LineRefusalEnum,
      nullable: true,
      description: 'Why the line is refused. Null unless status is REFUSED.',
    }),
    refund: t.field({
      type: RefundRef,
      nullable: true,
      description: 'The refund. Null unless status is REQUESTED.',
      resolve: ({ status, partnerRefundNo }, _args, { useCases }) =>
        status === 'REQUESTED' ? useCases.findRefundByNo(partnerRefundNo) : null,
    }),
    order: t.field({
      type: OrderRef,
      nullable: true,
      description:
        'The order in its current state. Null if there is none, or the caller may not see it: that needs the scope orders:read.',
      resolve: ({ orderId }, _args, context, info) =>
        orderId === null ? null : findVisibleOrder(context, { id: orderId }, info),
    }),
  }),
});

export const RefundBatchRef = builder.objectRef<RefundBatch>('RefundBatch').implement({
  description: 'Many refunds that are requested, approved and carried out as one.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id of the batch.' }),
    batchNo: t.exposeString('batchNo', { description: "The merchant's own unique number of the batch." }),
    status: t.expose('status', { type: RefundBatchStatusEnum, description: 'The state of the batch.' }),
    reason: t.exposeString('reason', { description: 'Why so many refunds are made.' }),
    lineCount: t.exposeInt('lineCount', { description: 'How many lines the batch has.' }),
    refundCount: t.exposeInt('refundCount', {
      description: 'How many of them could be refunded when the batch was requested.',
    }),
    amount: t.expose('amount', { type: MoneyRef, description: 'The sum of these refunds.' }),
    waitingCount: t.int({
      description:
        'How many lines wait to be carried out: the others are requested or refused. 0 in a dry run.',
      resolve: ({ id }, _args, { useCases }) => useCases.countWaitingRefundBatchLines(id),
    }),
    needsApproval: t.exposeBoolean('needsApproval', {
      description: 'Whether the rules ask for a second person, by the amount of the whole batch.',
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
      description: 'The second person. Null if nobody decided.',
    }),
    decidedAt: t.expose('decidedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time of the decision. Null if nobody decided.',
    }),
    decisionReason: t.exposeString('decisionReason', {
      nullable: true,
      description: 'The reason of the second person. Null if nobody decided.',
    }),
    stopReason: t.exposeString('stopReason', {
      nullable: true,
      description: 'Why the batch was stopped. Null unless status is STOPPED.',
    }),
    lines: t.connection(
      {
        type: RefundBatchLineRef,
        description: 'The report of each line, in their order.',
        resolve: ({ id }, args, { useCases }) =>
          loadConnection(args, (page) => useCases.listRefundBatchLines(id, page)),
      },
      { name: 'RefundBatchLineConnection', description: 'A page of lines of a batch.' },
      { name: 'RefundBatchLineEdge', description: 'A line and its position in the batch.' },
    ),
  }),
});

builder.queryField('refundBatches', (t) =>
  t.connection(
    {
      type: RefundBatchRef,
      description: 'Lists the batches of refunds, newest first. It needs the scope approvals:read.',
      args: {
        status: t.arg({
          type: [RefundBatchStatusEnum],
          description:
            'Selects batches in one of these states, for example [WAITING]. Without it, the list contains every batch; ' +
            'an empty list matches none.',
        }),
      },
      resolve: (_root, { status, ...args }, { useCases }) =>
        loadConnection(args, (page) => useCases.listRefundBatches(status ? { status } : {}, page)),
    },
    { name: 'RefundBatchConnection', description: 'A page of batches of refunds, newest first.' },
    { name: 'RefundBatchEdge', description: 'A batch of refunds and its position in the list.' },
  ),
);

builder.queryField('refundBatch', (t) =>
  t.field({
    type: RefundBatchRef,
    nullable: true,
    description: 'Returns the batch of refunds with this number, or null. It needs the scope approvals:read.',
    args: {
      batchNo: t.arg.string({ required: true, description: "The merchant's own number of the batch." }),
    },
    resolve: (_root, { batchNo }, { useCases }) => useCases.findRefundBatch({ batchNo }),
  }),
);
