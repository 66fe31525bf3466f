import type { Clock } from '../../../src/use-cases/ports/clock.ts';
import { birth } from '../../support/orders.ts';

/** Stands at `birth`; alarms ring when it is moved. */
export function aStandingClock(): { clock: Clock; advance: (ms: number) => void } {
  let nowMs = birth.getTime();
  const alarms = new Set<{ atMs: number; run: () => void }>();
  return {
    clock: {
      now: () => new Date(nowMs),
      elapsedMs: () => nowMs,
      at(instant, run) {
        const alarm = { atMs: instant.getTime(), run };
        alarms.add(alarm);
        return () => alarms.delete(alarm);
      },
    },
    advance(ms) {
      nowMs += ms;
      for (const alarm of alarms) if (alarm.atMs <= nowMs && alarms.delete(alarm)) alarm.run();
    },
  };
}
