import { beginsWithCalendarDay } from '../domain/calendar-day.ts';

/**
 * The instants that DANA can mean. DANA has no order from before this century, and a date like year 1, 1970 or 9999 is
 * what programs write if they know no time.
 */
const earliestMs = Date.UTC(2000, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);
const isoShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Parses an instant as DANA writes it, in either of the two forms observed in captured notifications: ISO with a zone,
 * and (until September 2025) milliseconds since 1970 as a string of digits. Undefined for everything else: a time
 * without a zone would be a guess, and an instant before 2000 or after 2099 is not a time of an order.
 */
export function parseDanaTime(text: string): Date | undefined {
  const isMilliseconds = /^\d{13}$/.test(text);
  if (!isMilliseconds && !(isoShape.test(text) && beginsWithCalendarDay(text))) return undefined;
  const instant = new Date(isMilliseconds ? Number(text) : text);
  return instant.getTime() >= earliestMs && instant.getTime() < latestMs ? instant : undefined;
}
