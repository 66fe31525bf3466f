import { jakartaDay } from '../jakarta-time.ts';

/** The day of an instant in Jakarta, `2026-01-15`; `unknown` if nobody knows the instant. */
export function bookingDay(instant: Date | null): string {
  return instant === null ? 'unknown' : jakartaDay(instant);
}

/** Sums of sen for each name and day. */
export interface DailyTotals {
  add(name: string, day: string, sen: bigint): void;
  /** Zero if nothing was added. */
  get(name: string, day: string): bigint;
  entries(): readonly { readonly name: string; readonly day: string; readonly sen: bigint }[];
}

export function makeDailyTotals(): DailyTotals {
  const sums = new Map<string, Map<string, bigint>>();
  return {
    add(name, day, sen) {
      const days = sums.get(name) ?? new Map<string, bigint>();
      sums.set(name, days.set(day, (days.get(day) ?? 0n) + sen));
    },
    get: (name, day) => sums.get(name)?.get(day) ?? 0n,
    entries: () => [...sums].flatMap(([name, days]) => [...days].map(([day, sen]) => ({ name, day, sen }))),
  };
}
