import {
  type PaymentOption,
  type PaymentOptionKind,
  type Promo,
  paymentOptionKind,
} from '../../domain/payment-option.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { languageArgs } from '../schema/language.ts';
import { MoneyRef } from '../schema/money.ts';
import { paymentOptionName } from './payment-option-names.ts';

const PaymentOptionKindEnum = describedEnum<PaymentOptionKind>(
  'PaymentOptionKind',
  'The group of a payment option, for display. A new method of DANA belongs to the group that its code names, or else to OTHER.',
  {
    BALANCE: 'The payer pays from their DANA balance.',
    E_WALLET: 'The payer uses another wallet, such as GoPay or OVO.',
    VIRTUAL_ACCOUNT: 'The payer transfers to a virtual account at a bank.',
    QRIS: "The payer scans QRIS, Indonesia's national QR code.",
    CARD: 'The payer uses a credit or debit card.',
    RETAIL_OUTLET: 'The payer pays cash at a retail outlet.',
    OTHER: 'The option belongs to no other group.',
  },
);

const PromoRef = builder.objectRef<Promo>('Promo').implement({
  description: 'A discount that DANA offers with a payment option.',
  fields: (t) => ({
    promoId: t.exposeString('promoId', { description: "DANA's id of the promotion." }),
    promoType: t.exposeString('promoType', {
      description:
        'The type of the promotion, for example DIRECT_DISCOUNT. DANA adds new values over time, so clients must accept unknown ones.',
    }),
    amount: t.expose('amount', {
      type: MoneyRef,
      nullable: true,
      description: 'The amount of the discount. Null if DANA does not report it.',
    }),
  }),
});

export const PaymentOptionRef = builder.objectRef<PaymentOption>('PaymentOption').implement({
  description: 'One way to pay. Pass payMethod and payOption unchanged to createOrder or payCheckout.',
  fields: (t) => ({
    kind: t.field({
      type: PaymentOptionKindEnum,
      description: 'The group of the option, for display.',
      resolve: ({ payMethod, payOption }) => paymentOptionKind(payMethod, payOption),
    }),
    payMethod: t.expose('payMethod', { type: 'PayMethod', description: 'The family of the payment method.' }),
    payOption: t.expose('payOption', {
      type: 'PayOption',
      nullable: true,
      description: 'The concrete channel. Null for methods without channels, such as BALANCE.',
    }),
    name: t.string({
      description: 'The name of the option for people, for example BRI Virtual Account, QRIS or GoPay.',
      args: languageArgs,
      resolve: ({ payMethod, payOption }, { language }) =>
        paymentOptionName(payMethod, payOption)[language ?? 'EN'],
    }),
    promos: t.expose('promos', {
      type: [PromoRef],
      description: 'The discounts that DANA offers with this option.',
    }),
  }),
});
