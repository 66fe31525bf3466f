import type { Checkout } from '../../domain/checkout.ts';
import { GoodsRef } from '../orders/goods.ts';
import { OrderRef } from '../orders/order.ts';
import { PaymentOptionsResultRef } from '../payment-options/payment-options.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { parseIdOf } from '../schema/global-id.ts';
import { MoneyRef } from '../schema/money.ts';

export const CheckoutRef = builder.node(builder.objectRef<Checkout>('Checkout'), {
  description:
    'A sale whose payment method the payer chooses. Each choice is an attempt, and each attempt is an order.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'returnUrl' in value,
  id: {
    resolve: (checkout) => checkout.id,
    description: 'The opaque id of the checkout. Use it with node(id) to read the checkout again.',
  },
  fields: (t) => ({
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description:
        "The merchant's own unique number, for example cart-20260115-0001. It is the idempotency key of createCheckout.",
    }),
    title: t.exposeString('title', { description: 'The title of the payment that the payer sees.' }),
    amount: t.expose('amount', { type: MoneyRef, description: 'The amount to pay.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'The time until which the checkout can be paid.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time at which the merchant ended the checkout: it can no longer be paid. Otherwise null.',
    }),
    endedBy: t.expose('endedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who ended the checkout. Only server keys can read it.',
    }),
    endReason: t.exposeString('endReason', {
      nullable: true,
      description: 'Why the checkout was ended. Only server keys can read it.',
    }),
    asOf: t.field({
      type: 'DateTime',
      description:
        "The time of this answer by the gateway's clock. Use it for countdowns, because the clock of the payer's device may be wrong.",
      resolve: (_checkout, _args, { now }) => now(),
    }),
    successUrl: t.expose('successUrl', {
      type: 'Url',
      nullable: true,
      description:
        'Where the checkout page leads the payer once the order is PAID, with the parameter order, the id of the order.',
    }),
    actor: t.expose('actor', {
      type: ActorRef,
      description: 'Who created the checkout. Only server keys can read it.',
    }),
    goods: t.field({
      type: [GoodsRef],
      description: 'The articles that are sold.',
      resolve: ({ goods }) => goods,
    }),
    paymentOptions: t.field({
      type: PaymentOptionsResultRef,
      description: 'The current ways to pay this checkout, from DANA (Consult Pay).',
      resolve: ({ amount, externalStoreId }, _args, { useCases }) =>
        useCases.listPaymentOptions({ amount, externalStoreId }),
    }),
    order: t.field({
      type: OrderRef,
      nullable: true,
      description: 'The current attempt: the paid one, or else the latest. Null before the first attempt.',
      resolve: (checkout, _args, { useCases }) => useCases.findCurrentAttempt(checkout),
    }),
    closed: t.boolean({
      description:
        'True if payCheckout opens no further attempt: the checkout is paid, the merchant ended it or cancelled an attempt, all attempts are used, or less than a minute is left. The payer may still pay an open attempt. False if the payer may choose a method, also after an attempt that failed, expired or was replaced.',
      resolve: (checkout, _args, { useCases }) => useCases.isCheckoutClosed(checkout),
    }),
  }),
});

builder.queryField('checkout', (t) =>
  t.field({
    type: CheckoutRef,
    nullable: true,
    description:
      "Returns the checkout of the caller's checkout token, or for a server key with the scope orders:read the checkout " +
      'with this id. Null if there is none.',
    args: { id: t.arg.id({ description: 'The id of the checkout. A checkout token needs none.' }) },
    resolve: (_root, { id }, { caller, useCases }) => {
      const named = typeof id === 'string' ? parseIdOf('Checkout', id) : null;
      if (caller.kind !== 'checkoutToken') return named === null ? null : useCases.findCheckout(named);
      // Another checkout than the token's gets the same answer as an unknown one.
      const isOwn = typeof id !== 'string' || named === caller.checkoutId;
      return isOwn ? useCases.findCheckout(caller.checkoutId) : null;
    },
  }),
);
