import { problemObject } from './problem.ts';

export const TemporarilyUnavailableRef = problemObject(
  'TemporarilyUnavailable',
  'DANA cannot be asked now. What was asked for has not been begun: nothing of it was sent to DANA or recorded, and the same request may be repeated. payCheckout may have ended an earlier try of its checkout already.',
  (t) => ({
    retryAfterMs: t.int({
      nullable: true,
      description: 'How long to wait before the next try, in milliseconds. Null where that is not known.',
      resolve: ({ retryAfterMs }) => (retryAfterMs === null ? null : Math.ceil(retryAfterMs)),
    }),
  }),
);
