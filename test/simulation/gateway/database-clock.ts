import type { WorldTime } from '../world/virtual-time.ts';

/** The clock of the database's machine, which all gateway processes follow. Nobody at DANA goes by it. */
export interface DatabaseClock {
  nowMs(): number;
  /** The instant of the world at which the database's clock shows this time. */
  worldMs(clockMs: number): number;
  /** Somebody sets the clock forward or back. */
  set(byMs: number): void;
  /** By how much it has been set in all, forward and back: what two of its times may be wrong by. */
  wrongByMs(): number;
}

export function createDatabaseClock(time: WorldTime): DatabaseClock {
  let offsetMs = 0;
  let wrongByMs = 0;
  return {
    nowMs: () => time.nowMs() + offsetMs,
    worldMs: (clockMs) => clockMs - offsetMs,
    set(byMs) {
      offsetMs += byMs;
      wrongByMs += Math.abs(byMs);
    },
    wrongByMs: () => wrongByMs,
  };
}
