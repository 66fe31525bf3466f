import { createHash, type KeyObject, sign } from 'node:crypto';
import { formatJakartaTime } from '../../../src/domain/jakarta-time.ts';
import type { Order } from '../../../src/domain/order.ts';

/** Where a Finish Notify is posted, which is a part of what is signed. */
export const notifyPath = '/v1.0/debit/notify';

/** A signed Finish Notify. */
export interface Notification {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * One for each order, saying that it was paid; written before the measurement, because DANA's signing is not
 * ours.
 */
export function writeNotifications(
  orders: readonly Pick<Order, 'referenceNo' | 'partnerReferenceNo' | 'payMethod' | 'payOption'>[],
  merchantId: string,
  key: KeyObject,
): readonly Notification[] {
  const at = formatJakartaTime(new Date());
  const amount = { currency: 'IDR', value: '75000.00' };
  return orders.map((order) => {
    const body = JSON.stringify({
      amount,
      originalReferenceNo: order.referenceNo,
      merchantId,
      latestTransactionStatus: '00',
      additionalInfo: {
        paidTime: at,
        paymentInfo: {
          payOptionInfos: [
            {
              transAmount: amount,
              payAmount: amount,
              payMethod: order.payMethod,
              payOption: order.payOption,
            },
          ],
          extendInfo: '{"externalPromoInfos":[]}',
        },
      },
      originalPartnerReferenceNo: order.partnerReferenceNo,
      createdTime: at,
      finishedTime: at,
      transactionStatusDesc: 'SUCCESS',
    });
    const hash = createHash('sha256').update(body).digest('hex');
    const signature = sign('sha256', Buffer.from(`POST:${notifyPath}:${hash}:${at}`), key).toString('base64');
    return {
      body,
      headers: { 'content-type': 'application/json', 'x-timestamp': at, 'x-signature': signature },
    };
  });
}
