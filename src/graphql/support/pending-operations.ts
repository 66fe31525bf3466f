import type { PendingOperation, PendingOperationKind } from '../../use-cases/ports/people/work-lists.ts';
import { findVisibleOrder } from '../orders/find-order.ts';
import { OrderRef } from '../orders/order.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { globalId } from '../schema/global-id.ts';
import { MoneyRef } from '../schema/money.ts';
import { loadConnection } from '../schema/page.ts';

const PendingOperationKindEnum = describedEnum<PendingOperationKind>(
  'PendingOperationKind',
  'What DANA has not answered conclusively about.',
  {
    CREATE: 'An order: it is CONFIRMING.',
    CANCEL: 'A cancellation.',
    REFUND: 'A refund.',
  },
);

const PendingOperationRef = builder.objectRef<PendingOperation>('PendingOperation').implement({
  description:
    'An order, a cancellation or a refund whose result nobody knows yet. The gateway keeps querying DANA.',
  fields: (t) => ({
    operation: t.expose('operation', { type: PendingOperationKindEnum, description: 'What is pending.' }),
    since: t.expose('since', { type: 'DateTime', description: 'The time at which it was requested.' }),
    amount: t.expose('amount', {
      type: MoneyRef,
      description: 'The amount of the refund, otherwise of the order.',
    }),
    partnerRefundNo: t.exposeString('partnerRefundNo', {
      nullable: true,
      description: "The merchant's number of the refund. Null for other operations.",
    }),
    orderId: t.id({
      description: 'The id of the order.',
      resolve: ({ orderId }) => globalId('Order', orderId),
    }),
    order: t.field({
      type: OrderRef,
      nullable: true,
      description: 'The order in its current state.',
      resolve: ({ orderId }, _args, context, info) => findVisibleOrder(context, { id: orderId }, info),
    }),
  }),
});

builder.queryField('pendingOperations', (t) =>
  t.connection(
    {
      type: PendingOperationRef,
      description:
        'Lists what DANA has not answered conclusively about, the longest pending first. It needs the scope orders:read.',
      args: {
        operation: t.arg({
          type: PendingOperationKindEnum,
          required: true,
          description: 'What is pending: orders, cancellations or refunds.',
        }),
        requestedBefore: t.arg({
          type: 'DateTime',
          description: 'Selects what was requested before this time, for example 15 minutes ago.',
        }),
      },
      resolve: (_root, { operation, requestedBefore, ...args }, { useCases }) =>
        loadConnection(args, (page) =>
          useCases.listPendingOperations(operation, requestedBefore ?? null, page),
        ),
    },
    { name: 'PendingOperationConnection', description: 'A page of what is pending, the longest first.' },
    { name: 'PendingOperationEdge', description: 'What is pending and its position in the list.' },
  ),
);
