import { hasScope } from '../../access/caller.ts';
import type { Approval } from '../../domain/approval.ts';
import type { Page } from '../../use-cases/ports/pages.ts';
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

const nothing: Page<Approval> = { items: [], hasNextPage: false, hasPreviousPage: false };

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
        forMe: t.arg.boolean({
          defaultValue: false,
          description:
            'If true, selects requests that wait and about which the caller may decide: somebody else made them. The key ' +
            'of a server may decide about none.',
        }),
      },
      resolve: (_root, { status, forMe, ...args }, { useCases, caller }) => {
        const person = caller.kind === 'serverKey' ? caller.operator : undefined;
        const mayDecide = person !== undefined && hasScope(caller, 'approvals:decide');
        if (forMe === true && !mayDecide) return loadConnection(args, async () => nothing);
        const filter = {
          ...(status ? { status } : {}),
          ...(forMe === true && person !== undefined ? { waitingFor: person.id } : {}),
        };
        return loadConnection(args, (page) => useCases.listApprovals(filter, page));
      },
    },
    { name: 'ApprovalConnection', description: 'A page of requests for a second person, newest first.' },
    { name: 'ApprovalEdge', description: 'A request for a second person and its position in the list.' },
  ),
);
