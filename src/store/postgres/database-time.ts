import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { prepareStatement } from './statement.ts';

/** Makes the function that reads the time of day by the database's clock. It rejects as the store does. */
export function makeReadDatabaseTime(database: Database): () => Promise<Date> {
  const read = prepareStatement<{ ms: number }>(
    database,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  return async () => {
    const [row] = await read({});
    return new Date(Number(row?.ms));
  };
}
