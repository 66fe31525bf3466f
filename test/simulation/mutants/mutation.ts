import type { UseCaseDeps } from '../../../src/use-cases/make-use-cases.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import type { Database } from '../gateway/database.ts';
import type { Invariant } from '../world/chronicle.ts';

/** A bug planted by dependency injection: other ports under the use cases, or other use cases over them. */
export interface Mutation {
  /** Called at every start of a process. `database`: for bugs that a port cannot have. */
  deps?(deps: UseCaseDeps, database: Database): UseCaseDeps;
  useCases?(useCases: UseCases, deps: UseCaseDeps): UseCases;
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
