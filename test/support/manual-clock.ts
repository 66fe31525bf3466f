import type { MovableClock } from '../../src/runtime/clock.ts';
import { birth } from './orders.ts';

interface Alarm {
  readonly dueMs: number;
  readonly run: () => void;
}

/** A clock that only a test moves. */
export interface ManualClock extends MovableClock {
  /** Sets the time of day forward or back, as an operator or NTP does: no time passes. */
  step(ms: number): void;
}

/** A clock that stands still at `birth` until a test moves it. What has become due then runs, the earliest first. */
export function manualClock(): ManualClock {
  let startMs = birth.getTime();
  let elapsedMs = 0;
  const alarms = new Set<Alarm>();

  function runDue(): void {
    const due = [...alarms].filter(({ dueMs }) => dueMs <= elapsedMs);
    due.sort((a, b) => a.dueMs - b.dueMs);
    for (const alarm of due) if (alarms.delete(alarm)) alarm.run();
  }

  return {
    now: () => new Date(startMs + elapsedMs),
    elapsedMs: () => elapsedMs,
    at(instant, run) {
      const alarm = { dueMs: instant.getTime() - startMs, run };
      alarms.add(alarm);
      // Never at once: the caller has not yet got what cancels it.
      if (alarm.dueMs <= elapsedMs) queueMicrotask(runDue);
      return () => alarms.delete(alarm);
    },
    advance(ms) {
      elapsedMs += ms;
      runDue();
    },
    step(ms) {
      startMs += ms;
    },
  };
}
