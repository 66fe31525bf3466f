import type { Clock } from '../ports/clock.ts';

/** Work in the background that goes round by round, never two rounds at once. */
export interface BackgroundLoop {
  /** There is something to do at that time, perhaps sooner than the next round was to be. Now, where none is given. */
  wake(at?: Date): void;
  start(): void;
  /** No further round; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export interface BackgroundLoopOptions {
  readonly clock: Clock;
  /** One round; when the next one is due, null where a wake-up will tell. */
  readonly round: () => Promise<Date | null>;
  /** A round that failed is told here and followed by the next as ever. */
  readonly onFault: (error: unknown) => void;
  /** The longest time without a round: what no wake-up told of is found by then. */
  readonly sweepMs: number;
  /** The shortest time from the beginning of one round to the next: what comes in meanwhile is done together. */
  readonly pauseMs: number;
}

/** However often it is woken while a round is under way, one further round follows. Nothing runs before `start`. */
export function makeBackgroundLoop({
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

  function wake(at: Date = clock.now()): void {
    const atMs = Math.max(at.getTime(), notBeforeMs);
    if (!isRunning || atMs >= dueAtMs) return;
    dueAtMs = atMs;
    if (!isUnderWay) setAlarm();
  }

  function setAlarm(): void {
    cancelAlarm();
    cancelAlarm = clock.at(new Date(dueAtMs), begin);
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
    notBeforeMs = clock.now().getTime() + pauseMs;
    try {
      const next = await round();
      if (next !== null) wake(next);
    } catch (error) {
      onFault(error);
    }
    wake(new Date(clock.now().getTime() + sweepMs));
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
