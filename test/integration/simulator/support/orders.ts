import type { CreateOrderRequest, PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import type { Merchant } from './merchant.ts';

let orderCount = 0;

/** A number that no other order of this test file has. */
export function aReference(): string {
  orderCount += 1;
  return `ord-${process.pid}-${orderCount}`;
}

export interface OrderWish {
  partnerReferenceNo?: string;
  value?: string;
  payMethod?: string;
  payOption?: string;
  externalStoreId?: string;
  validUpTo?: string;
  notifyUrl?: string;
  orderTitle?: string;
}

/** A createOrder request with the members that the test is about; without payMethod it is a hosted order. */
export function anOrder(merchant: Merchant, wish: OrderWish = {}): CreateOrderRequest {
  const amount = { value: wish.value ?? '75000.00', currency: 'IDR' };
  const returnUrl = { url: 'https://shop.example/return', type: 'PAY_RETURN', isDeeplink: 'N' };
  const notification = { url: wish.notifyUrl ?? '', type: 'NOTIFICATION', isDeeplink: 'N' };
  const { payMethod, payOption = '' } = wish;
  const request = {
    partnerReferenceNo: wish.partnerReferenceNo ?? aReference(),
    merchantId: merchant.merchantId,
    amount,
    ...(wish.externalStoreId !== undefined && { externalStoreId: wish.externalStoreId }),
    ...(wish.validUpTo !== undefined && { validUpTo: wish.validUpTo }),
    urlParams: wish.notifyUrl === undefined ? [returnUrl] : [returnUrl, notification],
    ...(payMethod !== undefined && {
      payOptionDetails: [
        { payMethod, payOption, transAmount: amount, additionalInfo: { phoneNumber: '081200000000' } },
      ],
    }),
    additionalInfo: {
      mcc: '5732',
      order: {
        orderTitle: wish.orderTitle ?? 'Two tickets',
        scenario: payMethod === undefined ? 'REDIRECT' : 'API',
      },
      envInfo: { sourcePlatform: 'IPG', terminalType: 'SYSTEM', orderTerminalType: 'WEB' },
    },
  };
  return request as CreateOrderRequest;
}

export function queryOf(merchant: Merchant, partnerReferenceNo: string) {
  return {
    originalPartnerReferenceNo: partnerReferenceNo,
    serviceCode: '54',
    merchantId: merchant.merchantId,
  };
}

/** The order as DANA reports it. */
export function query(api: PaymentGatewayApi, merchant: Merchant, partnerReferenceNo: string) {
  return api.queryPayment(queryOf(merchant, partnerReferenceNo));
}
