import { mkdtemp, rm } from 'node:fs/promises';
import { dataFolder } from '../../src/store/embedded/cluster.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { findPostmaster } from '../../src/store/embedded/postmaster.ts';
import { eventually } from './eventually.ts';
import { testDataDir, testFolder } from './test-folder.ts';

/** A busy machine needs time to end a server. */
const stopWithinMs = 30_000;

/** How a server ends: in order, at once without a last checkpoint (it recovers at the next start), or killed. */
export type PostgresEnd = 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

/** A Postgres of its own that a test may stop and start again. */
export interface MortalPostgres {
  /** Its present URL; the port may differ after a restart. */
  url(): string;
  /** Ends the postmaster; resolves when it is gone. */
  stop(how: PostgresEnd): Promise<void>;
  /** Starts it on the same data; joins the server that runs. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

/** `disk`: the folder to keep the data in. Left out: a temporary folder. */
export async function startMortalPostgres(disk?: string): Promise<MortalPostgres> {
  const folder = disk ?? (await mkdtemp(`${testFolder()}-`));
  const dataDir = testDataDir(folder);
  const find = () => findPostmaster(dataFolder(dataDir));
  const shares: EmbeddedPostgres[] = [await startEmbeddedPostgres({ dataDir })];

  return {
    url: () => shares.at(-1)?.url ?? '',
    async stop(how) {
      const server = await find();
      if (server !== undefined) process.kill(server.pid, how);
      await eventually(find, (found) => found === undefined, { withinMs: stopWithinMs });
    },
    async start() {
      shares.push(await startEmbeddedPostgres({ dataDir }));
    },
    async dispose() {
      await Promise.all(shares.map((share) => share.leave()));
      if (disk === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
