import { formatDateTime, formatRupiah } from '../elements/format.ts';
import type { Language } from './wording/wording.ts';

/** An amount as people write it: Rp75.000. */
export function money(value: string): string {
  return value.startsWith('-') ? `−${formatRupiah(value.slice(1))}` : formatRupiah(value);
}

const locales: Readonly<Record<Language, string>> = { EN: 'en-GB', ID: 'id-ID' };

/** A time in Jakarta, as the verdict writes it: 15 January 2026, 10:05 WIB. */
export function time(instant: string, language: Language): string {
  return formatDateTime(instant, locales[language]);
}

/** The day of an instant in Jakarta: 15 Jan 2026. */
export function day(instantMs: number, language: Language): string {
  const format = { timeZone: 'Asia/Jakarta', dateStyle: 'medium' } as const;
  return new Intl.DateTimeFormat(locales[language], format).format(instantMs);
}

/** A time with its second, for what happened one after the other: 15 Jan 2026, 10:05:09 WIB. */
export function timeInSeconds(instant: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone: 'Asia/Jakarta',
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  return `${format.format(new Date(instant))} WIB`;
}

/** How long ago an instant was: "2 minutes ago". */
export function ago(instantMs: number, nowMs: number, language: Language): string {
  const seconds = Math.max(0, Math.round((nowMs - instantMs) / 1000));
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
  if (seconds < 60) return format.format(-seconds, 'second');
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), 'minute');
  return format.format(-Math.floor(seconds / 3600), 'hour');
}

/** A number for something new that this page requests, drawn once for each form, so that a repeat is the same request. */
export function drawNumber(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${prefix}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
