import { systemClock } from '../../src/runtime/clock.ts';
import { createOrderFeed, type ListeningOrderFeed } from '../../src/store/feed/order-feed.ts';
import { makeSendBeat } from '../../src/store/heartbeat/send-beat.ts';
import type { Database } from '../../src/store/postgres/database.ts';
import { createWriteTrouble } from '../../src/store/postgres/write-trouble.ts';
import type { Log } from '../../src/use-cases/ports/log.ts';
import { silentLog } from './silent-log.ts';

/** A feed that listens at `url` and sends its heartbeats over the pool on which a test changes orders. */
export function openOrderFeed(options: {
  url: string;
  database: Database;
  log?: Log;
}): Promise<ListeningOrderFeed> {
  const { url, database, log = silentLog } = options;
  const sendBeat = makeSendBeat({ database, url, trouble: createWriteTrouble() });
  return createOrderFeed({ url, sendBeat, clock: systemClock(), log });
}
