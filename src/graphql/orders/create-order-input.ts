import type { CreateOrderInput } from '../../use-cases/input/check-create-order.ts';
import { withoutPhonePunctuation } from '../../use-cases/input/phone-number.ts';
import type { OrderDetails } from '../../use-cases/ports/payment-provider.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { BuyerInputRef, buyerOf } from './buyer.ts';
import { GoodsInputRef, goodsOf } from './goods.ts';
import { MetadataEntryInputRef } from './metadata.ts';
import { ShippingInputRef, shippingOf } from './shipping.ts';

const TerminalEnum = describedEnum<OrderDetails['terminal']>(
  'Terminal',
  "The payer's device, in the form of DANA's orderTerminalType.",
  {
    APP: 'The payer uses a mobile app.',
    WEB: 'The payer uses a browser on a computer.',
    WAP: 'The payer uses a browser on a phone.',
    SYSTEM: 'No payer is present: the request comes from a server.',
  },
);

export const CreateOrderInputRef = builder.inputType('CreateOrderInput', {
  description: 'The order to create.',
  fields: (t) => ({
    partnerReferenceNo: t.string({
      required: true,
      description:
        "The merchant's own order number, for example ord-20260115-0001. It has 1 to 64 characters of A-Z a-z 0-9 _ - . /, and at most 25 if QRIS may be used.",
    }),
    amount: t.field({ type: 'Rupiah', required: true, description: 'The amount to pay.' }),
    title: t.string({ required: true, description: 'The title that the payer sees, 1 to 64 characters.' }),
    payMethod: t.field({
      type: 'PayMethod',
      description:
        "The payment method, for example VIRTUAL_ACCOUNT. Without it, the payer chooses on DANA's hosted page (scenario REDIRECT).",
    }),
    payOption: t.field({
      type: 'PayOption',
      description:
        'The payment channel as paymentOptions lists it, for example VIRTUAL_ACCOUNT_BRI. Methods with several channels require it.',
    }),
    phoneNumber: t.string({
      description:
        "The payer's phone number, for example 081234567890 or +62 812-3456-7890: 8 to 15 characters, digits and a leading plus. Spaces, dashes, dots and parentheses are removed before they are counted. Cards and e-wallets require it.",
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        "The time until which the order can be paid, 1 minute to 7 days ahead, or at most 30 minutes in DANA's sandbox. The default is 30 minutes from now.",
    }),
    returnUrl: t.field({
      type: 'Url',
      description:
        'The URL to which DANA sends the payer afterwards. It must be on the allow-list. The default is ' +
        'RETURN_URL. The gateway sends an app scheme with isDeeplink Y. The return of the payer does not prove ' +
        'a payment.',
    }),
    externalStoreId: t.string({ description: "The shop's id in DANA's portal. QRIS requires it." }),
    subMerchantId: t.string({ description: "The division's id in DANA's portal, for aggregators." }),
    merchantTransType: t.string({
      description: 'A label of the transaction for DANA, at most 64 characters.',
    }),
    disabledPayMethods: t.field({
      type: ['PayMethod'],
      description: "Methods that DANA's hosted page does not offer. It is allowed only for the hosted page.",
    }),
    memo: t.string({ description: 'A note that DANA keeps with the order, at most 64 characters.' }),
    goods: t.field({ type: [GoodsInputRef], description: 'The articles that are sold, at most 100.' }),
    buyer: t.field({ type: BuyerInputRef, description: 'The buyer, as the merchant knows them.' }),
    shipping: t.field({ type: [ShippingInputRef], description: 'The shipments of the goods, at most 10.' }),
    terminal: t.field({ type: TerminalEnum, defaultValue: 'WEB', description: "The payer's device." }),
    clientIp: t.string({ description: "The payer's IP address, version 4 or 6, for example 203.0.113.7." }),
    metadata: t.field({
      type: [MetadataEntryInputRef],
      description: "The merchant's own labels, at most 50. They are not sent to DANA.",
    }),
  }),
});

/** Converts the input for the use case: omitted fields become null, and the phone number loses its punctuation. */
export function createOrderInput(input: typeof CreateOrderInputRef.$inferInput): CreateOrderInput {
  return {
    partnerReferenceNo: input.partnerReferenceNo,
    amount: input.amount,
    title: input.title,
    payMethod: input.payMethod ?? null,
    payOption: input.payOption ?? null,
    phoneNumber: input.phoneNumber == null ? null : withoutPhonePunctuation(input.phoneNumber),
    expiresAt: input.expiresAt ?? null,
    returnUrl: input.returnUrl ?? null,
    externalStoreId: input.externalStoreId ?? null,
    subMerchantId: input.subMerchantId ?? null,
    merchantTransType: input.merchantTransType ?? null,
    disabledPayMethods: input.disabledPayMethods ?? [],
    memo: input.memo ?? null,
    goods: (input.goods ?? []).map(goodsOf),
    buyer: input.buyer ? buyerOf(input.buyer) : null,
    shipping: (input.shipping ?? []).map(shippingOf),
    terminal: input.terminal ?? 'WEB',
    clientIp: input.clientIp ?? null,
    metadata: input.metadata ?? [],
  };
}
