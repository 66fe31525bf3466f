/** Remembers that the database has refused a write for a reason that will refuse others too. */
export interface WriteTrouble {
  /** Called with the SQLSTATE of every statement that Postgres refused; most of them mean no trouble. */
  record(code: string): void;
  /** Whether no later write has succeeded. */
  isOpen(): boolean;
  /** A write that began at `startedAtMs` (`performance.now`) has succeeded: what was recorded before is over. */
  settle(startedAtMs: number): void;
}

/**
 * SQLSTATE codes that say that nothing can be written now: a read-only database or a standby, a full disk, a failure of the
 * operating system below Postgres. https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
const troubles = /^(25006|53100|58...)$/;

export function createWriteTrouble(): WriteTrouble {
  let recordedAtMs: number | null = null;
  return {
    record(code) {
      if (troubles.test(code)) recordedAtMs = performance.now();
    },
    isOpen: () => recordedAtMs !== null,
    settle(startedAtMs) {
      if (recordedAtMs !== null && recordedAtMs < startedAtMs) recordedAtMs = null;
    },
  };
}
