import { formatJakarta, jakartaTime } from './jakarta-time.ts';
import type { SettlementLine } from './settlement-lines.ts';

/** DANA's columns (Payment Services Settlement File, version 1.2.0). */
const header =
  'SETTLEMENT_TXN_ID;TXN_ID;TXN_TYPE;ACQUIREMENT_ID;MID;SETTLE_DATE;MERCHANT_NAME;TXN_AMOUNT;TXN_CURRENCY;TXN_DATE;ORIGINAL_TXN_ID;ORIGINAL_TXN_DATE;MERCHANT_COMMISSION_EDIK;SERVICE_TAX_EDIK;WITHHOLDING_TAX_EDIK;MERCHANT_COMMISSION_ASR;SERVICE_TAX_ASR;WITHHOLDING_TAX_ASR;SETTLE_AMOUNT;MERCHANT_TRANS_ID;MERCHANT_REQUEST_ID;PAY_METHOD;MERCHANT_CUST_ID;SETTLE_UNIT_TYPE;SETTLE_UNIT_VALUE;SHOP_ID;BUYER_MOBILE_NO;DIVISION_ID;PRODUCT_TYPE';

const merchantName = 'Simulated shop';

/** What a file is about: the whole merchant, or one of its divisions or shops. */
export interface SettlementUnit {
  kind: 'MERCHANT' | 'DIVISION' | 'SHOP';
  name: string;
}

/** The merchant's file without a unit. */
export const wholeMerchant: SettlementUnit = { kind: 'MERCHANT', name: 'SIMULATED' };

/** Whether the file of this unit has the lines of an order. */
export function isOfUnit(unit: SettlementUnit, { order }: SettlementLine): boolean {
  if (unit.kind === 'MERCHANT') return true;
  return (unit.kind === 'SHOP' ? order.externalStoreId : order.subMerchantId) === unit.name;
}

/** The name that DANA gives a file; `day` is 2026-01-15. */
export function settlementFileName(merchantId: string, { kind, name }: SettlementUnit, day: string): string {
  return `MERCHANT_SETTLEMENT_${merchantId}_${kind}_${name}_${day.replaceAll('-', '')}.csv`;
}

/** Writes the file of a day that DANA settles at `settledAt`. */
export function writeSettlementFile(
  lines: readonly SettlementLine[],
  about: { merchantId: string; unit: SettlementUnit; settledAt: Date },
): string {
  const settledAt = formatJakarta(about.settledAt);
  const batchNo = `${settledAt.slice(0, 10).replaceAll('-', '')}111213810400166000000000001`;
  const rows = lines.map(({ order, type, ...line }) => {
    const isReturn = type === 'REFUND' || type === 'CANCEL';
    return [
      batchNo,
      line.transactionId,
      type,
      // Empty on some lines, as in DANA's sample.
      type === 'REFUND' ? '' : order.referenceNo,
      about.merchantId,
      settledAt,
      merchantName,
      line.amount,
      'IDR',
      jakartaTime(line.at),
      isReturn ? order.referenceNo : '',
      isReturn ? jakartaTime(order.createdAt) : '',
      line.commission,
      line.serviceTax,
      0,
      0,
      0,
      0,
      line.net,
      order.partnerReferenceNo,
      line.requestId,
      line.payMethod,
      '',
      about.unit.kind,
      about.unit.name,
      order.externalStoreId ?? '',
      '',
      order.subMerchantId ?? '',
      'Online Cashier',
    ]
      .map((cell) => quoted(String(cell)))
      .join(';');
  });
  return `${[header, ...rows].join('\n')}\n`;
}

function quoted(cell: string): string {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
