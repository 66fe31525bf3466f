import type { WorkLists } from '../../use-cases/ports/people/work-lists.ts';
import type { Database } from '../postgres/database.ts';
import { makePendingOperations } from './pending-operations.ts';
import { makeTotals } from './totals.ts';

/** The WorkLists port on Postgres. Every method rejects as those of the OrderStore do. */
export function createWorkLists(database: Database): WorkLists {
  return { ...makePendingOperations(database), ...makeTotals(database) };
}
