import type { Clock } from '../../../src/use-cases/ports/clock.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import type { Life } from './life.ts';

/** The clock of one machine: the world's time with a small error, set right or wrong now and then. */
export interface MachineClock {
  /** The Clock port for one run of the process. Its alarms die with it. */
  for(life: Life): Clock;
  /** The clock is set forward or back by this much. */
  step(ms: number): void;
}

interface Alarm {
  readonly instant: Date;
  readonly run: () => void;
  cancel: () => void;
}

export function createMachineClock(time: WorldTime): MachineClock {
  let offsetMs = 0;
  let alarms = new Set<Alarm>();

  function arm(alarm: Alarm): void {
    const ring = () => {
      alarms.delete(alarm);
      alarm.run();
    };
    alarm.cancel = time.at(alarm.instant.getTime() - offsetMs, ring, 'alarm');
    alarms.add(alarm);
  }

  return {
    for: (life) => ({
      now: () => new Date(time.nowMs() + offsetMs),
      at(instant, run) {
        const alarm: Alarm = { instant, run: () => life.isAlive() && run(), cancel: () => {} };
        arm(alarm);
        return () => {
          alarms.delete(alarm);
          alarm.cancel();
        };
      },
    }),
    step(ms) {
      offsetMs += ms;
      const armed = alarms;
      alarms = new Set();
      for (const alarm of armed) {
        alarm.cancel();
        arm(alarm);
      }
    },
  };
}
