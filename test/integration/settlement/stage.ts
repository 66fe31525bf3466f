import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { readSettlementFile } from '../../../src/settlement/read-settlement-file.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createSettlementStore } from '../../../src/store/settlement/settlement-store.ts';
import { incidents } from '../../../src/store/tables/incident-tables.ts';
import { makeImportSettlementFile } from '../../../src/use-cases/settlement/import-settlement-file.ts';
import { makeJudgeSettlement } from '../../../src/use-cases/settlement/judge-settlement.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import {
  bytesOf,
  settledMerchantId,
  settlementFile,
  settlementFileName,
  type WrittenLine,
} from '../../support/settlement/settlement-file.ts';
import { silentLog } from '../../support/silent-log.ts';

let fresh: FreshDatabase;
let database: Database;
export const clock = manualClock();
/** By then the files of 15 and 16 January have come, T+1. */
const dueAt = new Date('2026-01-17T00:00:00+07:00');
const chance = { uuid: () => randomUUID(), fraction: () => 0 };

/** A database for the tests of this file, empty before each; returns how to get it. */
export function useDatabase(): () => Database {
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
  });
  afterAll(async () => {
    await closeDatabase(database);
    await fresh.drop();
  });
  beforeEach(async () => {
    // The tests' days are due, unless a test says another X.
    clock.step(dueAt.getTime() - clock.now().getTime());
    await database.$client.unsafe(
      'truncate settlement_imports, settlement_lines, incidents, orders, create_requests, partner_references cascade',
    );
  });
  return () => database;
}

/** Orders `ord-<from>` to `ord-<to - 1>`, each with 75000.00 paid at ten on 15 January in Jakarta. */
export async function insertPaidOrders(from: number, to: number): Promise<void> {
  await database.$client.unsafe(`
    insert into orders (id, partner_reference_no, title, amount, expires_at, created_at, goods, metadata, content_hash,
      status, version, updated_at, paid_at, paid, refunded, returned, refund_pending, voided, paid_with, charged_back,
      chargeback_won, transferred, returned_twice, is_frozen, contradictions, attempt_count, waiting_approvals, reserved)
    select 'id-' || n, 'ord-' || n, 't', 7500000, '2026-01-15 04:00+00', '2026-01-15 02:00+00', '[]', '[]', 'h',
      'PAID', 2, '2026-01-15 03:00+00', '2026-01-15 03:00+00', 7500000, 0, 0, 0, 0, '[]', 0, 0, 0, 0, false, '[]', 0, '[]', 0
    from generate_series(${from}, ${to - 1}) n`);
}

export async function insertRefund(order: number): Promise<void> {
  await database.$client.unsafe(`
    insert into refunds (id, order_id, partner_refund_no, amount, actor, status, returned, content_hash, created_at, updated_at)
    values ('refund-${order}', 'id-${order}', 'refund-${order}', 1000000,
      '{"kind":"OPERATOR","id":null,"name":null}', 'SUCCEEDED', 0, 'h', '2026-01-15 05:00+00', '2026-01-15 05:00+00')`);
  await database.$client.unsafe(
    `update orders set refunded = 1000000, status = 'PARTIALLY_REFUNDED' where id = 'id-${order}'`,
  );
}

export function settle({ settlementDays = 1 } = {}) {
  const store = createSettlementStore(database);
  const orders = createOrderStore(database);
  const importFile = makeImportSettlementFile({
    store,
    clock,
    chance,
    log: silentLog,
    merchantId: settledMerchantId,
    readSettlementFile,
  });
  const judge = makeJudgeSettlement({
    store,
    orders,
    incidents: orders,
    clock,
    chance,
    log: silentLog,
    unitDefaults: { externalStoreId: null, subMerchantId: null },
    settlementDays,
  });
  return {
    judge,
    async import(lines: readonly WrittenLine[], day = '20260115', unit?: string) {
      const name = settlementFileName(day, unit);
      const actor = { kind: 'OPERATOR', id: null, name: null } as const;
      await importFile({ name, bytes: bytesOf(settlementFile(lines)), actor });
      return judge();
    },
  };
}

export async function openIncidents(): Promise<string[]> {
  const rows = await database.select().from(incidents);
  return rows
    .filter(({ status }) => status !== 'RESOLVED')
    .map(({ dedupeKey }) => dedupeKey.replace('SETTLEMENT_', ''))
    .sort();
}
