import type { DanaMerchant } from '../../../src/dana/requests/request-parts.ts';
import { openOrder } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { nothingReturned, type Refund } from '../../../src/domain/refund.ts';
import type { OrderDetails } from '../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../support/actors.ts';

export const merchant: DanaMerchant = {
  merchantId: '216620000000000000001',
  subMerchantId: null,
  externalStoreId: null,
  mcc: '5732',
  returnUrl: 'https://shop.example/return',
  notifyUrl: 'https://pay.example/v1.0/debit/notify',
};

/** An order of 75,000 rupiah on DANA's hosted page, in minutes; a test names what it is about. */
export function anOrder(about: Partial<Order> = {}): Order {
  const { order } = openOrder(
    {
      id: '0190c1d2-0000-7000-8000-000000000001',
      partnerReferenceNo: 'ord-20260115-0001',
      title: 'Two tickets',
      amount: rupiah(7_500_000n),
      expiresAt: new Date(Date.now() + 30 * 60_000),
      createdAt: new Date(),
      externalStoreId: null,
      subMerchantId: null,
      payMethod: null,
      payOption: null,
      goods: [],
      metadata: [],
      checkoutId: null,
      contentHash: 'hash',
    },
    aServerKey,
  );
  return { ...order, ...about };
}

export function details(about: Partial<OrderDetails> = {}): OrderDetails {
  return {
    phoneNumber: null,
    returnUrl: null,
    isDeeplink: false,
    merchantTransType: null,
    disabledPayMethods: [],
    memo: null,
    buyer: null,
    shipping: [],
    terminal: 'WEB',
    clientIp: null,
    ...about,
  };
}

export function aRefund(about: Partial<Refund> = {}): Refund {
  return {
    id: '0190c1d2-0000-7000-8000-00000000000a',
    orderId: '0190c1d2-0000-7000-8000-000000000001',
    partnerRefundNo: 'ref-1',
    refundNo: null,
    amount: rupiah(1_000_000n),
    reason: null,
    actor: aServerKey,
    ...nothingReturned,
    contentHash: 'hash',
    status: 'PENDING',
    createdAt: new Date(),
    updatedAt: new Date(),
    ...about,
  };
}
