import { mayReadOrder } from '../access/caller.ts';
import { findVisibleOrder } from './orders/find-order.ts';
import { builder } from './schema/builder.ts';
import { parseGlobalId } from './schema/global-id.ts';

builder.queryField('node', (t) =>
  t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description:
      'Returns the object with this id. Null if there is none or the caller may not see it, by the same rules as ' +
      'in the typed fields.',
    args: { id: t.arg.id({ required: true, description: 'The id, unchanged as the gateway returned it.' }) },
    resolve: async (_root, { id }, context) => {
      const node = parseGlobalId(id);
      if (node === null) return null;
      if (node.typename === 'Order') return findVisibleOrder(context, { id: node.id });
      const refund = await context.useCases.findRefund(node.id);
      if (refund === null) return null;
      // A caller who may see the order may see its refunds.
      const isSeen =
        context.caller.kind === 'checkoutToken'
          ? (await findVisibleOrder(context, { id: refund.orderId })) !== null
          : mayReadOrder(context.caller, refund.orderId);
      return isSeen ? refund : null;
    },
  }),
);
