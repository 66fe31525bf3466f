import type { Actor } from '../../../src/domain/actor.ts';

/** The key with which the merchant's software creates an order or a checkout: one for each number. */
export function creatorOf(partnerReferenceNo: string): Actor {
  return { kind: 'SERVER_KEY', id: `creates ${partnerReferenceNo}`, name: 'shop' };
}

/** The key with which the merchant's software cancels an order. */
export function cancellerOf(partnerReferenceNo: string): Actor {
  return { kind: 'SERVER_KEY', id: `cancels ${partnerReferenceNo}`, name: 'support' };
}

export const personNumbers = [1, 2, 3] as const;
export type PersonNumber = (typeof personNumbers)[number];

/** One of the merchant's people, whichever key they use. */
export function personOf(number: PersonNumber): Actor {
  return { kind: 'OPERATOR', id: `person-${number}`, name: ['Ani', 'Budi', 'Citra'][number - 1] ?? null };
}

/** A refund's number that says which person requests it. */
export function refundNoOf(person: PersonNumber, rest: string): string {
  return `${rest}-by${person}`;
}

/** The key with which the merchant's software requests a refund, or the person whose number it has. */
export function refunderOf(partnerRefundNo: string): Actor {
  const person = personNumbers.find((number) => partnerRefundNo.endsWith(refundNoOf(number, '')));
  if (person !== undefined) return personOf(person);
  return { kind: 'SERVER_KEY', id: `refunds ${partnerRefundNo}`, name: 'finance' };
}

/** The payer of a checkout. */
export function payerOf(checkoutId: string): Actor {
  return { kind: 'CHECKOUT_TOKEN', id: checkoutId, name: null };
}
