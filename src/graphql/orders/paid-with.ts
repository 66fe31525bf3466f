import type { PaidWith } from '../../domain/order.ts';
import { paymentOptionName } from '../payment-options/payment-option-names.ts';
import { builder } from '../schema/builder.ts';
import { languageArgs } from '../schema/language.ts';
import { MoneyRef } from '../schema/money.ts';

export const PaidWithRef = builder.objectRef<PaidWith>('PaidWith').implement({
  description:
    'One purse that the payer paid from. There are several if, for example, a coupon paid a part of the amount.',
  fields: (t) => ({
    payMethod: t.expose('payMethod', {
      type: 'PayMethod',
      description: 'The method, for example BALANCE, although a QRIS code was ordered.',
    }),
    payOption: t.expose('payOption', {
      type: 'PayOption',
      nullable: true,
      description: 'The channel. Null for methods without channels, and if DANA does not report it.',
    }),
    name: t.string({
      args: languageArgs,
      description: 'The method or channel for people, for example "BRI Virtual Account".',
      resolve: ({ payMethod, payOption }, { language }) =>
        paymentOptionName(payMethod, payOption)[language ?? 'EN'],
    }),
    amount: t.expose('amount', {
      type: MoneyRef,
      nullable: true,
      description: 'The amount that came from it. Null if DANA does not report it.',
    }),
  }),
});
