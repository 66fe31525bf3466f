import { jakartaDay } from '../domain/jakarta-time.ts';
import type { SettlementRun } from '../use-cases/settlement/judge-settlement.ts';

/** Describes to an operator what a comparison found, and which days nobody has searched yet: a line for each. */
export function describeSettlementRun({ comparedCount, differences, waiting }: SettlementRun): string {
  const isSearched = waiting.length === 0;
  const agreement = differences.size > 0 ? '' : isSearched ? ' All agree.' : ' What is in the files agrees.';
  return [
    `${comparedCount} orders compared.${agreement}`,
    ...[...differences].map(([kind, count]) => `${kind}: ${count}`),
    ...waiting.map(
      ({ day, dueAt }) =>
        `${day}: searched for what is missing from ${jakartaDay(dueAt)} on (SETTLEMENT_DAYS)`,
    ),
    ...(isSearched
      ? []
      : ['A running gateway searches a day that is due within an hour; else repeat this command.']),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
