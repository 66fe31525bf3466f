import { GraphQLError } from 'graphql';
import { FilterTooBroad, type OrderFilter, ordersWalkedMax } from '../../use-cases/ports/order-pages.ts';
import { badUserInput } from '../input-errors/bad-user-input.ts';
import { builder } from '../schema/builder.ts';
import { loadConnection } from '../schema/page.ts';
import { OrderConnectionRef, OrderRef } from './order.ts';
import { OrderStatusEnum } from './order-status-enum.ts';
import { selectedDetails } from './selected-details.ts';

export const OrderFilterRef = builder.inputType('OrderFilter', {
  description: 'Selects orders. An order must meet every given condition. An empty list matches no order.',
  fields: (t) => ({
    status: t.field({ type: [OrderStatusEnum], description: 'Selects orders in one of these states.' }),
    payMethod: t.field({
      type: ['PayMethod'],
      description: 'Selects orders by the ordered method. Orders of the page of DANA have none.',
    }),
    paidWith: t.field({
      type: ['PayMethod'],
      description: 'Selects orders of which one of these methods paid at least a part, whatever was ordered.',
    }),
    partnerReferenceNoPrefix: t.string({
      description:
        'Selects orders whose partnerReferenceNo starts with this text, for example "ord-2026". At most 64 characters of A-Z a-z 0-9 _ - . / are allowed.',
    }),
    createdFrom: t.field({ type: 'DateTime', description: 'Selects orders created at this time or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Selects orders created before this time.' }),
    updatedAfter: t.field({ type: 'DateTime', description: 'Selects orders changed after this time.' }),
  }),
});

builder.queryField('orders', (t) =>
  t.connection(
    {
      type: OrderRef,
      description: `Lists orders, newest first. Only server keys may use it. Every filter alone is fast, and so are most \
together. If few of very many orders match, the answer is the error FILTER_TOO_BROAD instead of a slow one: then bound the time \
with createdFrom and createdTo.`,
      args: {
        filter: t.arg({
          type: OrderFilterRef,
          description: 'Selects the orders to list. Without it, the list contains every order.',
        }),
      },
      resolve: (_root, { filter, ...args }, { useCases }, info) =>
        loadConnection(args, (page) =>
          refuseBroadFilter(useCases.listOrders(orderFilterOf(filter ?? {}), page, selectedDetails(info))),
        ),
    },
    OrderConnectionRef,
  ),
);

/** Turns FilterTooBroad into the error FILTER_TOO_BROAD, which says how to narrow the filter. */
export async function refuseBroadFilter<Found>(reading: Promise<Found>): Promise<Found> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof FilterTooBroad)) throw error;
    throw new GraphQLError(
      `More than ${ordersWalkedMax.toLocaleString('en')} orders would have to be read to find these. Bound the time with createdFrom and createdTo.`,
      { extensions: { code: 'FILTER_TOO_BROAD' } },
    );
  }
}

/** Returns the given conditions; null means omitted. */
export function orderFilterOf(input: typeof OrderFilterRef.$inferInput): OrderFilter {
  const prefix = input.partnerReferenceNoPrefix ?? '';
  if (!/^[A-Za-z0-9_\-./]{0,64}$/.test(prefix)) {
    throw badUserInput('A prefix is up to 64 of A-Z a-z 0-9 _ - . /.', {
      path: ['filter', 'partnerReferenceNoPrefix'],
    });
  }
  return Object.fromEntries(Object.entries(input).filter(([, condition]) => condition !== null));
}
