import { afterEach, beforeEach, describe } from 'vitest';
import { describeApprovals } from './order-store-contract/approvals.ts';
import { describeChanges } from './order-store-contract/changes.ts';
import { describeEarlyNotifications } from './order-store-contract/early-notifications.ts';
import { describeEvents } from './order-store-contract/events.ts';
import { describeEvidence } from './order-store-contract/evidence.ts';
import { describeIncidentNews } from './order-store-contract/incident-news.ts';
import { describeIncidents } from './order-store-contract/incidents.ts';
import { describeInserts } from './order-store-contract/inserts.ts';
import { describeLateQueries } from './order-store-contract/late-queries.ts';
import { describeLeases } from './order-store-contract/leases.ts';
import { describeNeededReports } from './order-store-contract/needed-reports.ts';
import { describeNotifications } from './order-store-contract/notifications.ts';
import { describeOrphanedNotifications } from './order-store-contract/orphaned-notifications.ts';
import { describePages } from './order-store-contract/pages.ts';
import { describeRecalledOrders } from './order-store-contract/recalled-orders.ts';
import { describeRefunds } from './order-store-contract/refunds.ts';
import { describeSearch } from './order-store-contract/search.ts';
import type { StoreUnderTest } from './order-store-contract/store-under-test.ts';
import { describeWakeUps } from './order-store-contract/wake-ups.ts';

/**
 * What every OrderStore promises, whatever it is made of. `makeStore` is called before each test. The
 * simulation runs on a store without a database, which is evidence because both stores pass this contract.
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
    describeApprovals(subject);
    describeNotifications(subject);
    describeOrphanedNotifications(subject);
    describeEarlyNotifications(subject);
    describeIncidents(subject);
    describeIncidentNews(subject);
    describeLeases(subject);
    describeLateQueries(subject);
    describeNeededReports(subject);
    describeRecalledOrders(subject);
    describePages(subject);
    describeSearch(subject);
    describeEvidence(subject);
    describeEvents(subject);
    describeWakeUps(subject);
  });
}
