const jakartaOffsetMs = 7 * 60 * 60 * 1000;
const wirePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00$/;

/**
 * Formats an instant as DANA writes it: 25 characters, YYYY-MM-DDTHH:mm:ss+07:00, seconds cut off (never
 * rounded up).
 */
export function formatJakarta(instant: Date): string {
  return `${new Date(instant.getTime() + jakartaOffsetMs).toISOString().slice(0, 19)}+07:00`;
}

/** The instant of a strict +07:00 text; null if the shape differs or the day does not exist (31 February). */
export function parseJakarta(text: string): Date | null {
  if (!wirePattern.test(text)) return null;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) || formatJakarta(instant) !== text ? null : instant;
}

/** Formats an ISO text of the ledger as DANA writes it. */
export function jakartaTime(instant: string): string {
  return formatJakarta(new Date(instant));
}
