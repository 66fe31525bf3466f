import { GraphQLError } from 'graphql';
import { builder } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { findVisibleOrder } from './find-order.ts';
import { OrderRef } from './order.ts';

builder.subscriptionField('orderStatus', (t) =>
  t.field({
    type: OrderRef,
    description:
      'Sends the current state of the order at once, and again after every change, over graphql-transport-ws ' +
      'or server-sent events. Versions strictly increase, unless the database is restored from a backup: then the state ' +
      'that the gateway has on record is sent, with an earlier version. A client that is slow or was disconnected may skip ' +
      'states, but it always gets the latest one and never an older one. The subscription completes one minute ' +
      'after the order is final: PAID, PARTIALLY_REFUNDED, REFUNDED, CANCELLED, EXPIRED or FAILED, with no ' +
      'refund or cancellation pending. Subscribe again to see later changes.',
    args: {
      orderId: t.arg.id({ required: true, description: 'The id of the order.' }),
      afterVersion: t.arg.int({
        description:
          'The last version that the client has seen, for example 3. The gateway skips states up to this version. ' +
          'If the order has an earlier version, because the database was restored from a backup, it is sent at once.',
      }),
    },
    subscribe: async (_root, { orderId, afterVersion }, context, info) => {
      const id = parseOrderId(orderId);
      const order = await findVisibleOrder(context, id === null ? null : { id }, info);
      if (order === null)
        throw new GraphQLError('There is no such order.', { extensions: { code: 'NOT_FOUND' } });
      const { useCases, signal } = context;
      return useCases.watchOrder(order.id, { afterVersion: afterVersion ?? null, signal: signal() });
    },
    resolve: (order) => order,
  }),
);
