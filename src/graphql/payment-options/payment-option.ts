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
  'How options are grouped for a payer. A method that DANA adds later falls into the group it names, else OTHER.',
  {
    BALANCE: "The payer's DANA balance.",
    E_WALLET: 'Another wallet, such as GoPay or OVO.',
    VIRTUAL_ACCOUNT: 'A transfer to a virtual account of a bank.',
    QRIS: "QRIS, Indonesia's national QR code.",
    CARD: 'A credit or debit card.',
    RETAIL_OUTLET: 'Cash at a retail outlet.',
    OTHER: 'Everything else.',
  },
);

const PromoRef = builder.objectRef<Promo>('Promo').implement({
  description: 'A discount that DANA offers with an option.',
  fields: (t) => ({
    promoId: t.exposeString('promoId', { description: "DANA's id of the promotion." }),
    promoType: t.exposeString('promoType', {
      description: 'Its type, e.g. DIRECT_DISCOUNT. An open set: DANA adds values.',
    }),
    amount: t.expose('amount', {
      type: MoneyRef,
      nullable: true,
      description: 'How much it takes off. Null where DANA does not say.',
    }),
  }),
});

export const PaymentOptionRef = builder.objectRef<PaymentOption>('PaymentOption').implement({
  description: 'One way to pay. Hand payMethod and payOption to createOrder as they are.',
  fields: (t) => ({
    kind: t.field({
      type: PaymentOptionKindEnum,
      description: 'The group it belongs to.',
      resolve: ({ payMethod, payOption }) => paymentOptionKind(payMethod, payOption),
    }),
    payMethod: t.expose('payMethod', { type: 'PayMethod', description: 'The method family.' }),
    payOption: t.expose('payOption', {
      type: 'PayOption',
      nullable: true,
      description: 'The concrete channel. Null for methods that have none, such as BALANCE.',
    }),
    name: t.string({
      description: 'For people: BRI Virtual Account, QRIS, GoPay.',
      args: languageArgs,
      resolve: ({ payMethod, payOption }, { language }) =>
        paymentOptionName(payMethod, payOption)[language ?? 'EN'],
    }),
    promos: t.expose('promos', { type: [PromoRef], description: 'Discounts that DANA offers with it.' }),
  }),
});
