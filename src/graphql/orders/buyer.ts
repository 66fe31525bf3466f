import type { OrderDetails } from '../../use-cases/ports/payment-provider.ts';
import { builder } from '../schema/builder.ts';

export const BuyerInputRef = builder.inputType('BuyerInput', {
  description: "The buyer, in the form of DANA's order.buyer.",
  fields: (t) => ({
    externalUserType: t.string({
      description:
        "The kind of externalUserId in the merchant's words, at most 32 characters. It is required with externalUserId.",
    }),
    externalUserId: t.string({ description: "The buyer's id at the merchant, at most 32 characters." }),
    nickname: t.string({ description: "The buyer's name, at most 64 characters." }),
    userId: t.string({ description: "The buyer's id at DANA, at most 32 characters." }),
  }),
});

/** Converts the buyer for the use cases: omitted fields become null. */
export function buyerOf(input: typeof BuyerInputRef.$inferInput): NonNullable<OrderDetails['buyer']> {
  return {
    externalUserType: input.externalUserType ?? null,
    externalUserId: input.externalUserId ?? null,
    nickname: input.nickname ?? null,
    userId: input.userId ?? null,
  };
}
