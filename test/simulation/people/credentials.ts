import { actorOf } from '../../../src/access/caller.ts';
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

/** One of the merchant's people, with a key or signed in to the console: the same person either way. */
export function personOf(number: PersonNumber, way: 'key' | 'session' = 'key'): Actor {
  const name = ['Ani', 'Budi', 'Citra'][number - 1] ?? '';
  const operator = { id: `person-${number}`, name, role: 'admin' } as const;
  return actorOf({ kind: 'serverKey', keyId: `${way}-${number}`, name, scopes: new Set(), operator });
}

/** A refund's number that says which person requests it. */
export function refundNoOf(person: PersonNumber, rest: string): string {
  return `${rest}-by${person}`;
}

/** The key with which the merchant's software requests a refund, or the person whose number it has. */
export function refunderOf(partnerRefundNo: string): Actor {
  // The lines of a batch are numbered: `batch-1-by2-7`.
  const batchNo = /^(batch-.*)-\d+$/.exec(partnerRefundNo)?.[1] ?? partnerRefundNo;
  const person = personNumbers.find((number) => batchNo.endsWith(refundNoOf(number, '')));
  if (person !== undefined) return personOf(person);
  return { kind: 'SERVER_KEY', id: `refunds ${partnerRefundNo}`, name: 'finance' };
}

/** The payer of a checkout. */
export function payerOf(checkoutId: string): Actor {
  return { kind: 'CHECKOUT_TOKEN', id: checkoutId, name: null };
}
