import {
  type CancelOrderRequest,
  CancelOrderRequestToJSON,
  type ConsultPayRequest,
  ConsultPayRequestToJSON,
  type QueryPaymentRequest,
  QueryPaymentRequestToJSON,
  type RefundOrderRequest,
  RefundOrderRequestToJSON,
  validateCancelOrderRequest,
  validateConsultPayRequest,
  validateQueryPaymentRequest,
  validateRefundOrderRequest,
} from 'dana-node/payment_gateway/v1';
import type { Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import { type DanaMerchant, demandNoFaults, envInfoOf, moneyOf, present } from './request-parts.ts';

/** The service code of orders made by createOrder, as a query must name it. */
const createOrderServiceCode = '54';

/** Consult Pay. externalStoreId is ours: the SDK (1.5.11) drops it, and without it DANA lists no QRIS. */
export function writeConsultRequest(
  input: { amount: Rupiah; externalStoreId: string | null },
  merchant: DanaMerchant,
): string {
  const request: ConsultPayRequest = {
    merchantId: merchant.merchantId,
    amount: moneyOf(input.amount),
    // Required by the types of 1.5.11; DANA takes an empty one.
    additionalInfo: { buyer: {}, envInfo: envInfoOf('WEB', null) },
  };
  demandNoFaults(validateConsultPayRequest(request));
  const externalStoreId = input.externalStoreId ?? merchant.externalStoreId;
  return JSON.stringify({ ...ConsultPayRequestToJSON(request), ...present({ externalStoreId }) });
}

/** Query Payment, by our reference alone: DANA's number may not be known. */
export function writeQueryRequest(
  order: Pick<Order, 'partnerReferenceNo' | 'subMerchantId'>,
  merchant: DanaMerchant,
): string {
  const request: QueryPaymentRequest = {
    originalPartnerReferenceNo: order.partnerReferenceNo,
    serviceCode: createOrderServiceCode,
    merchantId: merchant.merchantId,
    ...present({ subMerchantId: order.subMerchantId ?? merchant.subMerchantId }),
  };
  demandNoFaults(validateQueryPaymentRequest(request));
  return JSON.stringify(QueryPaymentRequestToJSON(request));
}

/** Cancel Order. DANA cancels in full only, so no amount is named. */
export function writeCancelRequest(
  order: Pick<Order, 'partnerReferenceNo' | 'subMerchantId' | 'cancellation'>,
  merchant: DanaMerchant,
): string {
  const request: CancelOrderRequest = {
    originalPartnerReferenceNo: order.partnerReferenceNo,
    merchantId: merchant.merchantId,
    ...present({
      subMerchantId: order.subMerchantId ?? merchant.subMerchantId,
      reason: order.cancellation?.reason ?? null,
    }),
  };
  demandNoFaults(validateCancelOrderRequest(request));
  return JSON.stringify(CancelOrderRequestToJSON(request));
}

/** Refund Order. partnerRefundNo is DANA's idempotency key: the stored body is repeated byte for byte. */
export function writeRefundRequest(
  order: Pick<Order, 'partnerReferenceNo' | 'subMerchantId' | 'externalStoreId'>,
  refund: Pick<Refund, 'partnerRefundNo' | 'amount' | 'reason'>,
  merchant: DanaMerchant,
): string {
  const request: RefundOrderRequest = {
    merchantId: merchant.merchantId,
    originalPartnerReferenceNo: order.partnerReferenceNo,
    partnerRefundNo: refund.partnerRefundNo,
    refundAmount: moneyOf(refund.amount),
    ...present({
      subMerchantId: order.subMerchantId ?? merchant.subMerchantId,
      externalStoreId: order.externalStoreId ?? merchant.externalStoreId,
      reason: refund.reason,
    }),
  };
  demandNoFaults(validateRefundOrderRequest(request));
  return JSON.stringify(RefundOrderRequestToJSON(request));
}
