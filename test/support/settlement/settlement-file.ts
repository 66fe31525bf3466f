import { formatJakartaTime } from '../../../src/domain/jakarta-time.ts';

/** The cells of a line that a test is about; the others are of an ordinary payment. Amounts in cents, as in the file. */
export interface WrittenLine {
  readonly type?: string;
  readonly transId?: string;
  readonly requestId?: string;
  readonly payMethod?: string;
  readonly amount?: bigint | string;
  readonly commission?: bigint | string;
  readonly tax?: bigint | string;
  readonly net?: bigint | string;
  readonly at?: Date;
  readonly settledAt?: Date;
  readonly merchantId?: string;
  readonly currency?: string;
  readonly transactionId?: string;
  readonly batchNo?: string;
  readonly referenceNo?: string;
}

export const settlementHeader =
  'SETTLEMENT_TXN_ID;TXN_ID;TXN_TYPE;ACQUIREMENT_ID;MID;SETTLE_DATE;MERCHANT_NAME;TXN_AMOUNT;TXN_CURRENCY;TXN_DATE;ORIGINAL_TXN_ID;ORIGINAL_TXN_DATE;MERCHANT_COMMISSION_EDIK;SERVICE_TAX_EDIK;WITHHOLDING_TAX_EDIK;MERCHANT_COMMISSION_ASR;SERVICE_TAX_ASR;WITHHOLDING_TAX_ASR;SETTLE_AMOUNT;MERCHANT_TRANS_ID;MERCHANT_REQUEST_ID;PAY_METHOD;MERCHANT_CUST_ID;SETTLE_UNIT_TYPE;SETTLE_UNIT_VALUE;SHOP_ID;BUYER_MOBILE_NO;DIVISION_ID;PRODUCT_TYPE';

/** The merchant of these files. */
export const settledMerchantId = '216620000000000000001';

/** The name that DANA gives the file of a day, `20260115`. */
export function settlementFileName(
  day: string,
  unit = 'MERCHANT_Shop',
  merchantId = settledMerchantId,
): string {
  return `MERCHANT_SETTLEMENT_${merchantId}_${unit}_${day}.csv`;
}

/** A file with these lines, as DANA writes it. */
export function settlementFile(lines: readonly WrittenLine[]): string {
  return `${[settlementHeader, ...lines.map(settlementLine)].join('\n')}\n`;
}

function settlementLine(line: WrittenLine): string {
  const { type = 'ACQUIRING_ORDER', transId = 'ord-1', requestId = '', payMethod = 'BALANCE' } = line;
  const { amount = 7_500_000n, commission = 0n, tax = 0n } = line;
  const at = line.at ?? new Date('2026-01-15T03:05:00Z');
  const settledAt = line.settledAt ?? new Date(at.getTime() + 24 * 60 * 60_000);
  const isNumber = typeof amount === 'bigint' && typeof commission === 'bigint' && typeof tax === 'bigint';
  const net = line.net ?? (isNumber ? amount - commission - tax : amount);
  return [
    line.batchNo ?? '20260116111213810400166007016111327',
    line.transactionId ?? `txn-${type}-${transId}-${requestId}`,
    type,
    line.referenceNo ?? '',
    line.merchantId ?? settledMerchantId,
    formatJakartaTime(settledAt),
    'Shop',
    amount,
    line.currency ?? 'IDR',
    formatJakartaTime(at),
    '',
    '',
    commission,
    tax,
    0,
    0,
    0,
    0,
    net,
    transId,
    requestId,
    payMethod,
    '',
    'DEFAULT',
    'DEFAULT',
    '',
    '',
    '',
    'Online Cashier',
  ].join(';');
}

/** The bytes of a file, in pieces as a stream brings them. */
export async function* bytesOf(text: string, pieceLength = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}
