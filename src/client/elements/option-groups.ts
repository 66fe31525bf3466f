import type { Order, PaymentOption } from './checkout-view.ts';
import type { OptionKind } from './wording.ts';

/** In the order in which most payers look for them. */
const kinds: readonly OptionKind[] = [
  'QRIS',
  'E_WALLET',
  'BALANCE',
  'VIRTUAL_ACCOUNT',
  'CARD',
  'RETAIL_OUTLET',
  'OTHER',
];

export interface OptionGroup {
  readonly kind: OptionKind;
  readonly options: readonly PaymentOption[];
}

/** The options as payers know them; groups without any are left out. */
export function groupOptions(options: readonly PaymentOption[]): readonly OptionGroup[] {
  return kinds
    .map((kind) => ({ kind, options: options.filter((option) => option.kind === kind) }))
    .filter((group) => group.options.length > 0);
}

/** A name of an option that is the same on every page, for form fields. */
export function optionKey({ payMethod, payOption }: Pick<PaymentOption, 'payMethod' | 'payOption'>): string {
  return payOption ? payOption : payMethod;
}

/** DANA demands the payer's number for these. */
export function needsPhone({ kind }: PaymentOption): boolean {
  return kind === 'E_WALLET' || kind === 'CARD';
}

/** What payers call the method of this order; its code where DANA offers it no more. */
export function methodName(order: Order, options: readonly PaymentOption[]): string {
  const key = optionKey({ payMethod: order.payMethod ?? 'DANA', payOption: order.payOption ?? null });
  return options.find((option) => optionKey(option) === key)?.name ?? key.replaceAll('_', ' ');
}

/** Two to five letters that stand for an option where there is no logo: BRI, GoPay. */
export function badgeOf({ kind, name }: PaymentOption): string | null {
  if (kind === 'VIRTUAL_ACCOUNT') return name.replace(/Virtual Account/i, '').trim();
  return kind === 'E_WALLET' ? name : null;
}
