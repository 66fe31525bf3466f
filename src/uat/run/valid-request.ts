import { randomUUID } from 'node:crypto';
import type { DanaMerchant } from '../../dana/requests/request-parts.ts';
import { writeCreateRequest } from '../../dana/requests/write-create-request.ts';
import {
  writeCancelRequest,
  writeConsultRequest,
  writeQueryRequest,
  writeRefundRequest,
} from '../../dana/requests/write-requests.ts';
import type { DanaOperation } from '../../dana/response-codes.ts';
import { gatewayActor } from '../../domain/actor.ts';
import { openOrder } from '../../domain/lifecycle.ts';
import { type Rupiah, rupiah } from '../../domain/money.ts';
import { type CreateOrderRules, checkCreateOrder } from '../../use-cases/input/check-create-order.ts';

const oneRupiah: Rupiah = rupiah(100n);

/** The body of a request without a fault, made by the gateway's own writers. */
export function validRequest(
  operation: DanaOperation,
  partnerReferenceNo: string,
  parts: { readonly merchant: DanaMerchant; readonly rules: CreateOrderRules; readonly now: Date },
): string {
  const { merchant } = parts;
  const original = { partnerReferenceNo, subMerchantId: null, externalStoreId: null, cancellation: null };
  switch (operation) {
    case 'consultPay':
      return writeConsultRequest({ amount: oneRupiah, externalStoreId: null }, merchant);
    case 'createOrder':
      return createRequest(partnerReferenceNo, parts);
    case 'queryPayment':
      return writeQueryRequest(original, merchant);
    case 'cancelOrder':
      return writeCancelRequest(original, merchant);
    case 'refundOrder':
      // DANA's suite uses the order's own number for the refund: the two are separate namespaces.
      return writeRefundRequest(
        original,
        { partnerRefundNo: partnerReferenceNo, amount: oneRupiah, reason: null },
        merchant,
      );
  }
}

function createRequest(
  partnerReferenceNo: string,
  { merchant, rules, now }: Parameters<typeof validRequest>[2],
): string {
  const input = {
    ...{ partnerReferenceNo, amount: oneRupiah, title: orderTitle },
    ...{ payMethod: null, payOption: null, phoneNumber: null, expiresAt: null, returnUrl: null },
    ...{ externalStoreId: null, subMerchantId: null, merchantTransType: null, memo: null, clientIp: null },
    ...{ disabledPayMethods: [], goods: [], buyer: null, shipping: [], metadata: [] },
    terminal: 'WEB',
  } as const;
  const checked = checkCreateOrder(input, rules, now);
  if (checked.kind === 'InvalidInput')
    throw new Error('the order of the acceptance tests breaks a rule of our own');
  const identity = { id: randomUUID(), checkoutId: null, contentHash: '', createdAt: now };
  const { order } = openOrder({ ...checked.order, ...identity }, gatewayActor);
  return writeCreateRequest(order, checked.details, merchant);
}

/** The title that a payer would see. */
export const orderTitle = 'Acceptance test';
