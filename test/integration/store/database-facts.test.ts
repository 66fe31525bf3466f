import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { makeReadDatabaseFacts } from '../../../src/store/facts/database-facts.ts';
import { createAlertQueue } from '../../../src/store/notifications/incident-alerts.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { aDetail } from '../../support/incidents.ts';
import { anIncident, force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';

const endpoint = 'https://shop.example/events';
const minuteMs = 60_000;

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 1 });
});
afterAll(async () => {
  await closeDatabase(database);
  await fresh.drop();
});

test('what is owed to receivers and to the alert’s receiver is counted, and the oldest of it tells the age', async () => {
  const store = createOrderStore(database);
  const outbox = createEventOutbox(database);
  const alerts = createAlertQueue(database);
  const read = () => makeReadDatabaseFacts(database)(minute(60));
  expect(await read()).toMatchObject({ deliveriesDueCount: 0, deliveriesOldestMs: 0, alertsOwedCount: 0 });

  await outbox.openEndpoint(endpoint);
  for (const at of [minute(10), minute(20), minute(30)]) {
    const { id } = await insertOrder(store, { createdAt: at, updatedAt: at });
    await store.change(id, force({ updatedAt: at }));
  }
  while (await outbox.assignPositions());
  await outbox.queueDeliveries(endpoint, minute(40));
  for (let delivered = 0; delivered < 2; delivered += 1) {
    const { deliveries } = await outbox.claimDeliveries(endpoint, minute(41), minute(42), 1);
    for (const delivery of deliveries) await outbox.recordDelivered(delivery, minute(41));
  }
  for (const text of ['failed', 'new'])
    await store.recordIncident(anIncident({ detail: aDetail(text) }), minute(50));
  const [failed] = await alerts.claimAlerts(minute(51), minute(52), minute(0), 1);
  if (failed === undefined) expect.unreachable('no alert is due');
  await alerts.recordAlertFailed(failed, minute(55));

  // Both events of the first order were delivered.
  expect(await read()).toMatchObject({
    deliveriesDueCount: 4,
    deliveriesOldestMs: 40 * minuteMs,
    deliveriesDeadCount: 0,
    alertsOwedCount: 1,
    alertsOldestMs: 10 * minuteMs,
    incidentsOpen: { CONTRADICTED: 2 },
    confirmingCount: 3,
    confirmingOldestMs: 50 * minuteMs,
  });
});
