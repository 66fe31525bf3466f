export const dayMs = 24 * 60 * 60_000;

/**
 * The days that a field of the console accepts: DANA has no order of another century. A browser makes the year 26 of what is
 * typed as 26, and the year 20266 of a slip; with these bounds it says so.
 */
export const dayBounds = { min: '2000-01-01', max: '2099-12-31' };

/** The start of a day in Jakarta, as a date field writes days; null if the field is empty. */
export function startOfDay(day: FormDataEntryValue | null): Date | null {
  return typeof day === 'string' && day !== '' ? new Date(`${day}T00:00:00+07:00`) : null;
}

/** The end of that day. */
export function endOfDay(day: FormDataEntryValue | null): Date | null {
  const start = startOfDay(day);
  return start === null ? null : new Date(start.getTime() + dayMs);
}
