import { voidedSen } from './cancel-and-refund.ts';
import { jakartaTime } from './jakarta-time.ts';
import { senOf } from './money.ts';
import type { Order, PaymentPart } from './order.ts';

/** One line of DANA's settlement file. Amounts are sen without a sign: the type says whether money comes or goes. */
export interface SettlementLine {
  type: 'ACQUIRING_ORDER' | 'VOUCHER_DEDUCTION' | 'REFUND' | 'CANCEL';
  order: Order;
  transactionId: string;
  /** When the money moved, an ISO text. */
  at: string;
  /** The merchant's number of the refund, on lines of refunds and of refunds that came back. */
  requestId: string;
  payMethod: string;
  amount: bigint;
  commission: bigint;
  serviceTax: bigint;
  net: bigint;
}

/** DANA's commission per thousand, and the tax on it in percent. The merchant's contract decides; these are invented. */
const commissionPerMille = 7n;
const serviceTaxPercent = 11n;

/** The day in Jakarta of an ISO text, `2026-01-15`: a file is about one, from midnight to midnight. */
export function jakartaDay(instant: string): string {
  return jakartaTime(instant).slice(0, 10);
}

/** What the payer paid on a day: a line for each purse; a coupon of the merchant's is taken back by another line. */
export function paymentLines(order: Order, day: string): SettlementLine[] {
  const { payment } = order;
  if (payment === null || jakartaDay(payment.paidAt) !== day) return [];
  const parts: PaymentPart[] = payment.parts ?? [payment];
  return parts.flatMap((part) => {
    const isCoupon = part.payMethod === 'COUPON';
    const line = {
      order,
      transactionId: order.referenceNo,
      at: payment.paidAt,
      requestId: '',
      payMethod: isCoupon ? 'COUPON_DEALS' : part.payMethod,
      ...(isCoupon ? withoutFees(senOf(part.amount)) : withFees(senOf(part.amount))),
    };
    const deduction: SettlementLine = { ...line, type: 'VOUCHER_DEDUCTION' };
    return [{ ...line, type: 'ACQUIRING_ORDER' as const }, ...(isCoupon ? [deduction] : [])];
  });
}

/** What went back on a day: refunds without fees, a cancellation with its fees, and refunds that came back. */
export function returnLines(order: Order, day: string): SettlementLine[] {
  const payMethod = order.payment?.payMethod ?? 'BALANCE';
  const refunds = order.refunds.flatMap((refund): SettlementLine[] => {
    const { refundNo: transactionId, partnerRefundNo: requestId, finishesAt, returnedAt } = refund;
    const line = { order, transactionId, requestId, ...withoutFees(senOf(refund.amount)) };
    const isMade = refund.status === 'DONE' && jakartaDay(finishesAt) === day;
    const isReturned = returnedAt !== undefined && jakartaDay(returnedAt) === day;
    return [
      ...(isMade ? [{ ...line, type: 'REFUND' as const, at: finishesAt, payMethod }] : []),
      ...(isReturned
        ? [
            {
              ...line,
              type: 'ACQUIRING_ORDER' as const,
              transactionId: `${transactionId}R`,
              at: returnedAt,
              payMethod: 'ADJUSTMENT',
            },
          ]
        : []),
    ];
  });
  const { cancellation } = order;
  const sen = voidedSen(order);
  if (cancellation === null || sen === 0n || jakartaDay(cancellation.finishesAt) !== day) return refunds;
  const transactionId = order.referenceNo;
  const at = cancellation.finishesAt;
  return [
    ...refunds,
    { type: 'CANCEL', order, transactionId, at, requestId: '', payMethod, ...withFees(sen) },
  ];
}

function withFees(amount: bigint) {
  const commission = (amount * commissionPerMille) / 1000n;
  const serviceTax = (commission * serviceTaxPercent) / 100n;
  return { amount, commission, serviceTax, net: amount - commission - serviceTax };
}

function withoutFees(amount: bigint) {
  return { amount, commission: 0n, serviceTax: 0n, net: amount };
}
