import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { openPool } from '../../../src/store/driver/pool.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import {
  care,
  clients,
  endSleepingSession,
  fresh,
  outcomeOf,
  plain,
  repaired,
  single,
  useDriver,
} from './driver-stage.ts';

/**
 * Each workaround of driver.ts beside the fault of postgres.js that it fixes. A test of the plain driver that fails after
 * an update says that the driver was repaired: the workaround can go.
 */
useDriver();

describe('the late messages of an ended connection', () => {
  /** The result of the next statement in the same slot of the pool. */
  async function afterAnEnd(client: postgres.Sql): Promise<unknown> {
    const sleeping = outcomeOf(client.unsafe('select pg_sleep(60)'));
    await endSleepingSession();
    expect(await sleeping).not.toBe('answered');
    return outcomeOf(client.unsafe('select 1'));
  }

  test('fail the next statement of the plain driver', async () => {
    expect(await afterAnEnd(plain({ max_pipeline: 0 }))).toBe('57P01');
  });
  test('fail no statement of the store', async () => {
    expect(await afterAnEnd(repaired())).toBe('answered');
  });
});

describe('an answer after a statement that failed in the middle of its rows', () => {
  async function rowsAfterFailure(client: postgres.Sql): Promise<unknown[]> {
    expect(await outcomeOf(client.unsafe('select 1 / (4 - i) from generate_series(1, 9) i'))).toBe('22012');
    return [...(await client.unsafe('select 1 as one'))];
  }

  test('begins with holes in the plain driver', async () => {
    expect(await rowsAfterFailure(plain())).toEqual([undefined, undefined, undefined, { one: 1 }]);
  });
  test('is whole in the store', async () => {
    expect(await rowsAfterFailure(repaired())).toEqual([{ one: 1 }]);
  });
});

describe('a statement that waits behind another one', () => {
  /** The result of the statement that was not executed yet when the other one's connection ended. */
  async function waiting(client: postgres.Sql): Promise<unknown> {
    await client.unsafe('select 1');
    const sleeping = outcomeOf(client.unsafe('select pg_sleep(60)'));
    const second = outcomeOf(client.unsafe('select 2'));
    await endSleepingSession();
    await sleeping;
    return second;
  }

  test('is lost with that one’s connection in the plain driver', async () => {
    expect(await waiting(plain())).not.toBe('answered');
  });
  test('is answered over the next connection in the store', async () => {
    expect(await waiting(repaired())).toBe('answered');
  });
});

test('a statement without an answer is given up', async () => {
  const client = openPool(fresh.url, care, single, { waitMaxMs: 5_000, answerMaxMs: 1_000, dispensable: [] });
  clients.push(client);
  await client.unsafe('select 1');
  await expect(client.unsafe('select pg_sleep(60)')).rejects.toMatchObject({
    code: 'ANSWER_LOST',
    wasSent: true,
  });
});

describe('a rejected statement', () => {
  test('does not say in the plain driver whether it was sent', async () => {
    const error = await plain({ connect_timeout: 1 })
      .unsafe('select oops')
      .catch((reason: unknown) => reason);
    expect(error).not.toHaveProperty('wasSent');
  });
  test('says in the store whether it was sent', async () => {
    await expect(repaired().unsafe('select oops')).rejects.toMatchObject({ code: '42703', wasSent: true });
    const closed = repaired();
    await closed.end();
    await expect(closed.unsafe('select 1')).rejects.toMatchObject({
      code: 'CONNECTION_ENDED',
      wasSent: false,
    });
  });
});

test('the plain driver ends the process if the server ends a session inside a transaction', async () => {
  const script = `
    import postgres from 'postgres';
    const options = { max: 1, fetch_types: false, onnotice: () => undefined };
    const [sql, admin] = [postgres(process.env.URL, options), postgres(process.env.URL, options)];
    await sql.begin(async (transaction) => {
      const [{ pid }] = await transaction\`select pg_backend_pid() as pid\`;
      await admin\`select pg_terminate_backend(\${pid})\`;
      await new Promise((resolve) => setTimeout(resolve, 200));
      await transaction\`select 1\`;
    }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    console.log('survived');
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, URL: fresh.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  await once(child, 'close');
  expect(said).toContain("Cannot read properties of null (reading 'write')");
  expect(said).not.toContain('survived');
});

test('transactions of the driver and of drizzle are not on the store’s database', async () => {
  const database: Database = connectDatabase({ url: fresh.url, connectionsMax: 1 });
  // @ts-expect-error a transaction of drizzle must not compile
  expect(database.transaction).toBeInstanceOf(Function);
  // @ts-expect-error a transaction of the driver must not compile
  expect(database.$client.begin).toBeInstanceOf(Function);
  // @ts-expect-error a reserved connection must not compile
  expect(database.$client.reserve).toBeInstanceOf(Function);
  await closeDatabase(database);
});
