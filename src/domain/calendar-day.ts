/**
 * Whether a text begins with a day that the calendar has, `2026-01-15`. `Date` reads 30 February as 2 March, so whatever
 * reads a day from outside checks it first.
 */
export function beginsWithCalendarDay(text: string): boolean {
  const [, year = 0, month = 0, day = 0] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text)?.map(Number) ?? [];
  // No calendar and no database has a year 0.
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  // Every month has 28 days.
  return day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
