import type { MovableClock } from '../../src/runtime/clock.ts';
import { birth } from './orders.ts';

interface Alarm {
  readonly instantMs: number;
  readonly run: () => void;
}

/**
 * A clock that stands still at `birth` until a test moves it. Whatever becomes due then runs, the earliest
 * first.
 */
export function manualClock(): MovableClock {
  let nowMs = birth.getTime();
  const alarms = new Set<Alarm>();

  function runDue(): void {
    const due = [...alarms].filter(({ instantMs }) => instantMs <= nowMs);
    due.sort((a, b) => a.instantMs - b.instantMs);
    for (const alarm of due) if (alarms.delete(alarm)) alarm.run();
  }

  return {
    now: () => new Date(nowMs),
    at(instant, run) {
      const alarm = { instantMs: instant.getTime(), run };
      alarms.add(alarm);
      // Never at once: the caller does not have the cancel function yet.
      if (alarm.instantMs <= nowMs) queueMicrotask(runDue);
      return () => alarms.delete(alarm);
    },
    advance(ms) {
      nowMs += ms;
      runDue();
    },
  };
}
