import { countedLines } from '../../domain/settlement/counted-lines.ts';
import { judgeOrder, type SettlementLineState } from '../../domain/settlement/judge-order.ts';
import {
  addSettlementAmounts,
  noSettlementAmounts,
  type SettlementAmounts,
  type SettlementLine,
} from '../../domain/settlement/settlement-line.ts';
import type { SettlementReads } from '../ports/settlement/settlement-store.ts';

/** Lines of settlement files that are shown as the evidence of one order. */
export const settlementSourcesMax = 100;

/** How DANA's files stand to an order: no line yet, all lines fit, or something differs. */
export const settlementStatuses = ['UNSETTLED', 'SETTLED', 'DIFFERS'] as const;
export type SettlementStatus = (typeof settlementStatuses)[number];

/** What DANA's settlement files say about one order. */
export interface OrderSettlement extends SettlementAmounts {
  readonly status: SettlementStatus;
  /** When the last of its lines was settled; null without a line. */
  readonly settledAt: Date | null;
  readonly lines: readonly { readonly line: SettlementLine; readonly state: SettlementLineState }[];
}

/** Makes the function that reads the settlement of an order: its lines are compared anew each time. */
export function makeReadSettlement({
  settlement,
}: {
  readonly settlement: Pick<SettlementReads, 'readCases'>;
}) {
  return async (partnerReferenceNo: string): Promise<OrderSettlement> => {
    const [found] = await settlement.readCases([partnerReferenceNo]);
    const { order = null, refunds = [], lines: imported = [], assigned = [] } = found ?? {};
    // Whether something is missing is for the comparison that follows an import: it raises an incident.
    const { lines, differences } = judgeOrder(order, refunds, countedLines(imported), () => false, assigned);
    const settled = lines.map(({ line }) => line.settledAt.getTime());
    return {
      ...lines.reduce<SettlementAmounts>(
        (sum, { line }) => addSettlementAmounts(sum, line),
        noSettlementAmounts,
      ),
      status: differences.length > 0 ? 'DIFFERS' : lines.length > 0 ? 'SETTLED' : 'UNSETTLED',
      settledAt: settled.length === 0 ? null : new Date(Math.max(...settled)),
      lines,
    };
  };
}
