import type { Clock } from '../../../src/use-cases/ports/clock.ts';
import type { Dice } from '../world/dice.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import type { Life } from './life.ts';

/** The clock of one machine: it follows the database's, with a small error that changes now and then. */
export interface MachineClock {
  /** The Clock port for one run of the process. Its alarms die with it. */
  for(life: Life): Clock;
  /** The clock is set forward or back by this much: its waits go on as they were. */
  step(ms: number): void;
  /** The database's clock has just been set by this much; the process notices at its next reading. */
  willFollow(ms: number): void;
  /** Reads the database's clock, as each process does at its start. */
  follow(): void;
}

/** How often a process reads the database's clock. */
const readEveryMs = 10_000;

export function createMachineClock(time: WorldTime, dice: Dice): MachineClock {
  let offsetMs = 0;
  let unreadMs = 0;

  function follow(): void {
    offsetMs += unreadMs;
    unreadMs = 0;
  }

  return {
    for: (life) => ({
      now: () => new Date(time.nowMs() + offsetMs),
      elapsedMs: () => time.nowMs(),
      at: (instant, run) => time.at(instant.getTime() - offsetMs, () => life.isAlive() && run(), 'alarm'),
    }),
    step(ms) {
      offsetMs += ms;
    },
    willFollow(ms) {
      unreadMs += ms;
      time.at(time.nowMs() + dice.between(0, readEveryMs), follow);
    },
    follow,
  };
}
