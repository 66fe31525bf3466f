import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { codeOf } from '../../runtime/error-code.ts';
import { advisoryLocks } from '../postgres/advisory-locks.ts';
import { type Cluster, clusterUser } from './cluster.ts';

/** One gateway's share in the running server. */
export interface Membership {
  /**
   * Releases the share. Calls `stop` if it was the last one; newcomers wait until `stop` is done. Does nothing to a
   * server that is already gone. Called once.
   */
  leave(stop: () => Promise<void>): Promise<void>;
}

/** The database where the members meet, which also has the gateway's own tables. */
export const memberDatabase = 'postgres';

const connectTimeoutSeconds = 5;
/** How long a newcomer waits for a member that is stopping the server before it reads the server's state again. */
const lockTimeoutMs = 10_000;
const rejoinDelayMs = 500;

/** Error codes of Node, postgres.js and Postgres: the server or its connection came or went, so read its state again. */
const passingCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'],
  ...['57P01', '57P02', '57P03'], // stopped by its owner, crashed, not ready to take connections
  ...['53300', '55P03'], // too many connections, lock_timeout
]);

/**
 * Joins the server on `port`. Returns `undefined` if the server is starting or stopping and its state must be read
 * again. Throws if the server runs but is not ours: another password, another folder.
 *
 * Postgres itself keeps the list of members: each holds one advisory lock, shared, in a session of its own. The kernel
 * closes the session of a process however it dies, so the list is never stale, and no pid can be mistaken for another.
 * A member that gets the same lock exclusively is the last one, and while it holds the lock nobody can join.
 */
export async function joinServer(cluster: Cluster, port: number): Promise<Membership | undefined> {
  const leaving = new AbortController();
  let session: postgres.Sql | undefined;
  let rejoined: Promise<void> | undefined;

  /** Makes `session` one that holds the share. False if the server came or went meanwhile. */
  async function join(): Promise<boolean> {
    let isEnded = false;
    const joining = openSession(cluster, port, () => {
      isEnded = true;
      if (session !== joining) return;
      session = undefined;
      rejoined = rejoin();
    });
    // A session may have ended between its answer and this line; nothing would replace it later.
    if (!(await holdLock(joining, cluster)) || isEnded) return false;
    session = joining;
    return true;
  }

  /** Postgres drops every session when one of its own processes crashes, and when someone restarts it. */
  async function rejoin(): Promise<void> {
    while (session === undefined && !leaving.signal.aborted) {
      await delay(rejoinDelayMs, undefined, { ref: false, signal: leaving.signal }).catch(() => undefined);
      await join().catch(() => undefined);
    }
  }

  if (!(await join())) return undefined;
  return {
    async leave(stop) {
      leaving.abort();
      await rejoined;
      const last = session;
      session = undefined;
      if (last) await leaveSession(last, stop);
    },
  };
}

/** On loopback without TLS, postgres.js listens to the socket that it makes itself before it connects. */
function openSession(cluster: Cluster, port: number, onclose: () => void): postgres.Sql {
  return postgres({
    host: '127.0.0.1',
    port,
    user: clusterUser,
    password: cluster.password,
    database: memberDatabase,
    ssl: false,
    max: 1,
    connect_timeout: connectTimeoutSeconds,
    // The share lasts as long as the session; postgres.js would renew it after 30 to 60 minutes.
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => undefined,
    onclose,
    connection: { application_name: 'gapura member', lock_timeout: lockTimeoutMs },
  });
}

/** Acquires the share; waits for a member that is stopping the server. False if the server came or went meanwhile. */
async function holdLock(session: postgres.Sql, cluster: Cluster): Promise<boolean> {
  try {
    const [row] = await session<{ folder: string }[]>`
      select pg_advisory_lock_shared(${advisoryLocks.embeddedMembers}), current_setting('data_directory') as folder`;
    // A copy of the folder that was made while its server ran names that server and has its password.
    if (row && resolve(row.folder) === cluster.data) return true;
    throw new Error(
      `The Postgres that ${cluster.data}/postmaster.pid names works in ${row?.folder}. Stop that one first.`,
    );
  } catch (error) {
    await session.end({ timeout: 0 });
    if (isPassing(error)) return false;
    throw error;
  }
}

/** Releases the share and, if it then gets the lock exclusively, stops the server while still holding the lock. */
async function leaveSession(session: postgres.Sql, stop: () => Promise<void>): Promise<void> {
  try {
    await session`select pg_advisory_unlock_shared(${advisoryLocks.embeddedMembers})`;
    const [row] = await session<
      { isLast: boolean }[]
    >`select pg_try_advisory_lock(${advisoryLocks.embeddedMembers}) as "isLast"`;
    if (row?.isLast) await stop();
  } catch (error) {
    if (!isPassing(error)) throw error;
  } finally {
    await session.end({ timeout: 0 });
  }
}

function isPassing(error: unknown): boolean {
  return passingCodes.has(codeOf(error) ?? '');
}
