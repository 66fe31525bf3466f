import postgres from 'postgres';
import { codeOf } from '../../runtime/error-code.ts';

/*
 * What servers, and poolers before them, refuse. Poolers have texts of their own and hardly any codes:
 * https://github.com/pgbouncer/pgbouncer/blob/master/src/client.c
 */

/** The server or the pooler has no connection left for this client now; another one may end soon. */
export function isShortage(error: unknown): boolean {
  if (!(error instanceof postgres.PostgresError)) return false;
  // 53300 is Postgres's own, also for a role's limit. pgbouncer: "no more connections allowed (max_client_conn)";
  // Supavisor: "MaxClientsInSessionMode: max clients reached".
  return error.code === '53300' || /no more connections allowed|max clients reached/i.test(error.message);
}

/**
 * The setting that a pooler refuses at the start of a session; null if the error is another one. pgbouncer:
 * "unsupported startup parameter: statement_timeout". RDS Proxy and others name it too.
 */
export function refusedSetting(error: unknown, names: readonly string[]): string | null {
  if (!(error instanceof postgres.PostgresError)) return null;
  if (!/parameter|option/i.test(error.message)) return null;
  return names.find((name) => error.message.includes(name)) ?? null;
}

/** The name of any setting that a pooler refuses at the start of a session. */
export function refusedParameter(error: unknown): string | null {
  if (!(error instanceof postgres.PostgresError)) return null;
  return /unsupported startup parameter(?: in options)?: ?"?(\w+)/.exec(error.message)?.[1] ?? null;
}

/** https://www.postgresql.org/docs/15/errcodes-appendix.html: a statement of this name does not exist; or does already. */
const preparationCodes: readonly unknown[] = ['26000', '42P05'];

/**
 * Whether a prepared statement was met on another connection than the one that prepared it: a pooler shares
 * connections between transactions and does not know prepared statements. Nothing of the statement was executed.
 */
export function isPreparationLost(error: unknown): boolean {
  return preparationCodes.includes(codeOf(error));
}

/** pgbouncer's `query_wait_timeout`: the statement waited in the pooler and never reached a server. */
export function hasWaitedInPooler(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.message === 'query_wait_timeout';
}

/**
 * Whether a notice says that somebody cancelled a commit's wait for its synchronous standby: "The transaction has already
 * committed locally, but might not have been replicated to the standby." Its text depends on the server's language and its
 * code is that of every plain warning (01000), so the routine that raises it tells: a healthy database warns too, of a
 * collation of another version at each connection, for example.
 * https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/replication/syncrep.c
 */
export function isBrokenWait({ routine }: { readonly routine?: string }): boolean {
  return routine === 'SyncRepWaitForLSN';
}
