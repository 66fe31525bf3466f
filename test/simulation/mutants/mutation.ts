import type { SettlementLine } from '../../../src/domain/settlement/settlement-line.ts';
import type { UseCaseDeps } from '../../../src/use-cases/make-use-cases.ts';
import type { OrderChanges } from '../../../src/use-cases/ports/order-changes.ts';
import type { SettlementCases } from '../../../src/use-cases/ports/settlement/settlement-store.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import type { Database } from '../gateway/database.ts';
import type { Invariant } from '../world/chronicle.ts';

/** A bug planted by dependency injection: other ports under the use cases, or other use cases over them. */
export interface Mutation {
  /** Called at every start of a process. `database`: for bugs that a port cannot have. */
  deps?(deps: UseCaseDeps, database: Database): UseCaseDeps;
  useCases?(useCases: UseCases, deps: UseCaseDeps): UseCases;
  /** What the settlement of a world is made of. */
  settlement?(parts: SettlementParts): SettlementParts;
}

/** What the comparison of DANA's files with the orders works with. */
export interface SettlementParts {
  readonly cases: SettlementCases;
  readonly orders: Pick<OrderChanges, 'change'>;
  /** What is read of a line. */
  readonly readLine: (line: SettlementLine) => SettlementLine;
}

/** The same for one process: the database is known. */
export interface ProcessMutation extends Pick<Mutation, 'useCases'> {
  deps?(deps: UseCaseDeps): UseCaseDeps;
}

/** A planted bug with the promises that it breaks: the oracle must name one of them. */
export interface Mutant extends Mutation {
  readonly name: string;
  readonly breaks: readonly Invariant[];
  /** A world in which the bug shows, if that is rare or takes long: the hunt begins there. */
  readonly rareSeed?: number;
}

export const noMutation: Mutation = {};
