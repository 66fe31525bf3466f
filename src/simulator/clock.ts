/**
 * The simulator's time. An embedded simulator shares the gateway's clock, so moving the clock moves expiry,
 * retries and the gateway's recovery together.
 */
export interface SimulatorClock {
  now(): Date;
  /**
   * Calls `run` once when the clock reaches `instant`, even if an advance jumps over it. Returns the
   * cancellation.
   */
  at(instant: Date, run: () => void): () => void;
  /** Moves the clock forward and runs what became due, in the order of the instants. */
  advance(ms: number): void;
}

/** Node fires a longer timer at once, so a longer wait is split into steps of this length. */
const timerMsMax = 2 ** 31 - 1;

interface Appointment {
  dueMs: number;
  run: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** The machine's clock plus all advances. Its timers never keep the process alive. */
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
