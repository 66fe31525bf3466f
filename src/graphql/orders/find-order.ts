import type { GraphQLResolveInfo } from 'graphql';
import { type Caller, hasScope, mayReadOrder } from '../../access/caller.ts';
import type { OrderKey, OrderView } from '../../use-cases/ports/order-reads.ts';
import { accessError } from '../schema/apply-permissions.ts';
import { builder, type GraphqlContext } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { OrderRef } from './order.ts';
import { selectedDetails } from './selected-details.ts';

const OrderByRef = builder.inputType('OrderBy', {
  description: 'Identifies one order by exactly one of these fields.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The id of the order.' }),
    partnerReferenceNo: t.string({
      description: "The merchant's own order number, for example ord-20260115-0001.",
    }),
    referenceNo: t.string({ description: "DANA's number of the order." }),
  }),
});

/**
 * Finds an order by a key, with what the selection below the field needs. Null if there is none or this caller may not
 * see it: both get the same answer.
 */
export async function findVisibleOrder(
  { useCases, caller }: GraphqlContext,
  key: OrderKey | null,
  info: GraphQLResolveInfo,
  { isFresh } = { isFresh: false },
): Promise<OrderView | null> {
  if (key === null) return null;
  const order = await useCases.findOrder(key, {
    isFresh,
    isVisible: (found) => isVisible(caller, found),
    details: selectedDetails(info),
  });
  return order !== null && isVisible(caller, order) ? order : null;
}

/** Whether this caller may see this order. A checkout token sees the attempts of its checkout. */
export function isVisible(caller: Caller, order: OrderView): boolean {
  if (caller.kind === 'checkoutToken') return order.checkoutId === caller.checkoutId;
  return mayReadOrder(caller, order.id);
}

builder.queryField('order', (t) =>
  t.field({
    type: OrderRef,
    nullable: true,
    description:
      'Returns one order. Null if it does not exist or the caller may not see it. With fresh, which only server ' +
      'keys may use, the gateway first queries DANA (Query Payment), at most once every 5 seconds for each order.',
    args: {
      by: t.arg({ type: OrderByRef, required: true, description: 'The order to return.' }),
      fresh: t.arg.boolean({
        defaultValue: false,
        description: 'If true, the gateway queries DANA first. Only server keys may use it.',
      }),
    },
    resolve: (_root, { by, fresh }, context, info) => {
      // Only a server key may make the gateway query DANA; a payer's browser watches the order instead.
      if (fresh === true && !hasScope(context.caller, 'orders:read')) throw accessError('FORBIDDEN');
      return findVisibleOrder(context, keyOf(by), info, { isFresh: fresh === true });
    },
  }),
);

/** Null for a text that cannot be the number of an order, so that the database never sees odd characters. */
function keyOf({ id, partnerReferenceNo, referenceNo }: typeof OrderByRef.$inferInput): OrderKey | null {
  if (typeof id === 'string') {
    const orderId = parseOrderId(id);
    return orderId === null ? null : { id: orderId };
  }
  if (!/^[\x21-\x7e]{1,64}$/.test(partnerReferenceNo ?? referenceNo ?? '')) return null;
  if (typeof partnerReferenceNo === 'string') return { partnerReferenceNo };
  return typeof referenceNo === 'string' ? { referenceNo } : null;
}
