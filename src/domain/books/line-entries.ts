import { feeGap, type SettlementLine } from '../settlement/settlement-line.ts';
import { type JournalEntry, journalEntry } from './account.ts';

/** Books a line of a settlement file that counts: what DANA owed is now in the bank, or was kept. */
export function bookLine(line: SettlementLine): JournalEntry {
  const { gross, commission, serviceTax, net } = line;
  const rest = gross - commission - serviceTax - net;
  const gap = feeGap(line);
  const isRebate = gap === 0n && rest !== line.withholdingTax && rest !== -line.withholdingTax;
  const owed = line.type === 'VOUCHER_DEDUCTION' ? { VOUCHERS: -gross } : { CLEARING: -gross };
  return journalEntry(
    { at: line.settledAt, partnerReferenceNo: line.partnerReferenceNo, source: line.type },
    {
      ...owed,
      BANK: net,
      COMMISSION: commission,
      SERVICE_TAX: serviceTax,
      WITHHOLDING_TAX: isRebate ? 0n : rest - gap,
      REBATES: isRebate ? rest : 0n,
      DIFFERENCES: gap,
    },
  );
}
