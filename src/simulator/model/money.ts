import { isJsonObject, type JsonValue } from './json.ts';

/** Money as on DANA's wire and in the ledger. Sums are calculated in sen, see `senOf`. */
export type Money = {
  value: string;
  currency: string;
};

/** Pattern of DANA's API reference: up to 16 digits, exactly two decimals. "1500" and "1e9" are refused. */
const valuePattern = /^\d{1,16}\.\d{2}$/;

/**
 * The money in a field, or null if it is malformed. Zero and currencies other than IDR are refused too: DANA
 * does not say so, yet an order of zero makes no sense and the product sells in rupiah only.
 */
export function readMoney(field: JsonValue | undefined): Money | null {
  if (!isJsonObject(field)) return null;
  const { value, currency } = field;
  if (typeof value !== 'string' || !valuePattern.test(value) || /^[0.]*$/.test(value)) return null;
  return currency === 'IDR' ? { value, currency } : null;
}

/** The amount in sen, hundredths of a rupiah. Only for money that `readMoney` accepted. */
export function senOf(money: Money): bigint {
  return BigInt(money.value.replace('.', ''));
}

/** The opposite of `senOf`: always rupiah, always two decimals. */
export function rupiah(sen: bigint): Money {
  const digits = sen.toString().padStart(3, '0');
  return { value: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'IDR' };
}
