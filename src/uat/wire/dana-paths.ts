import type { DanaOperation } from '../../dana/response-codes.ts';

export type { DanaOperation } from '../../dana/response-codes.ts';

/** The path of each operation in DANA's API reference; the SDK uses the same. */
const operationPaths: Readonly<Record<string, DanaOperation>> = {
  '/v1.0/payment-gateway/consult-pay.htm': 'consultPay',
  '/payment-gateway/v1.0/debit/payment-host-to-host.htm': 'createOrder',
  '/payment-gateway/v1.0/debit/status.htm': 'queryPayment',
  '/payment-gateway/v1.0/debit/cancel.htm': 'cancelOrder',
  '/payment-gateway/v1.0/debit/refund.htm': 'refundOrder',
};

/** The operation that a path ends with (DANA_BASE_URL may add a prefix), or null. */
export function operationAt(path: string): DanaOperation | null {
  const [, operation] = Object.entries(operationPaths).find(([end]) => path.endsWith(end)) ?? [];
  return operation ?? null;
}
