import { createDanaApi } from '../../../src/dana/calls/api.ts';
import { normalisePrivateKey } from '../../../src/dana/keys/keys.ts';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import {
  writeCancelRequest,
  writeConsultRequest,
  writeQueryRequest,
  writeRefundRequest,
} from '../../../src/dana/requests/write-requests.ts';
import type { DanaOperation } from '../../../src/dana/response-codes.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { anOrder, aRefund, details, merchant } from '../../unit/dana/orders.ts';
import { merchantKeys } from './dana-server.ts';

const key = normalisePrivateKey(merchantKeys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
if (key.kind !== 'ok') throw new Error(key.reason);
const credentials = {
  partnerId: 'partner-1',
  privateKey: key.key,
  origin: 'https://shop.example',
  environment: 'sandbox',
} as const;
/** The API of a DANA at this address. */
export const apiOf = (baseUrl: string, timeoutMs = 5_000) =>
  createDanaApi({ ...credentials, baseUrl, timeoutMs });

/** The order that the bodies below are about. */
export const order = anOrder({ title: 'Kopi – 漢字 😀 "\\/', payMethod: 'BALANCE' });
/** A body for each operation. */
export const bodies: Record<DanaOperation, string> = {
  consultPay: writeConsultRequest({ amount: rupiah(7_500_000n), externalStoreId: 'store-1' }, merchant),
  createOrder: writeCreateRequest(order, details({ memo: 'Gate 4' }), merchant),
  queryPayment: writeQueryRequest(order, merchant),
  cancelOrder: writeCancelRequest(order, merchant),
  refundOrder: writeRefundRequest(order, aRefund({ reason: 'rusak' }), merchant),
};
/** The path of each operation at DANA. */
export const paths: Record<DanaOperation, string> = {
  consultPay: '/v1.0/payment-gateway/consult-pay.htm',
  createOrder: '/payment-gateway/v1.0/debit/payment-host-to-host.htm',
  queryPayment: '/payment-gateway/v1.0/debit/status.htm',
  cancelOrder: '/payment-gateway/v1.0/debit/cancel.htm',
  refundOrder: '/payment-gateway/v1.0/debit/refund.htm',
};
/** All operations. */
export const operations = Object.keys(bodies) as DanaOperation[];
