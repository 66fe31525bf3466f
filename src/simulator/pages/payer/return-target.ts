import type { Order } from '../../model/order.ts';

/** The payer's destination after paying: a web page for a redirect, or an app that a tap can open. */
export interface ReturnTarget {
  kind: 'web' | 'app';
  url: string;
}

/** Schemes with which an address would run code or show content itself instead of leading to a shop. */
const forbiddenSchemes = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'filesystem:'];

type Returning = Pick<Order, 'returnUrl' | 'referenceNo' | 'partnerReferenceNo' | 'merchantId' | 'state'>;

/**
 * The merchant's PAY_RETURN with DANA's parameters, as a target that is safe to link and redirect to, or null
 * if there is none. The merchant's own parameters stay as they are. Anybody can write such an address, so a
 * merchant must never believe it.
 */
export function returnTarget(order: Returning): ReturnTarget | null {
  if (order.returnUrl === null || !URL.canParse(order.returnUrl)) return null;
  const url = new URL(order.returnUrl);
  if (forbiddenSchemes.includes(url.protocol)) return null;
  const added = new URLSearchParams({
    originalReferenceNo: order.referenceNo,
    originalPartnerReferenceNo: order.partnerReferenceNo,
    merchantId: order.merchantId,
    status: order.state,
  });
  url.search = url.search === '' ? `?${added}` : `${url.search}&${added}`;
  return { kind: url.protocol === 'http:' || url.protocol === 'https:' ? 'web' : 'app', url: url.href };
}
