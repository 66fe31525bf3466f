import type { Clock } from '../../../src/use-cases/ports/clock.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import type { Life } from './life.ts';

/** The clock of one machine: the world's time with a small error, set right or wrong now and then. */
export interface MachineClock {
  /** The Clock port for one run of the process. Its alarms die with it. */
  for(life: Life): Clock;
  /** The clock is set forward or back by this much: its waits go on as they were. */
  step(ms: number): void;
}

export function createMachineClock(time: WorldTime): MachineClock {
  let offsetMs = 0;

  return {
    for: (life) => ({
      now: () => new Date(time.nowMs() + offsetMs),
      elapsedMs: () => time.nowMs(),
      at: (instant, run) => time.at(instant.getTime() - offsetMs, () => life.isAlive() && run(), 'alarm'),
    }),
    step(ms) {
      offsetMs += ms;
    },
  };
}
