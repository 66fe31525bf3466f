/** How a pool is used now. */
export interface PoolUse {
  /** Statements that hold a connection. */
  readonly usedCount: number;
  /** The most that may. */
  readonly maxCount: number;
  /** Statements that wait for a connection. */
  readonly waitingCount: number;
}

/** Measures the statements of a pool. */
export interface StatementObserver {
  /**
   * Runs one statement and returns what it returns. `run` calls `onPlace` whenever the statement has got a connection:
   * more than once if it is sent again.
   */
  observe<Result>(text: string, run: (onPlace: () => void) => Promise<Result>): Promise<Result>;
  /** Called once for each pool, with the function that reads its use. */
  watchPool(read: () => PoolUse): void;
}

/** Measures nothing. */
export const unobserved: StatementObserver = {
  observe: (_text, run) => run(() => undefined),
  watchPool: () => undefined,
};
