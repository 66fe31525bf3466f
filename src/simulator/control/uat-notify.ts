import type { Attempt } from '../ledger/documents.ts';
import type { Order } from '../model/order.ts';

/** The three notify scenarios of DANA's UAT suite by the order's amount, and the answer each expects. */
const scenarios: Readonly<Record<string, { scenario: string; awaits: string }>> = {
  '11011.00': { scenario: 'TransactionSuccessNotify', awaits: '2005600' },
  '11012.00': { scenario: 'InternalServerErrorNotify', awaits: '5005601' },
  '11013.00': { scenario: 'ExpiredNotify', awaits: '2005600' },
};

/**
 * Judges a notify scenario as DANA's portal would: passed once the merchant answered an attempt as expected
 * (and, for ExpiredNotify, the order is closed). Null for orders of any other amount.
 */
export function judgeUatNotify(order: Order, attempts: readonly Attempt[]) {
  const scenario = scenarios[order.amount.value];
  if (scenario === undefined) return null;
  const isTold = scenario.scenario === 'ExpiredNotify' ? order.state === 'CLOSED' : order.state === 'SUCCESS';
  const isAnswered = attempts.some((attempt) => attempt.answer?.body.includes(`"${scenario.awaits}"`));
  return { ...scenario, isPassed: isTold && isAnswered };
}
