import type { PaymentOptionsOutcome } from '../../use-cases/outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { PaymentOptionRef } from './payment-option.ts';

const PaymentOptionsInputRef = builder.inputType('PaymentOptionsInput', {
  description: 'What is to be paid, and where.',
  fields: (t) => ({
    amount: t.field({ type: 'Rupiah', required: true, description: 'The amount that is to be paid.' }),
    externalStoreId: t.string({
      description: "The shop's id in DANA's portal, at most 64 characters. Without it QRIS is not offered.",
    }),
  }),
});

const PaymentOptionsRef = builder.objectRef<OutcomeOf<'PaymentOptions'>>('PaymentOptions').implement({
  description: 'What may be paid with.',
  fields: (t) => ({
    options: t.expose('options', {
      type: [PaymentOptionRef],
      description: 'The ways to pay, as DANA lists them.',
    }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'When DANA gave this answer.' }),
    stale: t.exposeBoolean('isStale', {
      description: 'True where DANA could not be asked and an earlier answer is served.',
    }),
  }),
});

export const PaymentOptionsResultRef = outcomeUnion<PaymentOptionsOutcome>(
  'PaymentOptionsResult',
  'What an amount may be paid with, or why that cannot be said.',
  {
    PaymentOptions: PaymentOptionsRef,
    InvalidInput: InvalidInputRef,
    TemporarilyUnavailable: TemporarilyUnavailableRef,
  },
);

builder.queryField('paymentOptions', (t) =>
  t.field({
    type: PaymentOptionsResultRef,
    description:
      'Consult Pay: what this amount may be paid with, now. Server keys with orders:read, and checkout tokens.',
    args: {
      input: t.arg({
        type: PaymentOptionsInputRef,
        required: true,
        description: 'What is to be paid, and where.',
      }),
    },
    resolve: (_root, { input }, { useCases }) =>
      useCases.listPaymentOptions({ amount: input.amount, externalStoreId: input.externalStoreId ?? null }),
  }),
);
