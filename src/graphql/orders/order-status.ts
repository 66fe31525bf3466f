import { GraphQLError } from 'graphql';
import type { Order } from '../../domain/order.ts';
import { builder } from '../schema/builder.ts';
import { parseOrderId } from '../schema/global-id.ts';
import { isVisible } from './find-order.ts';
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
    subscribe: async (_root, { orderId, afterVersion }, { useCases, caller, signal }) => {
      const id = parseOrderId(orderId);
      if (id === null) throw notFound();
      // The first read decides whether there is a stream, so it is made also for a client that has seen the order.
      const isVisibleOrder = (order: Order) => isVisible(caller, order);
      const orders = useCases.watchOrder(id, {
        afterVersion: null,
        isVisible: isVisibleOrder,
        signal: signal(),
      });
      const first = await orders.next();
      if (first.done || !isVisibleOrder(first.value)) {
        await orders.return();
        throw notFound();
      }
      return first.value.version === afterVersion ? orders : new StartingWith(first.value, orders);
    },
    resolve: (order) => order,
  }),
);

function notFound(): GraphQLError {
  return new GraphQLError('There is no such order.', { extensions: { code: 'NOT_FOUND' } });
}

/** A sequence whose first value was taken from it before. A class, because each waiting payer has one (end-on-abort.ts). */
class StartingWith<Value> implements AsyncIterableIterator<Value> {
  #left: { readonly value: Value } | null;
  readonly #rest: AsyncGenerator<Value, void, undefined>;

  constructor(first: Value, rest: AsyncGenerator<Value, void, undefined>) {
    this.#left = { value: first };
    this.#rest = rest;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  next(): Promise<IteratorResult<Value, void>> {
    if (this.#left === null) return this.#rest.next();
    const { value } = this.#left;
    this.#left = null;
    return Promise.resolve({ done: false, value });
  }

  return(): Promise<IteratorResult<Value, void>> {
    return this.#rest.return();
  }
}
