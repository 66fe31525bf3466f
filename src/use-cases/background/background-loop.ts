import type { Clock } from '../ports/clock.ts';
import type { RoundFailures } from './round-failures.ts';

/** Background work in rounds, of which never two run at once. */
export interface BackgroundLoop {
  /** Starts a round at that time if the next one would be later. Without a time: now. */
  wake(at?: Date): void;
  start(): void;
  /** Starts no further round; resolves when the round under way has ended. */
  stop(): Promise<void>;
}

export interface BackgroundLoopOptions {
  /** Names the work for an operator. */
  readonly name: string;
  /** Hears how each round ended. */
  readonly failures: RoundFailures;
  readonly clock: Clock;
  /** Does one round; returns when the next one is due, or null to wait for a wake-up or the sweep. */
  readonly round: () => Promise<Date | null>;
  /** Receives the error of a failed round; the next round follows as usual. */
  readonly onFault: (error: unknown) => void;
  /** The longest time without a round: by then the loop finds work that no wake-up announced. */
  readonly sweepMs: number;
  /** The shortest time between the starts of two rounds: work that arrives meanwhile is done together. */
  readonly pauseMs: number;
}

/** Any number of wake-ups during a round causes one further round. Nothing runs before `start`. */
export function makeBackgroundLoop({
  name,
  failures,
  clock,
  round,
  onFault,
  sweepMs,
  pauseMs,
}: BackgroundLoopOptions): BackgroundLoop {
  let isRunning = false;
  let dueAtMs = Number.POSITIVE_INFINITY;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  let cancelAlarm = () => {};
  let isUnderWay = false;
  let underWay: Promise<void> = Promise.resolve();

  /** All times of the loop are elapsed ones: a clock that is set back must not make it sleep until the old time returns. */
  function wake(at?: Date): void {
    wakeAfter(at === undefined ? 0 : Math.max(at.getTime() - clock.now().getTime(), 0));
  }

  function wakeAfter(waitMs: number): void {
    const atMs = Math.max(clock.elapsedMs() + waitMs, notBeforeMs);
    if (!isRunning || atMs >= dueAtMs) return;
    dueAtMs = atMs;
    if (!isUnderWay) setAlarm();
  }

  /** `Date` cuts off fractions: a round a millisecond early finds nothing due, and the next one waits for the pause. */
  function setAlarm(): void {
    cancelAlarm();
    cancelAlarm = clock.at(new Date(Math.ceil(clock.now().getTime() + dueAtMs - clock.elapsedMs())), begin);
  }

  function begin(): void {
    dueAtMs = Number.POSITIVE_INFINITY;
    isUnderWay = true;
    underWay = run().finally(() => {
      isUnderWay = false;
      if (isRunning) setAlarm();
    });
  }

  async function run(): Promise<void> {
    notBeforeMs = clock.elapsedMs() + pauseMs;
    try {
      const next = await round();
      if (next !== null) wake(next);
      await failures.succeeded(name);
    } catch (error) {
      onFault(error);
      await failures.failed(name, error);
    }
    wakeAfter(sweepMs);
  }

  return {
    wake,
    start() {
      isRunning = true;
      wake();
    },
    async stop() {
      isRunning = false;
      cancelAlarm();
      await underWay;
    },
  };
}
