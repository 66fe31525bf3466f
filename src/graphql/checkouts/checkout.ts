import type { Checkout } from '../../domain/checkout.ts';
import { GoodsRef } from '../orders/goods.ts';
import { OrderRef } from '../orders/order.ts';
import { PaymentOptionsResultRef } from '../payment-options/payment-options.ts';
import { builder } from '../schema/builder.ts';
import { MoneyRef } from '../schema/money.ts';

export const CheckoutRef = builder.objectRef<Checkout>('Checkout').implement({
  description:
    'What is sold, before the payer has chosen how to pay. Each choice is a try, and each try an order.',
  fields: (t) => ({
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description: "The merchant's own number, unique; the idempotency key of createCheckout.",
    }),
    title: t.exposeString('title', { description: 'What the payer sees as the title of the payment.' }),
    amount: t.expose('amount', { type: MoneyRef, description: 'What is to be paid.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when it can be paid.' }),
    asOf: t.field({
      type: 'DateTime',
      description:
        "When this was answered, by the gateway's clock: a payer's own may be wrong, and a countdown with it.",
      resolve: (_checkout, _args, { now }) => now(),
    }),
    goods: t.field({ type: [GoodsRef], description: 'What is sold.', resolve: ({ goods }) => goods }),
    paymentOptions: t.field({
      type: PaymentOptionsResultRef,
      description: 'Consult Pay: what this checkout may be paid with, now.',
      resolve: ({ amount, externalStoreId }, _args, { useCases }) =>
        useCases.listPaymentOptions({ amount, externalStoreId }),
    }),
    order: t.field({
      type: OrderRef,
      nullable: true,
      description: 'The try that counts now: the paid one, else the latest. Null before the first.',
      resolve: (checkout, _args, { useCases }) => useCases.findCurrentAttempt(checkout),
    }),
  }),
});

builder.queryField('checkout', (t) =>
  t.field({
    type: CheckoutRef,
    nullable: true,
    description: "The checkout that the caller's checkout token stands for.",
    resolve: (_root, _args, { caller, useCases }) =>
      caller.kind === 'checkoutToken' ? useCases.findCheckout(caller.checkoutId) : null,
  }),
);
