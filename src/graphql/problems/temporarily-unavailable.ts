import type { UnavailableReason } from '../../use-cases/outcomes.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { problemObject } from './problem.ts';

const UnavailableReasonEnum = describedEnum<UnavailableReason>(
  'UnavailableReason',
  'Why a request was not begun.',
  {
    DANA_UNREACHABLE: 'DANA does not answer, or its servers fail.',
    DANA_ERROR: 'DANA answered paymentOptions with an error.',
    DANA_CREDENTIALS_REJECTED:
      "DANA rejects the gateway's credentials. An operator of the gateway must correct them.",
    GATEWAY_BUSY: 'The gateway has too many requests to DANA in progress.',
    DATABASE_UNAVAILABLE: "The gateway's database cannot record the request.",
    CHECKOUT_BUSY: 'Another request is paying the same checkout.',
    PREVIOUS_ATTEMPT_OPEN:
      'DANA has not ended the previous attempt of the checkout yet, so the payer may still pay it.',
  },
);

export const TemporarilyUnavailableRef = problemObject(
  'TemporarilyUnavailable',
  'The request cannot be carried out now and has not been begun: nothing of it was sent to DANA or recorded, and the same request may be repeated. payCheckout may have ended an earlier attempt of its checkout already.',
  (t) => ({
    reason: t.field({
      type: UnavailableReasonEnum,
      description: 'Why. `message` says the same to people.',
      resolve: ({ reason }) => reason,
    }),
    retryAfterMs: t.int({
      nullable: true,
      description: 'How long to wait before the next attempt, in milliseconds. Null if that is not known.',
      resolve: ({ retryAfterMs }) => (retryAfterMs === null ? null : Math.ceil(retryAfterMs)),
    }),
  }),
);
