import { bookingDay } from '../../../src/domain/books/daily-totals.ts';
import {
  type SettlementLine,
  type SettlementType,
  signOf,
} from '../../../src/domain/settlement/settlement-line.ts';
import type { DanaOrder, DanaRefund } from '../dana/dana-order.ts';
import type { Dice } from '../world/dice.ts';

/** The line of one movement of an order's money; DANA keeps one per cent of payments and gives it back when it cancels. */
function lineOf(
  order: DanaOrder,
  type: SettlementType,
  amount: bigint,
  about: Partial<SettlementLine> & { readonly occurredAt: Date },
): SettlementLine {
  const { partnerReferenceNo, referenceNo } = order;
  const hasFee = (type === 'ACQUIRING_ORDER' || type === 'CANCEL') && about.payMethod !== 'ADJUSTMENT';
  const gross = signOf[type] * amount;
  const commission = hasFee ? signOf[type] * (amount / 100n) : 0n;
  const line = {
    lineNo: 0,
    type,
    batchNo: 'batch',
    transactionId: `${referenceNo}-${type}`,
    referenceNo,
    merchantId: 'merchant',
    settledAt: new Date(about.occurredAt.getTime() + 24 * 60 * 60_000),
    partnerReferenceNo,
    requestId: null,
    payMethod: 'BALANCE',
    gross,
    commission,
    serviceTax: 0n,
    withholdingTax: 0n,
    net: gross - commission,
    ...about,
  };
  return { ...line, key: [line.transactionId, line.payMethod, line.type, gross].join('/') };
}

/** Everything that DANA settles of an order. Whatever came after the payment is settled `now`. */
export function linesOf(order: DanaOrder, now: Date, dice: Dice): SettlementLine[] {
  if (order.paidAtMs === null) return [];
  const paidAt = new Date(order.paidAtMs);
  const refundLine = ({ refundNo, partnerRefundNo, amount }: DanaRefund) =>
    lineOf(order, 'REFUND', amount, { transactionId: refundNo, requestId: partnerRefundNo, occurredAt: now });
  const made = [...order.refunds.values()].filter(({ status }) => status === 'DONE');
  const back = made.filter(({ isReturned }) => isReturned);
  const some = (type: SettlementType, amount: bigint) =>
    amount === 0n ? [] : [lineOf(order, type, amount, { requestId: null, occurredAt: now })];
  return [
    lineOf(order, 'ACQUIRING_ORDER', order.amount, { occurredAt: paidAt }),
    ...made.map(refundLine),
    ...back.map(({ refundNo, partnerRefundNo, amount }) =>
      lineOf(order, 'ACQUIRING_ORDER', amount, {
        transactionId: `${refundNo}-back`,
        payMethod: 'ADJUSTMENT',
        // Without the number it is still the only refund of this amount, sometimes; else people must know.
        requestId: dice.hits(0.5) ? null : partnerRefundNo,
        occurredAt: now,
      }),
    ),
    ...some('REFUND', order.refundedElsewhere),
    ...some('CANCEL', order.voided),
    ...some('CHARGEBACK', order.chargedBack),
  ];
}

export interface DanaFile {
  readonly day: string;
  readonly lines: readonly SettlementLine[];
}

/** The days of these lines. */
export function daysOf(lines: readonly SettlementLine[]): readonly string[] {
  return [...new Set(lines.map(({ occurredAt }) => bookingDay(occurredAt)))];
}

/** A file for each day, in any order: some lines stand in two of them, and some files come twice. */
export function filesOf(
  days: readonly string[],
  lines: readonly SettlementLine[],
  dice: Dice,
): readonly DanaFile[] {
  const files = days.map(
    (day): DanaFile => ({
      day,
      lines: lines.filter((line) => bookingDay(line.occurredAt) === day || dice.hits(0.2)),
    }),
  );
  const again = files.filter(() => dice.hits(0.2));
  return [...files, ...again].sort(() => dice.fraction() - 0.5);
}
