import { eq } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import type { ListeningOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { inbox } from '../../../src/store/tables/order-tables.ts';
import type { IncidentNews } from '../../../src/use-cases/ports/incidents.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { describeOrderStore } from '../../support/order-store-contract.ts';

let fresh: FreshDatabase;
let database: Database;
let store: OrderStore;
const news: IncidentNews[] = [];
let feed: ListeningOrderFeed;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 10 });
  store = createOrderStore(database, (one) => news.push(one));
  feed = await openOrderFeed({ url: fresh.url, database });
});

afterAll(async () => {
  await feed.close();
  await closeDatabase(database);
  await fresh.drop();
});

describeOrderStore('the OrderStore on Postgres', async () => ({
  store,
  feed,
  news,
  assignPositions: createEventOutbox(database).assignPositions,
  async notificationEnd(inboxId) {
    const { disposition, orderId, orderVersion } = inbox;
    const [row] = await database
      .select({ disposition, orderId, orderVersion })
      .from(inbox)
      .where(eq(inbox.id, inboxId));
    return row;
  },
  async close() {
    news.length = 0;
    await database.$client.unsafe(
      'truncate orders, create_requests, partner_references, order_events, event_places, event_deliveries, refunds, approvals, daily_returns, refund_batch_lines, refund_batches, inbox, incidents',
    );
  },
}));
