/**
 * An amount of rupiah, counted in sen (1 rupiah = 100 sen) as a bigint, so that no float ever touches money.
 * Branded: a bare bigint is not an amount until one of the functions below has said so.
 */
export type Rupiah = bigint & { readonly unit: 'sen' };

/** SNAP allows 16 digits before the decimal point: the largest amount that any wire may carry. */
export const rupiahDigitsMax = 16;

const senPerRupiah = 100n;

/** For amounts that are sums or differences of amounts; the caller has made sure that they are not negative. */
export function rupiah(sen: bigint): Rupiah {
  if (sen < 0n) throw new RangeError(`an amount cannot be negative: ${sen} sen`);
  return sen as Rupiah;
}

export const zeroRupiah: Rupiah = rupiah(0n);

/**
 * An amount as a caller may type it: `75000` or `75000.00`. Undefined for everything else: zero, signs,
 * exponents, separators, leading zeros, other decimals (rupiah are not divided in practice), more than 16 digits.
 */
export function parseRupiah(text: string): Rupiah | undefined {
  const whole = /^([1-9]\d{0,15})(?:\.00)?$/.exec(text)?.[1];
  return whole === undefined ? undefined : rupiah(BigInt(whole) * senPerRupiah);
}

/**
 * An amount as SNAP writes it, always with two decimals (`^\d{1,16}\.\d{2}$`). Undefined for everything else.
 * Zero and sen are read: the provider may report them, and what it reports must be compared, not refused.
 */
export function parseSnapAmount(text: string): Rupiah | undefined {
  if (!/^\d{1,16}\.\d{2}$/.test(text)) return undefined;
  return rupiah(BigInt(text.replace('.', '')));
}

/** The decimal string with two places that every wire carries: `75000.00`. */
export function formatRupiah(amount: Rupiah): string {
  // What was refunded, voided or charged back is nothing of most orders.
  if (amount === 0n) return '0.00';
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A sum or difference in sen that may be negative, as a decimal string with two places: `-75000.00`. */
export function formatSen(sen: bigint): string {
  return sen < 0n ? `-${formatRupiah(rupiah(-sen))}` : formatRupiah(rupiah(sen));
}

/** `Rp75.000`, as Indonesians write it. */
export function rupiahText(amount: Rupiah): string {
  return writtenRupiah(formatRupiah(amount));
}

/** The same of a decimal string with two places, which may be negative: `-75000.50` is `−Rp75.000,50`. */
export function writtenRupiah(decimal: string): string {
  const [whole = '0', sen = '00'] = decimal.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${decimal.startsWith('-') ? '−' : ''}Rp${sen === '00' ? grouped : `${grouped},${sen}`}`;
}
