/** "75000.00" as people write it: Rp75.000. Rupiah has no cents in daily life, and the gateway takes none. */
export function formatRupiah(value: string): string {
  const [whole = '0'] = value.split('.');
  return `Rp${whole.replace(/\B(?=(?:\d{3})+$)/g, '.')}`;
}

/** Digits as they are read aloud and typed, in groups of four. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(?:.{4})+$)/g, ' ').trim();
}

/** 14:05, in Jakarta's time wherever the device is: banks and outlets go by it. */
export function formatTime(instant: string, locale: string): string {
  return format(instant, locale, { hour: '2-digit', minute: '2-digit' });
}

/** 22 November 2026, 14:05 */
export function formatDateTime(instant: string, locale: string): string {
  const date = format(instant, locale, { day: 'numeric', month: 'long', year: 'numeric' });
  return `${date}, ${formatTime(instant, locale)} WIB`;
}

function format(instant: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Jakarta', ...options }).format(new Date(instant));
}

/** What is left, as 1:29:59 or 29:59; never below zero. */
export function formatLeft(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return [...(hours > 0 ? [String(hours)] : []), ...parts].join(':');
}
