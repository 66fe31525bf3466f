import { formatJakartaTime } from '../domain/jakarta-time.ts';
import type { Cell } from './table.ts';

/** Writes a cell as text; amounts with two decimals, instants as `2026-01-15 10:00:00` in Jakarta time. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'bigint') return amountText(cell);
  if (cell instanceof Date) return formatJakartaTime(cell).slice(0, 19).replace('T', ' ');
  return String(cell);
}

function amountText(sen: bigint): string {
  const digits = String(sen < 0n ? -sen : sen).padStart(3, '0');
  return `${sen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
