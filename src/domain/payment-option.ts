import type { Rupiah } from './money.ts';

/** How options are grouped for a payer. */
export const paymentOptionKinds = [
  'BALANCE',
  'E_WALLET',
  'VIRTUAL_ACCOUNT',
  'QRIS',
  'CARD',
  'RETAIL_OUTLET',
  'OTHER',
] as const;
export type PaymentOptionKind = (typeof paymentOptionKinds)[number];

/** A discount that DANA offers with an option. `promoType` is an open set; documented: DIRECT_DISCOUNT. */
export interface Promo {
  readonly promoId: string;
  readonly promoType: string;
  readonly amount: Rupiah | null;
}

/** One way to pay, as Consult Pay lists it. Both values are open sets: DANA adds to them. */
export interface PaymentOption {
  readonly payMethod: string;
  /** Null for methods that have no channels, such as BALANCE. */
  readonly payOption: string | null;
  readonly promos: readonly Promo[];
}

/** What the payer does next. All of them end with the order. */
export type PaymentInstruction =
  | { readonly kind: 'REDIRECT'; readonly url: string }
  | { readonly kind: 'VIRTUAL_ACCOUNT'; readonly bank: string; readonly number: string }
  | { readonly kind: 'QRIS'; readonly content: string }
  | { readonly kind: 'WALLET_PUSH'; readonly wallet: string }
  | { readonly kind: 'PAYMENT_CODE'; readonly outlet: string; readonly code: string };

/** The one QRIS channel; it limits references to 25 characters and needs a store. */
export const qrisPayOption = 'NETWORK_PAY_PG_QRIS';

/** Group of a method and channel. Values DANA adds later fall into the group their prefix names, else OTHER. */
export function paymentOptionKind(payMethod: string, payOption: string | null): PaymentOptionKind {
  if (payOption === qrisPayOption) return 'QRIS';
  if (payOption === 'NETWORK_PAY_PG_CARD') return 'CARD';
  if (payOption?.startsWith('NETWORK_PAY_PC_')) return 'RETAIL_OUTLET';
  if (payMethod === 'NETWORK_PAY') return 'E_WALLET';
  if (payMethod === 'BALANCE') return 'BALANCE';
  if (payMethod === 'VIRTUAL_ACCOUNT') return 'VIRTUAL_ACCOUNT';
  if (payMethod === 'OTC') return 'RETAIL_OUTLET';
  if (payMethod === 'CARD' || payMethod.endsWith('CREDIT_CARD') || payMethod.endsWith('DEBIT_CARD'))
    return 'CARD';
  return 'OTHER';
}

/** The banks' own names, if they differ from the code in the option. An open set: DANA adds banks. */
const bankNames: Readonly<Record<string, string>> = {
  BSI_PAYMENT: 'BSI',
  CIMB: 'CIMB Niaga',
  MANDIRI: 'Mandiri',
  PANI: 'Panin',
  PERMATA: 'Permata',
};

/** VIRTUAL_ACCOUNT_CIMB → CIMB Niaga; null if the option is not a bank's. An unknown bank has its code as its name. */
export function bankOfVirtualAccount(payOption: string | null): string | null {
  const code = /^VIRTUAL_ACCOUNT_(.+)$/.exec(payOption ?? '')?.[1];
  return code === undefined ? null : (bankNames[code] ?? code.replaceAll('_', ' '));
}
