import type { Cancellation, Order } from '../order.ts';
import type { Refund } from '../refund.ts';
import {
  type AssignedAdjustment,
  type RefundReturn,
  refundOfAdjustment,
  withoutTwins,
} from './refund-returns.ts';
import { feeGap, isAdjustment, type SettlementLine } from './settlement-line.ts';
import type { SettlementSubject } from './settlement-subject.ts';

/** How a line fits what we know. */
export const settlementLineStates = [
  'MATCHED',
  'AMOUNT_DIFFERS',
  'FEE_DIFFERS',
  'UNKNOWN',
  'DOUBLED',
  'ADJUSTMENT',
] as const;
export type SettlementLineState = (typeof settlementLineStates)[number];

/** Something in DANA's files that does not fit our record, or is not there. */
export interface SettlementDifference {
  readonly kind: Exclude<SettlementLineState, 'MATCHED'> | 'MISSING';
  /** What of the order it is about. Together with kind and order it names the difference. */
  readonly subject: SettlementSubject;
  /** Sen by our record. */
  readonly expected: bigint;
  /** Sen in DANA's files. */
  readonly found: bigint;
}

/** What of an order its settlement is compared with. */
export type SettledOrder = Pick<Order, 'paid' | 'paidAt' | 'refunded' | 'voided' | 'chargedBack'> & {
  readonly cancellation: Pick<Cancellation, 'requestedAt'> | null;
};

/** What of a refund its settlement is compared with. */
export type SettledRefund = Pick<
  Refund,
  'partnerRefundNo' | 'amount' | 'status' | 'createdAt' | 'updatedAt' | 'returned'
>;

export interface SettlementJudgement<Line> {
  readonly lines: readonly { readonly line: Line; readonly state: SettlementLineState }[];
  readonly differences: readonly SettlementDifference[];
  /** Subjects of which no line came and may still come: files of their days are missing, or not due yet. */
  readonly awaited: readonly SettlementSubject[];
  /** Refunds whose money came back to the merchant, in full or in part. */
  readonly returns: readonly RefundReturn[];
}

/** DANA cancels a paid order within a day of its payment; a day more for midnight. */
export const cancelDayMs = 2 * 24 * 60 * 60_000;

/**
 * Compares all lines that count of one order number with the order, null if there is none. Pure: the same lines, order
 * and files give the same judgement, whatever came first. `isCovered`: whether files of every day of this span, of a
 * unit that settles the order, were imported; only then something is missing, else it is awaited. `assigned`: what
 * people know of adjustments.
 */
export function judgeOrder<Line extends SettlementLine>(
  order: SettledOrder | null,
  refunds: readonly SettledRefund[],
  lines: readonly Line[],
  isCovered: (from: Date, to: Date) => boolean,
  assigned: readonly AssignedAdjustment[] = [],
): SettlementJudgement<Line> {
  const states = new Map<Line, SettlementLineState>();
  const differences: SettlementDifference[] = [];
  const awaited: SettlementSubject[] = [];
  const returns: RefundReturn[] = [];

  function compare(
    subject: SettlementSubject,
    own: readonly Line[],
    expected: bigint,
    span: [Date, Date] | null,
  ): void {
    const found = sumOf(own);
    if (found === expected) {
      mark(own, 'MATCHED');
      return;
    }
    if (own.length === 0) {
      if (span !== null && isCovered(...span))
        differences.push({ kind: 'MISSING', subject, expected, found });
      else awaited.push(subject);
      return;
    }
    const first = withoutTwins(own);
    const kind = sumOf(first) === expected ? 'DOUBLED' : 'AMOUNT_DIFFERS';
    mark(own, kind === 'DOUBLED' ? 'MATCHED' : kind);
    if (kind === 'DOUBLED')
      mark(
        own.filter((line) => !first.includes(line)),
        kind,
      );
    differences.push({ kind, subject, expected, found });
  }
  function mark(own: readonly Line[], state: SettlementLineState): void {
    for (const line of own) states.set(line, state);
  }
  function unknown(subject: SettlementSubject, own: readonly Line[], expected: bigint): void {
    mark(own, 'UNKNOWN');
    differences.push({ kind: 'UNKNOWN', subject, expected, found: sumOf(own) });
  }

  const adjustments = lines.filter(isAdjustment);
  const of = (...types: readonly SettlementLine['type'][]) =>
    lines.filter((line) => types.includes(line.type) && !isAdjustment(line));
  const sales = of('ACQUIRING_ORDER', 'CAPTURE');
  if (order === null) {
    unknown(
      { what: 'order' },
      lines.filter((line) => !isAdjustment(line)),
      0n,
    );
  } else {
    compare({ what: 'payment' }, sales, order.paid, order.paidAt && [order.paidAt, order.paidAt]);
    compare({ what: 'cancellation' }, of('CANCEL'), order.voided, cancellationSpan(order));
    compare({ what: 'chargeback' }, of('CHARGEBACK'), order.chargedBack, null);
    compareVouchers(of('VOUCHER_DEDUCTION'));
    compareRefunds(order, of('REFUND'));
  }

  /** A voucher takes back at most what was settled with the same pay method. */
  function compareVouchers(vouchers: readonly Line[]): void {
    for (const payMethod of new Set(vouchers.map((line) => line.payMethod))) {
      const own = vouchers.filter((line) => line.payMethod === payMethod);
      const bound = sumOf(sales.filter((line) => line.payMethod === payMethod));
      compare({ what: 'voucher', payMethod }, own, sumOf(own) <= bound ? sumOf(own) : bound, null);
    }
  }

  /** Refunds that this gateway did not request are known by their sum only. */
  function compareRefunds({ refunded }: SettledOrder, own: readonly Line[]): void {
    let elsewhere: bigint = refunded;
    for (const { partnerRefundNo, amount, status, createdAt, updatedAt } of refunds) {
      const isMade = status === 'SUCCEEDED';
      if (isMade) elsewhere -= amount;
      const itsLines = own.filter(({ requestId }) => requestId === partnerRefundNo);
      // One that is pending here may be made at DANA already: recovery finds out.
      const isMadeThere = status === 'PENDING' && sumOf(itsLines) === amount;
      // The clocks of two processes may differ.
      const span: [Date, Date] = [createdAt, updatedAt < createdAt ? createdAt : updatedAt];
      compare({ what: 'refund', partnerRefundNo }, itsLines, isMade || isMadeThere ? amount : 0n, span);
    }
    const others = own.filter(({ requestId }) => !refunds.some((one) => one.partnerRefundNo === requestId));
    // Not all of them need be settled yet.
    if (sumOf(others) <= elsewhere) mark(others, 'MATCHED');
    else unknown({ what: 'refunds made elsewhere' }, others, elsewhere);
  }

  mark(adjustments, 'ADJUSTMENT');
  for (const refund of refunds) {
    const own = adjustments.filter((line) => refundOfAdjustment(line, refunds, assigned) === refund);
    if (own.length > 0) compareReturns(refund, own);
  }
  for (const line of adjustments) {
    if (refundOfAdjustment(line, refunds, assigned) !== undefined) continue;
    const { transactionId } = line;
    const subject = { what: 'adjustment', transactionId } as const;
    differences.push({ kind: 'ADJUSTMENT', subject, expected: 0n, found: line.gross });
  }

  /**
   * At most the amount of a refund can come back; a refund that is not made here is left for a person. DANA may use an
   * assigned number again, with money that nobody assigned: it goes to the same refund, and people must know.
   */
  function compareReturns({ partnerRefundNo, amount, status }: SettledRefund, own: readonly Line[]): void {
    const first = withoutTwins(own);
    const [found, once] = [sumOf(own), sumOf(first)];
    const subject = { what: 'return of refund', partnerRefundNo } as const;
    if (status !== 'SUCCEEDED') {
      differences.push({ kind: 'ADJUSTMENT', subject, expected: 0n, found });
      return;
    }
    returns.push({ partnerRefundNo, returned: once < amount ? once : amount });
    if (once > amount) {
      mark(own, 'AMOUNT_DIFFERS');
      differences.push({ kind: 'AMOUNT_DIFFERS', subject, expected: amount, found });
    } else if (once < found) {
      mark(
        own.filter((line) => !first.includes(line)),
        'DOUBLED',
      );
      differences.push({ kind: 'DOUBLED', subject, expected: once, found });
    }
    if (once > amount) return;
    for (const { transactionId, amount: expected } of assigned) {
      const itsLines = first.filter((line) => line.transactionId === transactionId);
      if (itsLines.length === 0 || sumOf(itsLines) === expected) continue;
      mark(itsLines, 'AMOUNT_DIFFERS');
      differences.push({
        kind: 'AMOUNT_DIFFERS',
        subject: { what: 'adjustment', transactionId, partnerRefundNo },
        expected,
        found: sumOf(itsLines),
      });
    }
  }
  for (const line of lines) {
    if (feeGap(line) === 0n) continue;
    if (states.get(line) === 'MATCHED') mark([line], 'FEE_DIFFERS');
    const expected = line.gross - line.commission - line.serviceTax - line.withholdingTax;
    differences.push({
      kind: 'FEE_DIFFERS',
      subject: { what: 'line', key: line.key },
      expected,
      found: line.net,
    });
  }
  return {
    lines: lines.map((line) => ({ line, state: states.get(line) ?? 'UNKNOWN' })),
    differences,
    awaited,
    returns,
  };
}

function cancellationSpan({ cancellation, paidAt }: SettledOrder): [Date, Date] | null {
  const from = paidAt ?? cancellation?.requestedAt ?? null;
  return from === null ? null : [from, new Date(from.getTime() + cancelDayMs)];
}

/** What moved, without the sign of the type. */
function sumOf(lines: readonly SettlementLine[]): bigint {
  const sum = lines.reduce((total, { gross }) => total + gross, 0n);
  return sum < 0n ? -sum : sum;
}
