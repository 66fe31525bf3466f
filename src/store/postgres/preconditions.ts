import { type Database, silenceMaxMs } from './database.ts';
import { withStoreErrors } from './errors.ts';

/** Postgres 15: the oldest version that the statements support. */
const versionMin = 150_000;

/** What a session is like in fact. A pooler in between may have dropped what the gateway asked for. */
export interface SessionFacts {
  /** As `server_version_num`: 150008. */
  readonly versionNumber: number;
  readonly versionText: string;
  /** The encoding of the database's texts, fixed when the database was made. */
  readonly encoding: string;
  readonly clientEncoding: string;
  readonly dateStyle: string;
  readonly strings: string;
  readonly isolation: string;
  /** In ms; 0: the server ends no statement. */
  readonly statementTimeoutMs: number;
}

/** For one row of SessionFacts. */
export const sessionFactsQuery = `
  select current_setting('server_version_num')::int as "versionNumber",
    current_setting('server_version') as "versionText",
    current_setting('server_encoding') as encoding,
    current_setting('client_encoding') as "clientEncoding",
    current_setting('DateStyle') as "dateStyle",
    current_setting('standard_conforming_strings') as strings,
    current_setting('default_transaction_isolation') as isolation,
    (select setting::int from pg_settings where name = 'statement_timeout') as "statementTimeoutMs"`;

/** Something about the database with which the gateway would misread, lose or refuse what it records. */
export interface Unsuitability {
  readonly says: string;
  readonly todo: string;
}

/** The first thing that makes a database unsuitable; null if the gateway can work on it. */
export function findUnsuitability(facts: SessionFacts): Unsuitability | null {
  const { versionNumber, versionText, encoding, clientEncoding, dateStyle, strings, isolation } = facts;
  if (versionNumber < versionMin) {
    return { says: `Postgres ${versionText}`, todo: 'use Postgres 15 or newer' };
  }
  if (encoding !== 'UTF8') {
    return {
      says: `the database keeps its texts in ${encoding}, which has no place for every name and title`,
      todo: "make another one: create database … encoding 'UTF8' template template0",
    };
  }
  const wrong = [
    clientEncoding === 'UTF8' ? null : `client_encoding is ${clientEncoding}`,
    dateStyle.startsWith('ISO') ? null : `DateStyle is ${dateStyle}`,
    strings === 'on' ? null : `standard_conforming_strings is ${strings}`,
  ].filter((setting) => setting !== null);
  if (wrong.length > 0) {
    return {
      says: `${wrong.join(', ')}, although the gateway asks for another value when it connects`,
      todo: 'let the pooler in between pass it on, or set it for the role: alter role … set',
    };
  }
  // Events get their positions by statements that must see what others have just committed; see event-positions.ts.
  if (isolation !== 'read committed') {
    return {
      says: `default_transaction_isolation is ${isolation}`,
      todo: "alter role … set default_transaction_isolation = 'read committed'",
    };
  }
  return null;
}

/** Thrown instead of starting. Its message says what to do. */
export class UnsuitableDatabase extends Error {
  override readonly name = 'UnsuitableDatabase';
  constructor({ says, todo }: Unsuitability) {
    super(`The gateway cannot work on the database of DATABASE_URL: ${says}; ${todo}.`);
  }
}

/**
 * Every process calls it at start, before it migrates. Returns what the session is like. Throws UnsuitableDatabase, and
 * then has changed nothing.
 */
export async function requireSuitableDatabase(database: Database): Promise<SessionFacts> {
  const [facts] = await withStoreErrors(database.$client.unsafe<SessionFacts[]>(sessionFactsQuery));
  if (facts === undefined) throw new Error('Postgres answered nothing');
  const unsuitability = findUnsuitability(facts);
  if (unsuitability !== null) throw new UnsuitableDatabase(unsuitability);
  return facts;
}

/**
 * Whether the server ends slow statements before the gateway gives up on them. A pooler may have refused the setting,
 * or dropped it (`ignore_startup_parameters`).
 */
export function isStatementBounded({ statementTimeoutMs }: SessionFacts): boolean {
  return statementTimeoutMs > 0 && statementTimeoutMs < silenceMaxMs;
}
