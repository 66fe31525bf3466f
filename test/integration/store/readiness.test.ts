import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import type { ListeningOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { createOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { makeIsReady } from '../../../src/store/heartbeat/readiness.ts';
import { makeSendBeat } from '../../../src/store/heartbeat/send-beat.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createWriteTrouble } from '../../../src/store/postgres/write-trouble.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';
import { silentLog } from '../../support/silent-log.ts';
import { startTcpRelay, type TcpRelay } from '../../support/tcp-relay.ts';

let fresh: FreshDatabase;
let operator: Database;
let database: Database;
let relay: TcpRelay;
let listenRelay: TcpRelay;
let feed: ListeningOrderFeed;
let isReady: () => Promise<boolean>;

/** The pool through one relay, the listening session through another. */
beforeEach(async () => {
  fresh = await freshDatabase();
  operator = connectDatabase({ url: fresh.url, connectionsMax: 1 });
  const url = new URL(fresh.url);
  const target = { host: url.hostname, port: Number(url.port) };
  [relay, listenRelay] = await Promise.all([startTcpRelay(target), startTcpRelay(target)]);
  url.host = `127.0.0.1:${relay.port}`;
  const listenUrl = new URL(url);
  listenUrl.host = `127.0.0.1:${listenRelay.port}`;
  const trouble = createWriteTrouble();
  database = connectDatabase({ url: url.href, connectionsMax: 2, onRefusal: trouble.record });
  const sendBeat = makeSendBeat({ database, url: url.href, trouble });
  feed = await createOrderFeed({ url: listenUrl.href, sendBeat, clock: systemClock(), log: silentLog });
  isReady = makeIsReady({ prove: feed.prove, trouble, log: silentLog });
});
afterEach(async () => {
  vi.useRealTimers();
  await feed.close();
  await closeDatabase(database);
  await closeDatabase(operator);
  await Promise.all([relay.close(), listenRelay.close()]);
  await fresh.drop();
});

const becomes = (expected: boolean) => eventually(isReady, (answer) => answer === expected);
const name = () => new URL(fresh.url).pathname.slice(1);

test('a gateway is ready, not while its database is away, and ready again', async () => {
  expect(await isReady()).toBe(true);
  relay.cut({ isOpen: false });
  await becomes(false);
  relay.cut({ isOpen: true });
  await becomes(true);
});

test('a thousand questions at once cost one statement', async () => {
  const unsafe = vi.spyOn(database.$client, 'unsafe');
  const answers = await Promise.all(Array.from({ length: 1_000 }, isReady));
  expect(new Set(answers)).toEqual(new Set([true]));
  expect(unsafe).toHaveBeenCalledTimes(1);
});

test('a database that says nothing is not ready, and a question takes less than a second', async () => {
  relay.hold();
  relay.leadTo({ host: '127.0.0.1', port: 9 });
  // The proof of the start may still count.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = isReady();
  await vi.advanceTimersByTimeAsync(999);
  expect(await answer).toBe(false);
});

test('a listening session that was lost half-way is not ready, and its successor is', async () => {
  listenRelay.hold();
  await becomes(false);
  await becomes(true);
});

test('a read-only database is not ready, and ready again when its sessions are new ones', async () => {
  await operator.$client.unsafe(`alter database ${name()} set default_transaction_read_only = on`);
  relay.cut({ isOpen: true });
  const write = () => database.$client.unsafe('create table impossible ()').catch(({ code }) => code);
  await eventually(write, (code) => code === '25006');
  await becomes(false);
  // The sessions that the pool has now are read-only for good.
  expect(await write()).toBe('25006');
  await operator.$client.unsafe(`alter database ${name()} reset default_transaction_read_only`);
  await becomes(true);
  await insertOrder(createOrderStore(database));
});

test('a proxy that closes an idle connection, and lets a new one pass, makes nothing unready', async () => {
  const answers: boolean[] = [];
  for (let round = 0; round < 3; round += 1) {
    // Half-way: the pool finds out by its next statement only.
    relay.hold();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    answers.push(await isReady());
  }
  expect(answers).toEqual([true, true, true]);
});

test('a write that a full disk refused makes the gateway unready until a write that needs room succeeds', async () => {
  await operator.$client.unsafe(`
    create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
    create trigger full_disk before insert on orders for each row execute function refuse()`);
  expect(await isReady()).toBe(true);
  await expect(insertOrder(createOrderStore(database))).rejects.toMatchObject({ name: 'StoreUnavailable' });
  expect(await isReady()).toBe(false);
  await becomes(true);
  // The first heartbeat measured the room, and the one after the refusal did again.
  await eventually(temporaryFiles, (count) => count >= 2);
});

async function temporaryFiles(): Promise<number> {
  const [row] = await operator.$client.unsafe<{ count: string }[]>(
    'select temp_files as count from pg_stat_database where datname = current_database()',
  );
  return Number(row?.count);
}
