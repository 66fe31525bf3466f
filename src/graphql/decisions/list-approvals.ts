import { ApprovalRef, ApprovalStatusEnum } from '../approvals/approval.ts';
import { findVisibleOrder } from '../orders/find-order.ts';
import { OrderRef } from '../orders/order.ts';
import { builder } from '../schema/builder.ts';
import { globalId } from '../schema/global-id.ts';
import { loadConnection } from '../schema/page.ts';

builder.objectFields(ApprovalRef, (t) => ({
  orderId: t.id({
    description: 'The id of the order whose money would go back.',
    resolve: ({ orderId }) => globalId('Order', orderId),
  }),
  order: t.field({
    type: OrderRef,
    nullable: true,
    description:
      'The order in its current state. Null if the caller may not see it: that needs the scope orders:read.',
    resolve: ({ orderId }, _args, context, info) => findVisibleOrder(context, { id: orderId }, info),
  }),
}));

builder.queryField('approvals', (t) =>
  t.connection(
    {
      type: ApprovalRef,
      description:
        'Lists the requests that wait or waited for a second person, newest first. It needs the scope approvals:read.',
      args: {
        status: t.arg({
          type: [ApprovalStatusEnum],
          description:
            'Selects requests in one of these states, for example [WAITING]. Without it, the list contains every ' +
            'request; an empty list matches none.',
        }),
      },
      resolve: (_root, { status, ...args }, { useCases }) =>
        loadConnection(args, (page) => useCases.listApprovals(status ? { status } : {}, page)),
    },
    { name: 'ApprovalConnection', description: 'A page of requests for a second person, newest first.' },
    { name: 'ApprovalEdge', description: 'A request for a second person and its position in the list.' },
  ),
);
