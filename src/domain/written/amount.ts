import { parseRupiah, type Rupiah } from '../money.ts';
import { plainText } from './plain-text.ts';

const multiples: Readonly<Record<string, number>> = {
  rb: 1_000,
  ribu: 1_000,
  k: 1_000,
  jt: 1_000_000,
  juta: 1_000_000,
};

/**
 * An amount as people write it: `75000`, `75.000`, `75,000`, `Rp 75.000,-`, `75.000,00`, `75rb`, `1,5 jt`. Null for any other
 * text: zero, signs, exponents, cents.
 */
export function readWrittenAmount(text: string): Rupiah | null {
  const bare = plainText(text)
    .replace(/^(rp|idr)\.?\s*/i, '')
    .replace(/\s*,-$/, '')
    .replace(/(?<=\d)[.,]00$/, '');
  const [, whole, tenths = '0', word = ''] = /^(\d{1,9})(?:[.,](\d))?\s*([a-z]+)$/i.exec(bare) ?? [];
  const multiple = multiples[word.toLowerCase()];
  if (whole !== undefined && multiple !== undefined)
    return parseRupiah(`${Number(whole) * multiple + (Number(tenths) * multiple) / 10}`) ?? null;
  const isWhole = /^(\d+|\d{1,3}([.,]\d{3})+)$/.test(bare);
  return isWhole ? (parseRupiah(bare.replace(/[.,]/g, '')) ?? null) : null;
}
