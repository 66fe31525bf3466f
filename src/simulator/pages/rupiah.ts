import type { Money } from '../model/money.ts';

/** Money as Indonesians write it: "Rp75.000", or "Rp75.000,50" with sen. */
export function formatRupiah({ value }: Pick<Money, 'value'>): string {
  const [whole = '0', sen = '00'] = value.split('.');
  const grouped = BigInt(whole)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '.');
  return `Rp${grouped}${sen === '00' ? '' : `,${sen}`}`;
}
