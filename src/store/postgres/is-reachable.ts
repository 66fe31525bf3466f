import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

/** A database that does not answer the shortest statement within this time cannot serve. */
const answerTimeoutMs = 1_000;

/**
 * Makes the function that health checks call: it returns true if the database answers now, and never rejects. All
 * callers share one statement at a time, so that an outage gathers no crowd of statements.
 */
export function makeIsReachable(database: Database): () => Promise<boolean> {
  let asking: Promise<boolean> | null = null;

  function ask(): Promise<boolean> {
    const answer = database.execute(sql`select 1`).then(
      () => true,
      () => false,
    );
    return answer.finally(() => {
      asking = null;
    });
  }

  return async () => {
    asking ??= ask();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, answerTimeoutMs, false);
    });
    return Promise.race([asking, late]).finally(() => clearTimeout(timer));
  };
}
