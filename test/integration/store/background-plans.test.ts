import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCredentialStore } from '../../../src/store/access/credential-store.ts';
import { createRefundBatches } from '../../../src/store/batches/refund-batches.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { makeReadDatabaseFacts } from '../../../src/store/facts/database-facts.ts';
import { createAlertQueue } from '../../../src/store/notifications/incident-alerts.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createBodyRetention } from '../../../src/store/retention/body-retention.ts';
import { createSettlementStore } from '../../../src/store/settlement/settlement-store.ts';
import { latestTimes } from '../../../src/use-cases/changes/schedule.ts';
import type { EventDelivery } from '../../../src/use-cases/ports/event-outbox.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { endpointUrl, newestAt } from '../../support/large/copies.ts';
import { fillTables } from '../../support/large/fill-tables.ts';
import { explain, recordStatements, type SentStatement } from '../../support/large/plans.ts';
import { aNotification, anIncident, force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { aRefundBatch, aRefundBatchLine } from '../../support/orders.ts';
import { isLong } from '../../support/sample.ts';

const ordersCount = isLong ? 1_000_000 : 10_000;
/** What one statement may read, however large the tables are: the largest batch is of 1,000 events. */
const rowsReadMax = 4_000;
const dayMs = 24 * 60 * 60_000;
/** The oldest batch that runs. */
const runningBatch = `rba_${ordersCount - 59}`;

let fresh: FreshDatabase;
let database: Database;
let sql: postgres.Sql;
let sent: SentStatement[];

beforeAll(async () => {
  fresh = await freshDatabase();
  await fillTables(fresh.url, ordersCount);
  database = connectDatabase({ url: fresh.url, connectionsMax: 1 });
  sent = recordStatements(database);
  sql = postgres(fresh.url, { max: 1, fetch_types: false, onnotice: () => undefined });
}, 600_000);
afterAll(async () => {
  await sql.end();
  await closeDatabase(database);
  await fresh.drop();
});

/** Everything that the gateway does without being asked, by the name of its method. */
function backgroundWork(): Readonly<Record<string, () => Promise<unknown>>> {
  const store = createOrderStore(database);
  const outbox = createEventOutbox(database);
  const batches = createRefundBatches(database);
  const settlement = createSettlementStore(database);
  const spanOf = (ms: number) => ({
    from: new Date(newestAt.getTime() - dayMs / 2),
    to: later(ms - dayMs / 2),
  });
  const later = (ms: number) => new Date(newestAt.getTime() + ms);
  const anOrder = async () => insertOrder(store, { createdAt: newestAt });
  const cause = anIncident({ kind: 'BACKGROUND_WORK_FAILING', dedupeKey: 'work' });
  const claimed = async (): Promise<EventDelivery> => {
    const { deliveries } = await outbox.claimDeliveries(endpointUrl, later(0), later(30_000), 1);
    return deliveries[0] ?? expect.unreachable('no delivery is due');
  };
  return {
    claimDue: () => store.claimDue(later(0), later(9_000), 16),
    nextDueAt: () => store.nextDueAt(),
    recall: () => store.recall(latestTimes(newestAt)),
    endSilences: () => store.endSilences(newestAt),
    release: async () => {
      const { id } = await anOrder();
      await store.release(id, newestAt);
    },
    requireReport: async () => {
      const { id } = await anOrder();
      await store.requireReport(id, { reportNeededAfter: newestAt, dueAt: newestAt });
    },
    claimLateQueries: () => store.claimLateQueries(later(0), later(9_000), 4),
    planLateQuery: () => store.planLateQuery('order', newestAt, later(dayMs)),
    nextLateQueryAt: () => store.nextLateQueryAt(),
    change: async () => {
      const { id } = await anOrder();
      await store.change(id, force({}));
    },
    // Of ten at once, most share a statement.
    atOnce: async () => {
      const orders = await Promise.all(Array.from({ length: 10 }, anOrder));
      await Promise.all(
        orders.map(({ id, partnerReferenceNo }) =>
          store.findNotified({ contentHash: id, partnerReferenceNo }),
        ),
      );
      await Promise.all(orders.map(({ id }) => store.change(id, force({}))));
      const paid = (id: string) => ({ inbox: aNotification({ id, contentHash: id }) });
      await Promise.all(orders.map(({ id }) => store.change(id, force({}), paid(id))));
    },
    listEarlyNotifications: () => store.listEarlyNotifications('ord-000000500'),
    recordIncident: () => store.recordIncident(cause, newestAt),
    resolveCause: () => store.resolveCause(cause.dedupeKey, { at: newestAt, resolution: 'over' }),
    assignPositions: () => outbox.assignPositions(),
    openEndpoint: () => outbox.openEndpoint(endpointUrl),
    queueDeliveries: () => outbox.queueDeliveries(endpointUrl, newestAt),
    claimDeliveries: () => outbox.claimDeliveries(endpointUrl, later(0), later(30_000), 16),
    recallDeliveries: () =>
      outbox.recallDeliveries(endpointUrl, {
        now: later(0),
        dueAt: later(40 * dayMs),
        leasedUntil: later(60_000),
      }),
    nextDeliveryAt: () => outbox.nextDeliveryAt(endpointUrl, later(0)),
    recordDelivered: async () => outbox.recordDelivered(await claimed(), later(0)),
    recordFailed: async () => outbox.recordFailed(await claimed(), 'HTTP 500', later(1_000)),
    recordDead: async () => outbox.recordDead(await claimed(), 'HTTP 500', anIncident(), later(0)),
    claimAlerts: () => createAlertQueue(database).claimAlerts(later(0), later(30_000), later(-dayMs), 8),
    pageUnsettled: () => settlement.pageUnsettled(spanOf(dayMs / 24), '', 2_000),
    pageUnsettledCancellations: () => settlement.pageUnsettledCancellations(spanOf(3 * dayMs), '', 2_000),
    pageLateUnsettled: () => settlement.pageLateUnsettled(spanOf(dayMs), '', 2_000),
    pageUnsettledRefunds: () => settlement.pageUnsettledRefunds(spanOf(dayMs), '', 2_000),
    purge: () => createBodyRetention(database).purge(later(-dayMs / 2), later(0)),
    expireBatches: () => batches.expireBatches(newestAt),
    claimBatch: () => batches.claimBatch(later(0), later(60_000), 5),
    holdsBatch: () => batches.holdsBatch(runningBatch, later(60_000)),
    endLine: () => batches.endLine({ ...aRefundBatchLine(runningBatch), lineNo: 9_001 }),
    stopBatch: () => batches.moveBatch(aRefundBatch({ id: runningBatch }), ['RUNNING']),
    leaveBatch: () => batches.leaveBatch(runningBatch, later(60_000), later(0)),
    changesAfter: () => store.changesAfter(0, 1_000),
    readDatabaseFacts: () => makeReadDatabaseFacts(database)(newestAt),
    revokedWithin: () => createCredentialStore(database).revokedWithin(60_000),
  };
}

describe.each([
  ['without statistics', 'select 1'],
  ['with fresh statistics', 'analyze'],
])('%s', (_, prepare) => {
  beforeAll(async () => {
    await sql.unsafe(prepare);
  });

  test('no statement of the background work reads more rows than a batch has', async () => {
    const faults: string[] = [];
    for (const [name, work] of Object.entries(backgroundWork())) {
      sent.length = 0;
      await work();
      expect(sent, name).not.toHaveLength(0);
      for (const statement of sent) {
        if (/^\s*select pg_advisory_xact_lock/.test(statement.text)) continue;
        const { rowsRead, text } = await explain(sql, statement);
        if (rowsRead > rowsReadMax) faults.push(`${name} read ${rowsRead} rows:\n${text}`);
      }
    }
    expect(faults.join('\n\n')).toBe('');
  }, 600_000);
});
