import { systemClock } from '../../src/runtime/clock.ts';
import { openNotifier } from '../../src/store/feed/notifier.ts';
import { createOrderStore } from '../../src/store/orders/order-store.ts';
import type { Database } from '../../src/store/postgres/database.ts';
import { announceChanges } from '../../src/use-cases/orders/announce-changes.ts';
import type { CheckoutStore } from '../../src/use-cases/ports/checkout-store.ts';
import type { WakeUps } from '../../src/use-cases/ports/order-feed.ts';
import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import { createAnnouncer } from '../../src/wake-ups/announcer.ts';
import { createOrderWatchers } from '../../src/wake-ups/order-watchers.ts';
import { silentLog } from './silent-log.ts';

/** The store as the use cases have it: changes are announced once they are committed. */
export function announcingStore(database: Database, wakeUps: WakeUps): OrderStore {
  const store = createOrderStore(database);
  // No test of wake-ups of orders has checkouts.
  return announceChanges({ store, checkouts: {} as CheckoutStore }, wakeUps).store;
}

/** Another process, which changes orders and has no watchers: what it announces travels through Postgres. */
export function openWriter(url: string, database: Database) {
  const notifier = openNotifier(url);
  let onSent = (): void => undefined;
  const announcer = createAnnouncer({
    watchers: createOrderWatchers(),
    async send(messages) {
      await notifier.send(messages);
      onSent();
    },
    clock: systemClock(),
    log: silentLog,
  });
  return {
    store: announcingStore(database, announcer),
    /** Resolves when Postgres has the next message. */
    nextSent: () =>
      new Promise<void>((resolve) => {
        onSent = resolve;
      }),
    async close() {
      await announcer.close();
      await notifier.close();
    },
  };
}
