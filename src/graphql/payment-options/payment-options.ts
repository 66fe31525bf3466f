import type { PaymentOptionsOutcome } from '../../use-cases/outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../problems/temporarily-unavailable.ts';
import { accessError } from '../schema/apply-permissions.ts';
import { builder } from '../schema/builder.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { PaymentOptionRef } from './payment-option.ts';

const PaymentOptionsInputRef = builder.inputType('PaymentOptionsInput', {
  description: 'The amount to pay, and the shop.',
  fields: (t) => ({
    amount: t.field({ type: 'Rupiah', required: true, description: 'The amount to pay.' }),
    externalStoreId: t.string({
      description: "The shop's id in DANA's portal, at most 64 characters. Without it, QRIS is not offered.",
    }),
  }),
});

const PaymentOptionsRef = builder.objectRef<OutcomeOf<'PaymentOptions'>>('PaymentOptions').implement({
  description: 'The ways to pay an amount.',
  fields: (t) => ({
    options: t.expose('options', {
      type: [PaymentOptionRef],
      description: 'The ways to pay, in the order of DANA.',
    }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'The time of this answer from DANA.' }),
    stale: t.exposeBoolean('isStale', {
      description: 'True if the gateway could not query DANA and returns an earlier answer.',
    }),
  }),
});

export const PaymentOptionsResultRef = outcomeUnion<PaymentOptionsOutcome>(
  'PaymentOptionsResult',
  'The outcome of paymentOptions.',
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
      'Returns the current ways to pay this amount, from DANA (Consult Pay). Server keys with the scope orders:read may use it, and checkout tokens for the amount and the shop of their own checkout.',
    args: {
      input: t.arg({
        type: PaymentOptionsInputRef,
        required: true,
        description: 'The amount to pay, and the shop.',
      }),
    },
    resolve: async (_root, { input }, { useCases, caller }) => {
      const { amount, externalStoreId = null } = input;
      if (caller.kind !== 'checkoutToken') return useCases.listPaymentOptions({ amount, externalStoreId });
      const checkout = await useCases.findCheckout(caller.checkoutId);
      // Each amount is a call to DANA: with amounts of its own choice, one payer could occupy all calls.
      const isOwn =
        checkout?.amount === amount &&
        (externalStoreId ?? checkout.externalStoreId) === checkout.externalStoreId;
      if (!isOwn) throw accessError('FORBIDDEN');
      return useCases.listPaymentOptions({ amount, externalStoreId: checkout.externalStoreId });
    },
  }),
);
