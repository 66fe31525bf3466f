import type { Clock } from '../use-cases/ports/clock.ts';

/** setTimeout counts in 32 bits; a longer wait takes several timers. */
const timerMaxMs = 2 ** 31 - 1;

/** A clock plus the sum of all `advance` calls. Only the embedded mode and tests move it. */
export interface MovableClock extends Clock {
  /** Moves the time of day and the elapsed time ahead; every alarm that is then due runs at once. */
  advance(ms: number): void;
}

/** Another clock was read as `readMs` at some moment between these two of `performance.now()`. */
export interface ClockReading {
  /** Milliseconds since 1970. */
  readonly readMs: number;
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
}

/** The clock of a process, which can follow another one. */
export interface SystemClock extends MovableClock {
  /**
   * Sets the time of day by a reading of the clock that this one follows; advances stay on top. If the reading could
   * be true already, nothing changes, so a slow answer sets nothing wrong. Returns by how many ms it was set ahead.
   */
  follow(reading: ClockReading): number;
}

interface Alarm {
  readonly dueMs: number;
  readonly run: () => void;
  timer: NodeJS.Timeout;
}

/**
 * Create one per process. It starts with the machine's time of day and goes on by the monotonic clock, so it does not
 * notice when somebody sets the machine's clock. Its timers never keep the process alive.
 */
export function systemClock(): SystemClock {
  let startMs = Date.now() - performance.now();
  let aheadMs = 0;
  const alarms = new Set<Alarm>();
  const elapsedMs = () => performance.now() + aheadMs;
  const nowMs = () => startMs + elapsedMs();

  function arm(alarm: Alarm): NodeJS.Timeout {
    const waitMs = Math.min(Math.max(alarm.dueMs - elapsedMs(), 0), timerMaxMs);
    const timer = setTimeout(() => {
      if (elapsedMs() < alarm.dueMs) {
        alarm.timer = arm(alarm);
        return;
      }
      alarms.delete(alarm);
      alarm.run();
    }, waitMs);
    timer.unref();
    return timer;
  }

  return {
    now: () => new Date(nowMs()),
    elapsedMs,
    at(instant, run) {
      // Not by two readings of the clock: `now` would then be able to lie before the instant when the alarm runs.
      const alarm = { dueMs: instant.getTime() - startMs, run } as Alarm;
      alarm.timer = arm(alarm);
      alarms.add(alarm);
      return () => {
        clearTimeout(alarm.timer);
        alarms.delete(alarm);
      };
    },
    advance(ms) {
      aheadMs += ms;
      for (const alarm of alarms) {
        clearTimeout(alarm.timer);
        alarm.timer = arm(alarm);
      }
    },
    follow({ readMs, sentAtMs, answeredAtMs }) {
      const [earliestMs, latestMs] = [startMs + sentAtMs, startMs + answeredAtMs];
      if (earliestMs <= readMs && readMs <= latestMs) return 0;
      const byMs = readMs - (earliestMs + latestMs) / 2;
      startMs += byMs;
      return byMs;
    },
  };
}
