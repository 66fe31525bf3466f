import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

/** A database that does not answer the shortest question within this time cannot serve. */
const answerTimeoutMs = 1_000;

/**
 * Made once; gives what health checks ask, as often as they like: true where the database answers now. Never rejects.
 * One statement at a time is under way for all of them, so that an outage gathers no crowd of questions.
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
