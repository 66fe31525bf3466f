import { GraphQLError } from 'graphql';
import { builder } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { findVisibleOrder } from './find-order.ts';
import { OrderRef } from './order.ts';

builder.subscriptionField('orderStatus', (t) =>
  t.field({
    type: OrderRef,
    description:
      'The order as it is now, at once, and again after every change, over graphql-transport-ws and SSE. ' +
      'Versions strictly grow; a reader that is slow or was away gets the latest state, never an old one, and ' +
      'never misses the last. Completes a minute after the order came to rest: PAID, PARTIALLY_REFUNDED, ' +
      'REFUNDED, CANCELLED, EXPIRED or FAILED with no refund or cancel pending. What happens later is seen by ' +
      'a new subscription.',
    args: {
      orderId: t.arg.id({ required: true, description: "The order's id." }),
      afterVersion: t.arg.int({
        description: 'Skip what the client has already seen: versions up to this one.',
      }),
    },
    subscribe: async (_root, { orderId, afterVersion }, context) => {
      const id = parseOrderId(orderId);
      const order = await findVisibleOrder(context, id === null ? null : { id });
      if (order === null)
        throw new GraphQLError('There is no such order.', { extensions: { code: 'NOT_FOUND' } });
      const { useCases, signal } = context;
      return useCases.watchOrder(order.id, { afterVersion: afterVersion ?? null, signal });
    },
    resolve: (order) => order,
  }),
);
