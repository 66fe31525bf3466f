import type { Refund } from '../refund.ts';
import { isAdjustment, type SettlementLine } from './settlement-line.ts';

/** Money of one refund that came back to the merchant, because DANA could not deliver it. */
export interface RefundReturn {
  readonly partnerRefundNo: string;
  /** Sen, in all; at most the amount of the refund. */
  readonly returned: bigint;
}

/** An adjustment that two people assigned to a refund, because no rule could. */
export interface AssignedAdjustment {
  /** DANA's transaction number of the line. */
  readonly transactionId: string;
  readonly partnerRefundNo: string;
  /** Sen that DANA's files said when they assigned it. */
  readonly amount: bigint;
}

/**
 * The refund whose money came back with this line: the one to which people assigned it, else the one that the line names,
 * else the only one of this amount that was requested before the line was settled. Undefined if there is none, or more than
 * one: a person must decide. A refund that is made later, such as the repeat of a returned one, does not change the answer.
 */
export function refundOfAdjustment<
  One extends Pick<Refund, 'partnerRefundNo' | 'amount' | 'status' | 'createdAt'>,
>(
  {
    transactionId,
    requestId,
    gross,
    settledAt,
  }: Pick<SettlementLine, 'transactionId' | 'requestId' | 'gross' | 'settledAt'>,
  refunds: readonly One[],
  assigned: readonly AssignedAdjustment[],
): One | undefined {
  const byPeople = assigned.find((one) => one.transactionId === transactionId)?.partnerRefundNo;
  const named = refunds.find(({ partnerRefundNo }) => partnerRefundNo === (byPeople ?? requestId));
  if (named !== undefined) return named;
  const [only, ...others] = refunds.filter(
    ({ amount, status, createdAt }) => amount === gross && status !== 'FAILED' && createdAt <= settledAt,
  );
  return others.length === 0 ? only : undefined;
}

/**
 * What people may assign of the adjustment with this transaction number, in sen. Zero if a rule, or people, know the
 * refund of any of its lines, twins included: an assignment is about all of them, and would count that line's money again.
 */
export function amountToAssign(
  transactionId: string,
  lines: readonly SettlementLine[],
  refunds: Parameters<typeof refundOfAdjustment>[1],
  assigned: readonly AssignedAdjustment[],
): bigint {
  const own = lines.filter((line) => line.transactionId === transactionId && isAdjustment(line));
  if (own.some((line) => refundOfAdjustment(line, refunds, assigned) !== undefined)) return 0n;
  return withoutTwins(own).reduce((total, { gross }) => total + gross, 0n);
}

/** Each line once: twins are of one transaction, pay method and amount. */
export function withoutTwins<Line extends SettlementLine>(lines: readonly Line[]): readonly Line[] {
  const seen = new Set<string>();
  return lines.filter(({ transactionId, payMethod, gross }) => {
    const name = `${transactionId}/${payMethod}/${gross}`;
    return seen.size < seen.add(name).size;
  });
}
