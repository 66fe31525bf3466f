import { problemObject } from './problem.ts';

export const ProviderUnavailableRef = problemObject(
  'ProviderUnavailable',
  'Nothing was sent to DANA by this call and nothing was recorded; the same request may be repeated.',
  (t) => ({
    retryAfterMs: t.int({
      nullable: true,
      description: 'How long to wait before the next try, in milliseconds. Null where that is not known.',
      resolve: ({ retryAfterMs }) => (retryAfterMs === null ? null : Math.ceil(retryAfterMs)),
    }),
  }),
);
