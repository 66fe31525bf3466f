import type { IncidentKind } from '../use-cases/ports/incidents.ts';

/** No count reads further: a number of this size means "at least so many". */
export const factsCountMax = 10_000;

/** What is open in the whole database, for operators. Counts end at `factsCountMax`; ages are in ms, 0 if there is none. */
export interface DatabaseFacts {
  readonly confirmingCount: number;
  readonly confirmingOldestMs: number;
  readonly pendingCount: number;
  readonly refundsPendingCount: number;
  readonly refundsOldestMs: number;
  readonly cancellationsPendingCount: number;
  readonly cancellationsOldestMs: number;
  /** Incidents that are not resolved; a kind without any is absent. */
  readonly incidentsOpen: Readonly<Partial<Record<IncidentKind, number>>>;
  readonly deliveriesDueCount: number;
  readonly deliveriesOldestMs: number;
  readonly deliveriesDeadCount: number;
  /** Incidents whose post to ALERT_URL has failed so far. */
  readonly alertsOwedCount: number;
  readonly alertsOldestMs: number;
  /** Events that have no position yet, which no reader sees. */
  readonly unplacedOldestMs: number;
}

/** Reads the facts by indexes alone, in a few milliseconds whatever the size of the database. `now` is the Clock's. */
export type ReadDatabaseFacts = (now: Date) => Promise<DatabaseFacts>;
