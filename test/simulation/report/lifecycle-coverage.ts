import { lifecycle } from '../../../src/domain/lifecycle.ts';
import { refundLifecycle } from '../../../src/domain/refund-lifecycle.ts';

/** A table of the domain: status → fact → next status. */
type Table = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** The number of cells, and those in which no decision was made, as `PAID × CANCELLED`. */
export interface CellsDecided {
  readonly cellCount: number;
  readonly uncovered: readonly string[];
}

export interface LifecycleCoverage {
  summary(): CellsDecided;
}

/**
 * From now on counts in which cells of the lifecycle tables decisions are made, those that change nothing included:
 * each cell becomes a getter that notes that it was read. Only for a thread of a simulation.
 */
export function coverLifecycle(): LifecycleCoverage {
  const unread = new Set<string>();
  let cellCount = 0;
  for (const [name, table] of Object.entries({
    order: lifecycle as Table,
    refund: refundLifecycle as Table,
  })) {
    for (const [status, row] of Object.entries(table)) {
      for (const [fact, next] of Object.entries(row)) {
        const cell = `${name} ${status} × ${fact}`;
        unread.add(cell);
        cellCount++;
        Object.defineProperty(row, fact, {
          enumerable: true,
          configurable: true,
          get() {
            unread.delete(cell);
            return next;
          },
        });
      }
    }
  }
  return { summary: () => ({ cellCount, uncovered: [...unread] }) };
}
