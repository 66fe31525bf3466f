import { problemObject } from '../problems/problem.ts';
import { OrderRef } from './order.ts';

export const ProviderDeclinedRef = problemObject(
  'ProviderDeclined',
  'DANA said no. A repeat of the same request gets the same answer. Here `order` may be null, ' +
    'in a success it may not: GraphQL asks for an alias where both are selected.',
  (t) => ({
    responseCode: t.exposeString('responseCode', {
      description: "DANA's responseCode, as data: seven digits, e.g. 4035402.",
    }),
    responseMessage: t.exposeString('responseMessage', {
      description: "DANA's responseMessage, as data: not meant for payers.",
    }),
    order: t.field({
      type: OrderRef,
      nullable: true,
      description: 'Where one was recorded. It is FAILED where DANA declined its creation.',
      resolve: ({ order }) => order,
    }),
  }),
);
