import type { Clock } from '../use-cases/ports/clock.ts';

/** setTimeout counts in 32 bits; a longer wait takes several timers. */
const timerMaxMs = 2 ** 31 - 1;

/** The system's clock plus the sum of all `advance` calls. Only the embedded mode and tests move it. */
export interface MovableClock extends Clock {
  /** Moves the clock ahead; every alarm that is then due runs at once. */
  advance(ms: number): void;
}

interface Alarm {
  readonly instantMs: number;
  readonly run: () => void;
  timer: NodeJS.Timeout;
}

/** Create one per process. Its timers never keep the process alive. */
export function systemClock(): MovableClock {
  let aheadMs = 0;
  const alarms = new Set<Alarm>();
  const nowMs = () => Date.now() + aheadMs;

  function arm(alarm: Alarm): NodeJS.Timeout {
    const waitMs = Math.min(Math.max(alarm.instantMs - nowMs(), 0), timerMaxMs);
    const timer = setTimeout(() => {
      if (nowMs() < alarm.instantMs) {
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
    at(instant, run) {
      const alarm = { instantMs: instant.getTime(), run } as Alarm;
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
  };
}
