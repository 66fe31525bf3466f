import type { CreateOrderInput } from '../../use-cases/input/check-create-order.ts';
import type { OrderDetails } from '../../use-cases/ports/payment-provider.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { BuyerInputRef, buyerOf } from './buyer.ts';
import { GoodsInputRef, goodsOf } from './goods.ts';
import { MetadataEntryInputRef } from './metadata.ts';
import { ShippingInputRef, shippingOf } from './shipping.ts';

const TerminalEnum = describedEnum<OrderDetails['terminal']>(
  'Terminal',
  "What the payer holds in hands, as DANA's orderTerminalType.",
  {
    APP: 'A mobile app.',
    WEB: 'A browser on a computer.',
    WAP: 'A browser on a phone.',
    SYSTEM: 'No payer is present: a server.',
  },
);

export const CreateOrderInputRef = builder.inputType('CreateOrderInput', {
  description: 'An order to be created.',
  fields: (t) => ({
    partnerReferenceNo: t.string({
      required: true,
      description:
        "The merchant's own order number: 1 to 64 of A-Z a-z 0-9 _ - . /; at most 25 where QRIS may be used.",
    }),
    amount: t.field({ type: 'Rupiah', required: true, description: 'What is to be paid.' }),
    title: t.string({ required: true, description: 'What the payer sees: 1 to 64 characters.' }),
    payMethod: t.field({
      type: 'PayMethod',
      description: "Left out: DANA's hosted page, where the payer chooses (scenario REDIRECT).",
    }),
    payOption: t.field({
      type: 'PayOption',
      description: 'The channel, for methods that have channels. As paymentOptions lists it.',
    }),
    phoneNumber: t.string({
      description: "The payer's phone number, e.g. 081234567890. Required for cards and e-wallets.",
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        "Default: now + 30 minutes. From 1 minute to 7 days ahead; in DANA's sandbox 30 minutes at most.",
    }),
    returnUrl: t.field({
      type: 'Url',
      description:
        'Where DANA sends the payer afterwards; on the allow-list. Default: RETURN_URL. An app scheme is sent as ' +
        'isDeeplink Y. That the payer comes back says nothing about the payment.',
    }),
    externalStoreId: t.string({ description: "The shop's id in DANA's portal. Needed for QRIS." }),
    subMerchantId: t.string({ description: "The division's id in DANA's portal; for aggregators." }),
    merchantTransType: t.string({
      description: 'A label of the transaction for DANA. At most 64 characters.',
    }),
    disabledPayMethods: t.field({
      type: ['PayMethod'],
      description: "Methods that DANA's hosted page is not to offer. Hosted page only.",
    }),
    memo: t.string({ description: 'A note that DANA keeps with the order. At most 64 characters.' }),
    goods: t.field({ type: [GoodsInputRef], description: 'What is sold. At most 100 lines.' }),
    buyer: t.field({ type: BuyerInputRef, description: 'Who buys, in words of the merchant.' }),
    shipping: t.field({ type: [ShippingInputRef], description: 'Where goods are sent to. At most 10.' }),
    terminal: t.field({ type: TerminalEnum, defaultValue: 'WEB', description: 'What the payer uses.' }),
    clientIp: t.string({ description: "The payer's IP address, version 4 or 6." }),
    metadata: t.field({
      type: [MetadataEntryInputRef],
      description: "The merchant's own labels; not sent to DANA. At most 50.",
    }),
  }),
});

/** The input as the use case takes it: null for what was left out, nothing else changed. */
export function createOrderInput(input: typeof CreateOrderInputRef.$inferInput): CreateOrderInput {
  return {
    partnerReferenceNo: input.partnerReferenceNo,
    amount: input.amount,
    title: input.title,
    payMethod: input.payMethod ?? null,
    payOption: input.payOption ?? null,
    phoneNumber: input.phoneNumber ?? null,
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
