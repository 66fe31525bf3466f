/**
 * What every use case needs from the outside. What it needs of DANA, of the store and of its records stands in the files
 * named `…-ports.ts`; the rooms `dana/` and `store/` implement them, and the use cases never learn how.
 */

/** Time comes in here, so that a test, or the embedded simulator, can hold it still or move it. */
export interface Clock {
  now(): Date;
  /** Runs once when the clock reaches `instant`, also after a jump; gives back a function that cancels. */
  at(instant: Date, run: () => void): () => void;
}

/** Chance comes in here: identifiers and the jitter of back-offs. */
export interface Chance {
  /** A new universally unique identifier in its canonical text form. */
  uuid(): string;
  /** Uniform in [0, 1). */
  fraction(): number;
}

/**
 * Wake-ups. A wake-up is a flag and carries nothing: the watcher reads the order again. It may come too often,
 * and after the connection to the bus was lost everyone is woken.
 */
export interface OrderFeed {
  watch(orderId: string): OrderWatch;
}

export interface OrderWatch {
  /**
   * Resolves true at the next wake-up (at once if one came since the last call), false when the feed or this
   * watch was closed or `signal` aborted.
   */
  next(signal?: AbortSignal): Promise<boolean>;
  /** Wakes this watch alone, as if its order had changed: for a look at a time of the watcher's own. */
  wake(): void;
  close(): void;
}

/** Structured lines with stable names; implementations keep secrets out. */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}
