const jakartaOffsetMs = 7 * 60 * 60 * 1000;

/** As every wire of ours writes an instant: whole seconds at +07:00. Jakarta has no daylight saving time. */
export function formatJakarta(instant: Date): string {
  return `${new Date(instant.getTime() + jakartaOffsetMs).toISOString().slice(0, 19)}+07:00`;
}
