import type { Order, PaymentOption } from './checkout-view.ts';
import type { OptionKind } from './wording.ts';

/** The groups in the order in which most payers look for them. */
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

/** Groups the options by kind and leaves out empty groups. */
export function groupOptions(options: readonly PaymentOption[]): readonly OptionGroup[] {
  return kinds
    .map((kind) => ({ kind, options: options.filter((option) => option.kind === kind) }))
    .filter((group) => group.options.length > 0);
}

/** A stable key of an option, for form fields. */
export function optionKey({ payMethod, payOption }: Pick<PaymentOption, 'payMethod' | 'payOption'>): string {
  return payOption ? payOption : payMethod;
}

/** Whether DANA requires the payer's phone number for this option. */
export function needsPhone({ kind }: PaymentOption): boolean {
  return kind === 'E_WALLET' || kind === 'CARD';
}

/** The name of the order's method for payers, or its code if DANA no longer offers the method. */
export function methodName(order: Order, options: readonly PaymentOption[]): string {
  const key = optionKey({ payMethod: order.payMethod ?? 'DANA', payOption: order.payOption ?? null });
  return options.find((option) => optionKey(option) === key)?.name ?? key.replaceAll('_', ' ');
}

/** A short name in place of a logo, for example BRI or GoPay; null if the option has an icon. */
export function badgeOf({ kind, name }: PaymentOption): string | null {
  if (kind === 'VIRTUAL_ACCOUNT') return name.replace(/Virtual Account/i, '').trim();
  return kind === 'E_WALLET' ? name : null;
}
