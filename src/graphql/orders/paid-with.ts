import type { PaidWith } from '../../domain/order.ts';
import { builder } from '../schema/builder.ts';
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
    amount: t.expose('amount', {
      type: MoneyRef,
      nullable: true,
      description: 'The amount that came from it. Null if DANA does not report it.',
    }),
  }),
});
