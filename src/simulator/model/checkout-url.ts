import type { Order } from './order.ts';

/** The path of DANA's hosted payment page. */
export const checkoutPath = '/n/cashier/new/checkout';

/** The address of the payer's page, in the shape of real addresses: bizNo is DANA's number of the order. */
export function checkoutUrl(publicUrl: string, order: Order): string {
  const query = new URLSearchParams({
    bizNo: order.referenceNo,
    timestamp: String(Date.parse(order.createdAt)),
    originSourcePlatform: 'IPG',
    mid: order.merchantId,
  });
  return `${publicUrl}${checkoutPath}?${query}`;
}
