import * as z from 'zod';
import type { ApprovalRules } from '../domain/approval-rules.ts';
import { parseRupiah, type Rupiah, zeroRupiah } from '../domain/money.ts';

const names = { refund: 'refundAlone', cancellation: 'cancellationAlone', day: 'dayAlone' } as const;
type RuleName = keyof typeof names;

const message =
  'holds an entry that is no rule: write refund>500000, cancellation>0 or day>2000000, each at most once, in whole rupiah';

/** Rules such as `refund>500000, cancellation>0, day>2000000`: above each amount, a second person is needed. */
export const approvalRules = z.string().transform((text, context): ApprovalRules => {
  const rules: { -readonly [Name in keyof ApprovalRules]: Rupiah | null } = {
    refundAlone: null,
    cancellationAlone: null,
    dayAlone: null,
  };
  for (const entry of text.split(',').flatMap((one) => one.trim() || [])) {
    const [, name, digits = ''] = /^([a-z]+)\s*>\s*(\d+)$/.exec(entry) ?? [];
    const amount = digits === '0' ? zeroRupiah : parseRupiah(digits);
    if (!isRuleName(name) || amount === undefined || rules[names[name]] !== null) {
      context.addIssue(message);
      return z.NEVER;
    }
    rules[names[name]] = amount;
  }
  return rules;
});

function isRuleName(name: string | undefined): name is RuleName {
  return name !== undefined && Object.hasOwn(names, name);
}
