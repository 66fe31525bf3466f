import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { codeOf } from '../../runtime/error-code.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { wasNeverSent } from '../driver/followed-statements.ts';

/**
 * A statement that Postgres refused: a violated constraint, or a bug of ours. It carries no value of any row or
 * parameter. The driver's own errors do; they may contain a payer's data and must not reach a log.
 */
export class StatementRefused extends Error {
  /** The five characters of the SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html */
  readonly code: string;
  /** The name of the violated constraint, as in `store/tables`. */
  readonly constraint: string | null;
  constructor(message: string, code: string, constraint: string | null) {
    super(message);
    this.name = 'StatementRefused';
    this.code = code;
    this.constraint = constraint;
  }
}

/**
 * Postgres ended this statement, and nothing else: its time was up, or it was the victim of a deadlock. It was rolled back,
 * and others are answered.
 */
export class StatementEnded extends StoreUnavailable {
  constructor(message: string) {
    super(message, { isCertain: true });
  }
}

/** 57014: the statement timeout, or an operator. 55P03: the lock timeout. */
const endsOfOneStatement = /^(40P01|55P03|57014)$/;

/**
 * Awaits a statement; every statement of the store goes through here. Rejects with StoreUnavailable if the database
 * cannot be reached or written now, and with StatementRefused if it refused this statement.
 */
export function withStoreErrors<Answer>(statement: Promise<Answer>): Promise<Answer> {
  return statement.then(undefined, throwStoreError);
}

function throwStoreError(error: unknown): never {
  throw storeError(error);
}

/** Translates an error of the driver into the store's; returns other errors as they are. */
export function storeError(error: unknown): unknown {
  // Drizzle's own error repeats every parameter in its message; its cause says what happened.
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (cause instanceof postgres.PostgresError) return refusalOrOutage(cause);
  const code = codeOf(cause);
  if (!(cause instanceof Error) || code === undefined) return cause;
  const message = `the database cannot be reached (${code})`;
  // A connection that was lost while a statement was under way says nothing about the statement.
  return new StoreUnavailable(message, { isCertain: wasNeverSent(cause) });
}

/**
 * SQLSTATE classes that mean "not now" rather than "not this". A statement that ends with an error of theirs was
 * rolled back: each statement of the store is its own transaction, so nothing of it was recorded.
 */
const outageCodes = [
  /^08/, // connection exceptions
  /^25006$/, // read-only: a standby, or a disk that an operator protected
  /^28/, // our role or password is not accepted (any more)
  /^3D000$/, // the database is gone
  /^40/, // serialization failure, deadlock
  /^53/, // out of disk, memory or connections
  /^55P03$/, // a lock was not to be had in time
  /^57/, // cancelled by the statement timeout, shutting down, starting up
  /^58/, // the operating system failed Postgres
];

function refusalOrOutage(error: postgres.PostgresError): Error {
  const { code, message, severity } = error;
  if (outageCodes.some((outage) => outage.test(code))) {
    // FATAL and PANIC end the session without saying how far a statement under way had come, and so does a pooler
    // that has lost its connection of the server (08, whatever it says of severity).
    const isCertain = (severity === 'ERROR' && !code.startsWith('08')) || wasNeverSent(error);
    const says = `the database is unavailable (${code}: ${message})`;
    if (isCertain && endsOfOneStatement.test(code)) return new StatementEnded(says);
    return new StoreUnavailable(says, { isCertain });
  }
  const constraint = error.constraint_name ?? null;
  return new StatementRefused(`Postgres refused a statement (${code}: ${message})`, code, constraint);
}

/**
 * Whether an error of reading rows is of one row's values. Postgres too reads values of a row, those of its snapshot: if
 * it cannot, that is a data exception (class 22).
 */
export function isOfOneRow(error: unknown): boolean {
  if (error instanceof StatementRefused) return error.code.startsWith('22');
  return !(error instanceof StoreUnavailable);
}
