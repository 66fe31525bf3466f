import type { DanaOperation } from '../../dana/response-codes.ts';

export type { DanaOperation } from '../../dana/response-codes.ts';

/** Where DANA's API reference puts each operation; the SDK builds the same. */
const operationPaths: Readonly<Record<string, DanaOperation>> = {
  '/v1.0/payment-gateway/consult-pay.htm': 'consultPay',
  '/payment-gateway/v1.0/debit/payment-host-to-host.htm': 'createOrder',
  '/payment-gateway/v1.0/debit/status.htm': 'queryPayment',
  '/payment-gateway/v1.0/debit/cancel.htm': 'cancelOrder',
  '/payment-gateway/v1.0/debit/refund.htm': 'refundOrder',
};

/** The operation behind the end of a path: DANA_BASE_URL may put a prefix before it. Null for everything else. */
export function operationAt(path: string): DanaOperation | null {
  const [, operation] = Object.entries(operationPaths).find(([end]) => path.endsWith(end)) ?? [];
  return operation ?? null;
}
