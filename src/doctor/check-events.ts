import { codeOf } from '../runtime/error-code.ts';
import { makeEventsWithoutPlace } from '../store/events/events-without-place.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import { unreachable } from './check-database.ts';
import { type Finding, ok, warn } from './finding.ts';

/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const undefinedTable = '42P01';
/** The newest events that are checked: some two seconds of work. */
const eventsCheckedMax = 1_000_000n;

/** Checks that readers can find the newest events, also those that somebody has written or restored by hand. */
export async function checkEvents(databaseUrl: string): Promise<Finding> {
  const database = connectDatabase({ url: databaseUrl, connectionsMax: 1 });
  try {
    return judgeEvents(await makeEventsWithoutPlace(database).count(eventsCheckedMax));
  } catch (error) {
    // Before the first start there are no tables.
    if (codeOf(error) === undefinedTable) return judgeEvents(0);
    return { ...unreachable(error), check: 'events' };
  } finally {
    await closeDatabase(database);
  }
}

/** `withoutPlaceCount`: events that no reader ever sees. */
export function judgeEvents(withoutPlaceCount: number): Finding {
  const check = 'events';
  if (withoutPlaceCount === 0) return ok(check, 'every one has its place among those that readers get');
  return warn(
    check,
    `without a place: ${withoutPlaceCount}; no reader and no server of the shop ever gets them`,
    'they were written or restored by hand; give them places, after all others: npm run events -- place',
  );
}
