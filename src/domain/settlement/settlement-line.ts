/**
 * The types of DANA's settlement lines. The file writes every amount without a sign; the type says whether the money
 * comes to the merchant or goes. `CHARGEBACK` is not documented: no page of DANA's says how a chargeback is settled.
 */
export const settlementTypes = [
  'ACQUIRING_ORDER',
  'CAPTURE',
  'VOUCHER_DEDUCTION',
  'REFUND',
  'CANCEL',
  'CHARGEBACK',
] as const;
export type SettlementType = (typeof settlementTypes)[number];

/** +1: to the merchant; -1: from the merchant, together with the fees that DANA gives back with it. */
export const signOf: Readonly<Record<SettlementType, 1n | -1n>> = {
  ACQUIRING_ORDER: 1n,
  CAPTURE: 1n,
  VOUCHER_DEDUCTION: -1n,
  REFUND: -1n,
  CANCEL: -1n,
  CHARGEBACK: -1n,
};

/** The pay method of a line that credits a refund which DANA could not deliver. */
export const adjustmentMethod = 'ADJUSTMENT';
/** The pay method of a discount that is settled with nothing: its net amount is zero. */
const rebateMethod = 'REBATE';

/** Sums of a line or of many, in sen, positive if they come to the merchant. Fees are positive if DANA keeps them. */
export interface SettlementAmounts {
  /** What the payer paid or got back. */
  readonly gross: bigint;
  readonly commission: bigint;
  readonly serviceTax: bigint;
  readonly withholdingTax: bigint;
  /** What DANA pays out. */
  readonly net: bigint;
}

/** One line of a settlement file. */
export interface SettlementLine extends SettlementAmounts {
  /** The number of the line in its file; the header is line 1. */
  readonly lineNo: number;
  /** SHA-256 of the line, shortened to 32 hexadecimal digits: the same line of two files has one key. */
  readonly key: string;
  readonly type: SettlementType;
  /** DANA's number of this payout batch. */
  readonly batchNo: string;
  readonly transactionId: string;
  /** DANA's number of the order; some lines lack it. */
  readonly referenceNo: string | null;
  readonly merchantId: string;
  readonly settledAt: Date;
  readonly occurredAt: Date;
  /** MERCHANT_TRANS_ID. */
  readonly partnerReferenceNo: string;
  /** MERCHANT_REQUEST_ID: our `partnerRefundNo` on lines of refunds. */
  readonly requestId: string | null;
  readonly payMethod: string;
}

/** Whether a line returns to the merchant the money of a refund that DANA could not deliver. */
export function isAdjustment({ type, payMethod }: Pick<SettlementLine, 'type' | 'payMethod'>): boolean {
  return type === 'ACQUIRING_ORDER' && payMethod === adjustmentMethod;
}

/**
 * Sen by which a line does not add up: gross minus what is written as fee and tax, minus net. DANA does not say on
 * which side withholding tax stands, so both are right. A rebate is settled with nothing.
 */
export function feeGap({
  payMethod,
  gross,
  commission,
  serviceTax,
  withholdingTax,
  net,
}: SettlementLine): bigint {
  const gap = gross - commission - serviceTax - net;
  if (gap === withholdingTax || gap === -withholdingTax) return 0n;
  return payMethod === rebateMethod && net === 0n ? 0n : gap - withholdingTax;
}

export const noSettlementAmounts: SettlementAmounts = {
  gross: 0n,
  commission: 0n,
  serviceTax: 0n,
  withholdingTax: 0n,
  net: 0n,
};

export function addSettlementAmounts(one: SettlementAmounts, other: SettlementAmounts): SettlementAmounts {
  return {
    gross: one.gross + other.gross,
    commission: one.commission + other.commission,
    serviceTax: one.serviceTax + other.serviceTax,
    withholdingTax: one.withholdingTax + other.withholdingTax,
    net: one.net + other.net,
  };
}

/** What DANA kept: the difference between gross and net. */
export function feesOf({ gross, net }: SettlementAmounts): bigint {
  return gross - net;
}
