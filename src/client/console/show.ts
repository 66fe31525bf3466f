import { formatDateTime, formatRupiah } from '../elements/format.ts';
import type { Language } from './wording.ts';

/** An amount as people write it: Rp75.000. */
export const money = formatRupiah;

/** A time in Jakarta. */
export function time(instant: string, language: Language): string {
  return formatDateTime(instant, language === 'ID' ? 'id-ID' : 'en-GB');
}

/** A number for something new that this page requests, drawn once for each form, so that a repeat is the same request. */
export function drawNumber(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
