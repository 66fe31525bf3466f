import type { Database } from '../postgres/database.ts';

/** The connection was lost while the snapshot was read. Beginning again helps. */
export class SnapshotLost extends Error {
  override readonly name = 'SnapshotLost';
}

/**
 * Runs statements that only read, all of them in one snapshot of the database: sums that are compared with each other
 * must be of the same moment. For a command of its own, whose `database` has one connection: a gateway holds no
 * transaction over several statements. Meanwhile Postgres keeps the old versions of rows that change. Throws SnapshotLost
 * if the connection did not last.
 */
export async function inOneSnapshot<Result>(
  database: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = database.$client;
  await client.unsafe('begin transaction isolation level repeatable read read only');
  const begunAt = await transactionTime(database);
  try {
    const result = await work();
    // In a transaction now() stands still; on another connection it would not.
    if ((await transactionTime(database)) !== begunAt)
      throw new SnapshotLost('the connection was lost meanwhile; run the command again');
    return result;
  } finally {
    await client.unsafe('rollback');
  }
}

async function transactionTime({ $client }: Database): Promise<string> {
  const [row] = await $client.unsafe<{ at: string }[]>('select now()::text as at');
  return row?.at ?? '';
}
