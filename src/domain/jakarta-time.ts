import { beginsWithCalendarDay } from './calendar-day.ts';

/** Jakarta has no daylight saving time: always seven hours ahead of UTC. */
const jakartaOffsetMs = 7 * 60 * 60_000;

/**
 * Formats an instant in Jakarta time: 25 characters, `2026-01-15T10:00:00+07:00`, as SNAP and every wire of the gateway
 * write it. Milliseconds are cut off, so an order never expires later at DANA than it does here.
 */
export function formatJakartaTime(instant: Date): string {
  const ms = instant.getTime() + jakartaOffsetMs;
  const day = Math.floor(ms / dayMs);
  if (day !== lastDay.day) lastDay = { day, text: new Date(ms).toISOString().slice(0, 11) };
  const second = Math.floor((ms - day * dayMs) / 1_000);
  const minute = Math.floor(second / 60);
  const { text } = lastDay;
  return `${text}${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:${twoDigits(second % 60)}+07:00`;
}

const dayMs = 24 * 60 * 60_000;
/** The day that was formatted last, `2026-01-15T`: most instants of an answer are of the same one. */
let lastDay = { day: Number.NaN, text: '' };

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

/** The day of an instant in Jakarta: `2026-01-15`. */
export function jakartaDay(instant: Date): string {
  return formatJakartaTime(instant).slice(0, 10);
}

/** The instant at which the day of this one began in Jakarta. */
export function startOfJakartaDay(instant: Date): Date {
  const ms = instant.getTime() + jakartaOffsetMs;
  return new Date(ms - (ms % dayMs) - jakartaOffsetMs);
}

/** The instant at which a day began in Jakarta; undefined unless the text is a day of the calendar, `2026-01-15`. */
export function parseJakartaDay(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !beginsWithCalendarDay(text)) return undefined;
  return startOfDay(text);
}

/** The instant at which a day of the calendar, `2026-01-15`, began in Jakarta. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`);
}
