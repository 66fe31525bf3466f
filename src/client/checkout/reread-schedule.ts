/** The wait after a failed read, unless the gateway asks for a longer one. */
const retryMs = 3_000;
/** The gap between reads of an order that ended unpaid, and their number: a late payment can still arrive. */
const latePaymentMs = 30_000;
const latePaymentReadsMax = 20;
/** While no connection reports the order, the page reads it this often. */
const deafMs = 5_000;

/**
 * When the page reads its checkout, besides the updates of the stream. At most one read is scheduled at a
 * time.
 */
export interface RereadSchedule {
  /** Reads at once. */
  now(): void;
  /** Reads again after a failure; `askedMs` is the wait that the gateway asked for, or 0. */
  retry(askedMs: number): void;
  /** Reads once more for a late payment, after half a minute and at most 20 times in total. */
  forLatePayment(): void;
  /** Reads in five seconds, unless `calm` is called before: no connection reports the order. */
  whileDeaf(): void;
  /** Drops a read that `whileDeaf` has scheduled. */
  calm(): void;
  /** Ends the schedule: it drops what is scheduled, and nothing can be scheduled any more. */
  end(): void;
}

/** A schedule that calls `read`; a newly scheduled read replaces the one before. */
export function createRereadSchedule(read: () => Promise<void>): RereadSchedule {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let latePaymentReads = 0;
  let isForDeafness = false;
  let hasEnded = false;

  function cancel(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    isForDeafness = false;
  }

  function readAfter(ms: number): void {
    if (hasEnded) return;
    cancel();
    timer = setTimeout(() => {
      timer = null;
      isForDeafness = false;
      void read();
    }, ms);
  }

  return {
    now: () => readAfter(0),
    retry: (askedMs) => readAfter(Math.max(retryMs, askedMs)),
    forLatePayment() {
      latePaymentReads += 1;
      if (latePaymentReads <= latePaymentReadsMax) readAfter(latePaymentMs);
    },
    whileDeaf() {
      // A read that the gateway asked to wait for must not come earlier.
      if (timer !== null) return;
      readAfter(deafMs);
      isForDeafness = true;
    },
    calm() {
      if (isForDeafness) cancel();
    },
    end() {
      hasEnded = true;
      cancel();
    },
  };
}
