import type { GraphQLResolveInfo } from 'graphql';
import { hasScope, mayReadOrder } from '../access/caller.ts';
import { findVisibleOrder } from './orders/find-order.ts';
import { builder, type GraphqlContext } from './schema/builder.ts';
import { type NodeTypename, parseGlobalId } from './schema/global-id.ts';

builder.queryField('node', (t) =>
  t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description:
      'Returns the object with this id: an order, refund, checkout, event, incident or approval. Null if there is none ' +
      'or the caller may not see it. A server key needs the scope orders:read, ops:read for an incident, or ' +
      'approvals:read for an approval. A token sees ' +
      'its own order or checkout and their refunds.',
    args: { id: t.arg.id({ required: true, description: 'The id, unchanged as the gateway returned it.' }) },
    resolve: (_root, { id }, context, info) => {
      const node = parseGlobalId(id);
      return node === null ? null : finders[node.typename](context, node.id, info);
    },
  }),
);

/** How a node of each type is found, and by whom: null for callers whose typed path does not lead to it. */
const finders = {
  Order: (context, id, info) => findVisibleOrder(context, { id }, info),
  async Refund(context, id, info) {
    const refund = await context.useCases.findRefund(id);
    // A caller who may see the order may see its refunds.
    if (context.caller.kind === 'checkoutToken') {
      // Also without a refund, so that the time of the answer does not show that a refund exists.
      const order = await findVisibleOrder(context, { id: refund?.orderId ?? id }, info);
      return order === null ? null : refund;
    }
    return refund !== null && mayReadOrder(context.caller, refund.orderId) ? refund : null;
  },
  async Checkout({ caller, useCases }, id) {
    const isOwn = caller.kind === 'checkoutToken' && caller.checkoutId === id;
    return isOwn || hasScope(caller, 'orders:read') ? useCases.findCheckout(id) : null;
  },
  async Event({ caller, useCases }, id) {
    return hasScope(caller, 'orders:read') ? useCases.findEvent(id) : null;
  },
  async Incident({ caller, useCases }, id) {
    return hasScope(caller, 'ops:read') ? useCases.findIncident(id) : null;
  },
  async Approval({ caller, useCases }, id) {
    return hasScope(caller, 'approvals:read') ? useCases.findApproval(id) : null;
  },
} satisfies Record<
  NodeTypename,
  (context: GraphqlContext, id: string, info: GraphQLResolveInfo) => Promise<object | null>
>;
