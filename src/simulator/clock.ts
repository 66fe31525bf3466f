/**
 * The time the simulator lives in. Embedded in the gateway both share one clock, so that moving it
 * moves expiry, retries and the gateway's own reconciliation together.
 */
export interface SimulatorClock {
  now(): Date;
  /** Runs `run` once when the clock reaches `instant`, also when an advance jumps over it. The result cancels. */
  at(instant: Date, run: () => void): () => void;
  /** Moves the clock forward. What became due runs in the order of its instants. */
  advance(ms: number): void;
}

/** Node fires a longer timer at once, so longer waits are walked in steps of this length. */
const timerMsMax = 2 ** 31 - 1;

interface Appointment {
  dueMs: number;
  run: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** The machine's clock plus whatever it was advanced by. Its timers never keep the process alive. */
export function systemClock(): SimulatorClock {
  let advancedMs = 0;
  const waiting = new Set<Appointment>();
  const nowMs = () => Date.now() + advancedMs;

  const arm = (appointment: Appointment): void => {
    clearTimeout(appointment.timer);
    const waitMs = Math.min(Math.max(appointment.dueMs - nowMs(), 0), timerMsMax);
    appointment.timer = setTimeout(() => keep(appointment), waitMs);
    appointment.timer.unref();
  };

  const keep = (appointment: Appointment): void => {
    if (!waiting.has(appointment)) return;
    if (appointment.dueMs > nowMs()) {
      arm(appointment);
      return;
    }
    waiting.delete(appointment);
    clearTimeout(appointment.timer);
    appointment.run();
  };

  return {
    now: () => new Date(nowMs()),
    at: (instant, run) => {
      const appointment: Appointment = { dueMs: instant.getTime(), run, timer: undefined };
      waiting.add(appointment);
      arm(appointment);
      return () => {
        waiting.delete(appointment);
        clearTimeout(appointment.timer);
      };
    },
    advance: (ms) => {
      advancedMs += ms;
      for (const appointment of [...waiting].sort((a, b) => a.dueMs - b.dueMs)) keep(appointment);
    },
  };
}
