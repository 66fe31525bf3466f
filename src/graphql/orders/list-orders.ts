import type { OrderFilter } from '../../use-cases/ports/order-pages.ts';
import { badUserInput } from '../input-errors/bad-user-input.ts';
import { builder } from '../schema/builder.ts';
import { loadConnection } from '../schema/page.ts';
import { OrderConnectionRef, OrderRef } from './order.ts';
import { OrderStatusEnum } from './order-status-enum.ts';

const OrderFilterRef = builder.inputType('OrderFilter', {
  description: 'Which orders. Conditions that are given must all hold; an empty list matches nothing.',
  fields: (t) => ({
    status: t.field({ type: [OrderStatusEnum], description: 'In one of these states.' }),
    payMethod: t.field({
      type: ['PayMethod'],
      description: 'Asked for with one of these methods; once paid, paid with it.',
    }),
    partnerReferenceNoPrefix: t.string({
      description: 'The order number begins like this: up to 64 of A-Z a-z 0-9 _ - . /.',
    }),
    createdFrom: t.field({ type: 'DateTime', description: 'Created at this instant or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Created before this instant.' }),
    updatedAfter: t.field({ type: 'DateTime', description: 'Changed after this instant.' }),
  }),
});

builder.queryField('orders', (t) =>
  t.connection(
    {
      type: OrderRef,
      description: 'Newest first. Server keys only.',
      args: { filter: t.arg({ type: OrderFilterRef, description: 'Which orders. Left out: all of them.' }) },
      resolve: (_root, { filter, ...args }, { useCases }) =>
        loadConnection(args, (page) => useCases.listOrders(filterOf(filter ?? {}), page)),
    },
    OrderConnectionRef,
  ),
);

/** The conditions that were given; null means left out. */
function filterOf(input: typeof OrderFilterRef.$inferInput): OrderFilter {
  const prefix = input.partnerReferenceNoPrefix ?? '';
  if (!/^[A-Za-z0-9_\-./]{0,64}$/.test(prefix)) {
    throw badUserInput('A prefix is up to 64 of A-Z a-z 0-9 _ - . /.', {
      path: ['filter', 'partnerReferenceNoPrefix'],
    });
  }
  return Object.fromEntries(Object.entries(input).filter(([, condition]) => condition !== null));
}
