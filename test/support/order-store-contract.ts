import { afterEach, beforeEach, describe } from 'vitest';
import type { InboxDisposition } from '../../src/use-cases/ports/inbox.ts';
import type { OrderFeed } from '../../src/use-cases/ports/order-feed.ts';
import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import { describeChanges } from './order-store-contract/changes.ts';
import { describeEarlyNotifications } from './order-store-contract/early-notifications.ts';
import { describeEvents } from './order-store-contract/events.ts';
import { describeIncidents } from './order-store-contract/incidents.ts';
import { describeInserts } from './order-store-contract/inserts.ts';
import { describeLeases } from './order-store-contract/leases.ts';
import { describeNeededReports } from './order-store-contract/needed-reports.ts';
import { describeNotifications } from './order-store-contract/notifications.ts';
import { describePages } from './order-store-contract/pages.ts';
import { describeRefunds } from './order-store-contract/refunds.ts';
import { describeWakeUps } from './order-store-contract/wake-ups.ts';

/** How a notification ended, which no method of the port tells. */
export interface NotificationEnd {
  readonly disposition: InboxDisposition;
  readonly orderId: string | null;
  readonly orderVersion: number | null;
}

/** An empty store and the feed that belongs to it. */
export interface StoreUnderTest {
  readonly store: OrderStore;
  readonly feed: OrderFeed;
  /** Gives recorded events their places, where that is not done as they are recorded. */
  placeEvents(): Promise<unknown>;
  notificationEnd(inboxId: string): Promise<NotificationEnd | undefined>;
  close(): Promise<void>;
}

/**
 * What every OrderStore promises, whatever it is made of. `makeStore` is called before each test. The simulation
 * runs on a store without a database; it means something because both pass this.
 */
export function describeOrderStore(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let current: StoreUnderTest | undefined;
    beforeEach(async () => {
      current = await makeStore();
    });
    afterEach(() => current?.close());
    const subject = (): StoreUnderTest => {
      if (current === undefined) throw new Error('no store was made');
      return current;
    };

    describeInserts(subject);
    describeChanges(subject);
    describeRefunds(subject);
    describeNotifications(subject);
    describeEarlyNotifications(subject);
    describeIncidents(subject);
    describeLeases(subject);
    describeNeededReports(subject);
    describePages(subject);
    describeEvents(subject);
    describeWakeUps(subject);
  });
}
