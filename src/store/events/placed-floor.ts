/** How often a placing looks at all events, also below the floor. */
export const sweepEveryMs = 60_000;
/**
 * How old a boundary is before it can become the floor. A transaction draws a number microseconds before Postgres counts it
 * among those that run; a minute leaves no doubt.
 */
const boundaryAgeMs = 60_000;

/** What one placing has seen: numbers of events, and xids as `pg_current_snapshot` has them. */
export interface PlacingView {
  /** The largest number of an event that was visible. */
  readonly lastNumber: bigint;
  /** Every transaction before this one had ended. */
  readonly xmin: bigint;
  /** The first transaction that had not begun. */
  readonly xmax: bigint;
}

/** Up to which number all events have their positions, as far as one process knows. */
export interface PlacedFloor {
  /** The number above which the next placing has to look; 0 for all. */
  take(): bigint;
  /** Call it after a placing that left nothing to place above `take()`. */
  note(view: PlacingView): void;
}

/**
 * Why there is a floor: a placed event leaves an entry in the index of those that wait. Postgres removes such entries only
 * when it vacuums, after so many changes that they grow with the table, and not at all while a dump or another long
 * transaction runs. A search from the first entry would pass millions.
 *
 * When a number may be the floor: it was the largest visible once, and every transaction that ran then has ended, so
 * nothing below it is still to be committed. A commit that waits for its standby counts as running. Rows that somebody
 * writes by hand below the floor are found by the sweep.
 */
export function createPlacedFloor(elapsedMs: () => number): PlacedFloor {
  let floor = 0n;
  let boundary: { readonly view: PlacingView; readonly notedAtMs: number } | null = null;
  let sweptAtMs = Number.NEGATIVE_INFINITY;
  let isSweeping = false;

  return {
    take() {
      isSweeping ||= elapsedMs() - sweptAtMs >= sweepEveryMs;
      return isSweeping ? 0n : floor;
    },
    note(view) {
      if (isSweeping) sweptAtMs = elapsedMs();
      isSweeping = false;
      // The database is an older one: it was restored, or a standby without the last changes took over.
      if (view.lastNumber < floor) {
        floor = 0n;
        boundary = null;
        sweptAtMs = Number.NEGATIVE_INFINITY;
      }
      const nowMs = elapsedMs();
      if (boundary === null) boundary = { view, notedAtMs: nowMs };
      else if (nowMs - boundary.notedAtMs >= boundaryAgeMs && view.xmin >= boundary.view.xmax) {
        floor = boundary.view.lastNumber;
        boundary = { view, notedAtMs: nowMs };
      }
    },
  };
}
