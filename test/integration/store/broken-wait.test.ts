import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '../../../src/store/driver/pool.ts';
import { eventually } from '../../support/eventually.ts';
import { type MortalPostgres, startMortalPostgres } from '../../support/mortal-postgres.ts';
import { care, outcomeOf, single } from './driver-stage.ts';

let server: MortalPostgres;
let admin: postgres.Sql;

/** A server that waits for a standby that does not exist. */
beforeAll(async () => {
  server = await startMortalPostgres();
  admin = postgres(server.url(), { ...single, connection: { synchronous_commit: 'off' } });
  await admin`create table written (what text)`;
  await admin.unsafe(`alter system set synchronous_standby_names = 'nobody'`);
  await admin`select pg_reload_conf()`;
});
afterAll(async () => {
  await admin?.end({ timeout: 0 });
  await server?.dispose();
});

/** The outcome of a commit that waits for its standby until an operator cancels the wait. */
async function afterBrokenWait(client: postgres.Sql): Promise<unknown> {
  const outcome = outcomeOf(client.unsafe(`insert into written values ('paid')`));
  const find = () => admin<{ pid: number }[]>`
    select pid from pg_stat_activity where wait_event = 'SyncRep' and query like 'insert into written%'`;
  const [waiting] = await eventually(find, (rows) => rows.length > 0);
  await admin`select pg_cancel_backend(${waiting?.pid ?? 0})`;
  const answer = await outcome;
  await client.end({ timeout: 0 });
  return answer;
}

test('a commit whose wait for its standby was broken off is answered by the plain driver', async () => {
  expect(await afterBrokenWait(postgres(server.url(), single))).toBe('answered');
});
test('a plain warning, as a healthy database gives them, makes nothing unknown', async () => {
  const client = openPool(server.url(), care, single, {
    ...{ waitMaxMs: 5_000, answerMaxMs: 30_000, dispensable: [] },
  });
  expect(
    await outcomeOf(client.unsafe(`do $$ begin raise warning 'collation version mismatch'; end $$`)),
  ).toBe('answered');
  await client.end({ timeout: 0 });
});
test('a commit whose wait for its standby was broken off is unknown to the store', async () => {
  const client = openPool(server.url(), care, single, {
    waitMaxMs: 5_000,
    answerMaxMs: 30_000,
    dispensable: [],
  });
  expect(await afterBrokenWait(client)).toBe('ANSWER_LOST');
});
