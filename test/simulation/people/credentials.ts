import type { Actor } from '../../../src/domain/actor.ts';

/** The key with which the merchant's software creates an order or a checkout: one for each number. */
export function creatorOf(partnerReferenceNo: string): Actor {
  return { kind: 'SERVER_KEY', id: `creates ${partnerReferenceNo}`, name: 'shop' };
}

/** The key with which the merchant's software cancels an order. */
export function cancellerOf(partnerReferenceNo: string): Actor {
  return { kind: 'SERVER_KEY', id: `cancels ${partnerReferenceNo}`, name: 'support' };
}

/** The key with which the merchant's software requests a refund. */
export function refunderOf(partnerRefundNo: string): Actor {
  return { kind: 'SERVER_KEY', id: `refunds ${partnerRefundNo}`, name: 'finance' };
}

/** The payer of a checkout. */
export function payerOf(checkoutId: string): Actor {
  return { kind: 'CHECKOUT_TOKEN', id: checkoutId, name: null };
}
