import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { makeIsReachable } from '../../../src/store/postgres/is-reachable.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { startTcpRelay, type TcpRelay } from '../../support/tcp-relay.ts';

let fresh: FreshDatabase;
let relay: TcpRelay;
let database: Database;

beforeEach(async () => {
  fresh = await freshDatabase();
  const url = new URL(fresh.url);
  relay = await startTcpRelay({ host: url.hostname, port: Number(url.port) });
  url.port = String(relay.port);
  url.hostname = '127.0.0.1';
  database = connectDatabase({ url: url.href, connectionsMax: 2 });
});
afterEach(async () => {
  await closeDatabase(database);
  await relay.close();
  await fresh.drop();
});

test('a database is reachable, away, and reachable again', async () => {
  const isReachable = makeIsReachable(database);
  expect(await isReachable()).toBe(true);
  relay.cut({ isOpen: false });
  expect(await isReachable()).toBe(false);
  expect(await isReachable()).toBe(false);
  relay.cut({ isOpen: true });
  await eventually(isReachable, (answer) => answer, { withinMs: 5_000 });
});

test('a slow database is not waited for, and concurrent checks share one query', async () => {
  const isReachable = makeIsReachable(database);
  const execute = vi.spyOn(database, 'execute');
  // Both connections of the pool are busy.
  const [busy, alsoBusy] = [0, 1].map(() => database.$client.unsafe('select pg_sleep(2)'));
  const asked = Promise.all(Array.from({ length: 50 }, () => isReachable()));
  expect(new Set(await asked)).toEqual(new Set([false]));
  expect(execute).toHaveBeenCalledTimes(1);
  await Promise.all([busy, alsoBusy]);
  await eventually(isReachable, (answer) => answer, { withinMs: 5_000 });
});
