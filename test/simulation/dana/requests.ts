import { type Rupiah, rupiah } from '../../../src/domain/money.ts';

/** The bodies between the gateway and the model of DANA. Texts, as on the wire: stored, repeated, compared. */
export interface CreateRequest {
  readonly partnerReferenceNo: string;
  readonly amount: Rupiah;
  readonly expiresAtMs: number;
}
export interface RefundRequest {
  readonly partnerReferenceNo: string;
  readonly partnerRefundNo: string;
  readonly amount: Rupiah;
}

/** `writtenNo` makes each written body different, so that a rebuilt body differs from the stored one. */
export function writeRequest(request: CreateRequest | RefundRequest, writtenNo: number): string {
  return JSON.stringify({ ...request, amount: String(request.amount), writtenNo });
}

export function readCreateRequest(content: string): CreateRequest {
  const fields = JSON.parse(content) as { partnerReferenceNo: string; amount: string; expiresAtMs: number };
  return { ...fields, amount: rupiah(BigInt(fields.amount)) };
}

export function readRefundRequest(content: string): RefundRequest {
  const fields = JSON.parse(content) as {
    partnerReferenceNo: string;
    partnerRefundNo: string;
    amount: string;
  };
  return { ...fields, amount: rupiah(BigInt(fields.amount)) };
}
