import type { Database } from './database.ts';
import { closeDatabase, connectDatabase } from './database.ts';
import { withStoreErrors } from './errors.ts';
import { UnsuitableDatabase } from './preconditions.ts';

/** What says that two connections lead to the same tables: of one server, one database and one schema. */
const placeQuery = `
  select concat_ws(' ', extract(epoch from pg_postmaster_start_time()),
    (select oid from pg_database where datname = current_database()), current_schema()) as place`;

/** Why two URLs must lead to one place, and what to do if they do not. */
export const differentPlaces = {
  says: 'DATABASE_LISTEN_URL leads to another server, database or schema than DATABASE_URL',
  todo: 'let both lead to the same, one through the pooler and one past it',
} as const;

/** Whether both lead to the same tables. Rejects with StoreUnavailable if one of them cannot be reached. */
export async function isSameDatabase(database: Database, otherUrl: string): Promise<boolean> {
  const other = connectDatabase({ url: otherUrl, connectionsMax: 1 });
  try {
    const [place, otherPlace] = await Promise.all([readPlace(database), readPlace(other)]);
    return place === otherPlace;
  } finally {
    await closeDatabase(other);
  }
}

/**
 * Called at start if there are two URLs, before the tables are made through the direct one: they must appear where the
 * other one looks for them. Throws UnsuitableDatabase.
 */
export async function requireSameDatabase(database: Database, otherUrl: string): Promise<void> {
  if (!(await isSameDatabase(database, otherUrl))) throw new UnsuitableDatabase(differentPlaces);
}

async function readPlace(database: Database): Promise<string | undefined> {
  const [row] = await withStoreErrors(database.$client.unsafe<{ place: string }[]>(placeQuery));
  return row?.place;
}
