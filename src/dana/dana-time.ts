/** The last instant whose year in Jakarta has four digits. */
const latestMs = Date.UTC(9999, 11, 31, 16, 59, 59, 999);

/**
 * Parses an instant as DANA writes it, in either of the two forms observed in captured notifications: ISO with a zone,
 * and (until September 2025) milliseconds since 1970 as a string of digits. Undefined for everything else: a time
 * without a zone would be a guess, and one before 1970 or after 9999 can be neither recorded nor written again.
 */
export function parseDanaTime(text: string): Date | undefined {
  if (/^\d{13}$/.test(text)) return new Date(Number(text));
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const instant = new Date(text);
  return instant.getTime() >= 0 && instant.getTime() <= latestMs ? instant : undefined;
}
