/**
 * The accounts of the books. A posting is in sen: positive is a debit, negative a credit. All postings of one entry are
 * zero together.
 */
export const accounts = {
  PAYERS: 'what payers paid (credit)',
  CLEARING: 'what DANA owes the merchant: paid, minus what went back, minus what was settled (debit)',
  REFUNDS: 'what went back to payers by refunds (debit)',
  ADJUSTMENTS: 'what of the refunds came back, because DANA could not deliver it (credit)',
  CANCELLATIONS: 'what went back to payers by cancellations (debit)',
  CHARGEBACKS: "what payers' banks took back (debit)",
  CHARGEBACKS_WON: 'what of it the bank decided for the merchant, by letter (credit)',
  TRANSFERS: 'what went back to payers by bank transfer, past DANA (debit)',
  OWN_BANK: 'what the merchant paid for it from an account of its own (credit)',
  BANK: 'what DANA paid out (debit)',
  COMMISSION: 'the commission that DANA kept (debit)',
  SERVICE_TAX: 'the tax on the commission (debit)',
  WITHHOLDING_TAX: 'withholding tax (debit; a credit if DANA paid it out)',
  VOUCHERS: "the merchant's own vouchers, taken back from the payout (debit)",
  REBATES: 'payments that are settled with nothing (debit)',
  DIFFERENCES: 'what does not add up in a line of a file',
} as const;

export type Account = keyof typeof accounts;

/** A line of a journal entry. */
export interface Posting {
  readonly account: Account;
  /** Positive: debit; negative: credit. */
  readonly sen: bigint;
}

/** One fact or one line of a file, in double entry. */
export interface JournalEntry {
  /** When it happened: a payment when the payer paid, a line when DANA settled it. */
  readonly at: Date;
  readonly partnerReferenceNo: string;
  /** The type of the fact or of the line. */
  readonly source: string;
  readonly postings: readonly Posting[];
}

/** An entry of the amounts that are not zero. Throws if they are not zero together: such an entry proves nothing. */
export function journalEntry(
  about: Omit<JournalEntry, 'postings'>,
  amounts: Readonly<Partial<Record<Account, bigint>>>,
): JournalEntry {
  const postings = Object.entries(amounts)
    .map(([account, sen]) => ({ account: account as Account, sen }))
    .filter(({ sen }) => sen !== 0n);
  const sum = postings.reduce((total, { sen }) => total + sen, 0n);
  if (sum !== 0n) throw new Error(`an entry of ${about.partnerReferenceNo} is off by ${sum} sen`);
  return { ...about, postings };
}
