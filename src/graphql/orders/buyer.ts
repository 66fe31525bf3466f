import type { OrderDetails } from '../../use-cases/ports/payment-provider.ts';
import { builder } from '../schema/builder.ts';

export const BuyerInputRef = builder.inputType('BuyerInput', {
  description: "Who buys, as DANA's order.buyer describes it.",
  fields: (t) => ({
    externalUserType: t.string({
      description: 'What externalUserId is, in words of the merchant; needed with it. At most 32 characters.',
    }),
    externalUserId: t.string({ description: "The buyer's id at the merchant. At most 32 characters." }),
    nickname: t.string({ description: "The buyer's name. At most 64 characters." }),
    userId: t.string({ description: "The buyer's id at DANA. At most 32 characters." }),
  }),
});

/** The buyer as the use cases take it: what was left out is null. */
export function buyerOf(input: typeof BuyerInputRef.$inferInput): NonNullable<OrderDetails['buyer']> {
  return {
    externalUserType: input.externalUserType ?? null,
    externalUserId: input.externalUserId ?? null,
    nickname: input.nickname ?? null,
    userId: input.userId ?? null,
  };
}
