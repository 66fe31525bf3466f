/** Formats "75000.00" as Rp75.000. Rupiah has no cents in daily life, and the gateway accepts none. */
export function formatRupiah(value: string): string {
  const [whole = '0'] = value.split('.');
  return `Rp${whole.replace(/\B(?=(?:\d{3})+$)/g, '.')}`;
}

/** Writes "75000.00" as 75000, for the field of a bank's app. Digit by digit: SNAP allows more than a float holds. */
export function plainRupiah(value: string): string {
  return value.replace(/\.00$/, '');
}

/** Splits digits into groups of four, as people read and type them. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(?:.{4})+$)/g, ' ').trim();
}

/** Formats a time as 14:05 in Jakarta's time, wherever the device is: banks and outlets use it. */
export function formatTime(instant: string, locale: string): string {
  return format(instant, locale, { hour: '2-digit', minute: '2-digit' });
}

/** Formats a time as "22 November 2026, 14:05 WIB". */
export function formatDateTime(instant: string, locale: string): string {
  const date = format(instant, locale, { day: 'numeric', month: 'long', year: 'numeric' });
  return `${date}, ${formatTime(instant, locale)} WIB`;
}

function format(instant: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Jakarta', ...options }).format(new Date(instant));
}

/** Formats the remaining time as 1:29:59 or 29:59, never below zero. */
export function formatLeft(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return [...(hours > 0 ? [String(hours)] : []), ...parts].join(':');
}
