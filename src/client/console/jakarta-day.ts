export const dayMs = 24 * 60 * 60_000;

/** The start of a day in Jakarta, as a date field writes days; null if the field is empty. */
export function startOfDay(day: FormDataEntryValue | null): Date | null {
  return typeof day === 'string' && day !== '' ? new Date(`${day}T00:00:00+07:00`) : null;
}

/** The end of that day. */
export function endOfDay(day: FormDataEntryValue | null): Date | null {
  const start = startOfDay(day);
  return start === null ? null : new Date(start.getTime() + dayMs);
}
