import { problemObject } from '../problems/problem.ts';
import { OrderRef } from './order.ts';

export const ProviderDeclinedRef = problemObject(
  'ProviderDeclined',
  'DANA declined the request. The same request gets the same answer again.',
  (t) => ({
    responseCode: t.exposeString('responseCode', {
      description: "DANA's responseCode, which has seven digits, for example 4035402.",
    }),
    responseMessage: t.exposeString('responseMessage', {
      description: "DANA's responseMessage. It is not meant for payers.",
    }),
    order: t.field({
      type: OrderRef,
      description: 'The order. It is FAILED if DANA declined to create it.',
      resolve: ({ order }) => order,
    }),
  }),
);
