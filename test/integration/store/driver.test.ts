import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionOptions } from '../../../src/store/driver/driver.ts';
import { followed } from '../../../src/store/driver/followed-statements.ts';
import { makePlaces } from '../../../src/store/driver/places.ts';
import { openPool } from '../../../src/store/driver/pool.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

/**
 * Each workaround of driver.ts beside the fault of postgres.js that it fixes. A test of the plain driver that fails after
 * an update says that the driver was repaired: the workaround can go.
 */

const single = { max: 1, fetch_types: false, onnotice: () => undefined } as const;
const care = { keepAliveMs: 5_000, reconnectAfterMs: 100 };

let fresh: FreshDatabase;
let admin: postgres.Sql;
const clients: postgres.Sql[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  admin = postgres(fresh.url, { max: 2, fetch_types: false, onnotice: () => undefined });
});
afterAll(async () => {
  await admin.end();
  await fresh.drop();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end({ timeout: 0 })));
});

/** The plain driver. */
function plain(options: object = {}): postgres.Sql {
  const client = postgres(fresh.url, { ...single, ...options });
  clients.push(client);
  return client;
}

/** The driver as the store uses it. */
function repaired(): postgres.Sql {
  const client = openPool(fresh.url, care, single, { waitMaxMs: 5_000, answerMaxMs: 5_000, dispensable: [] });
  clients.push(client);
  return client;
}

async function endSleepingSession(): Promise<void> {
  const find = () => admin<{ pid: number }[]>`
    select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
  const [sleeper] = await eventually(find, (rows) => rows.length > 0, { withinMs: 5_000 });
  await admin`select pg_terminate_backend(${sleeper?.pid ?? 0})`;
}

/** The code of the error that a statement rejects with; `answered` if it does not. */
const outcomeOf = (statement: PromiseLike<unknown>) =>
  Promise.resolve(statement).then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );

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

describe('a session that began while the database was read-only', () => {
  /** The result of a write after the database may be written again. */
  async function afterReadOnly(client: postgres.Sql): Promise<unknown> {
    const name = new URL(fresh.url).pathname.slice(1);
    await admin.unsafe(`alter database ${name} set default_transaction_read_only = on`);
    await client.unsafe('select 1');
    await admin.unsafe(`alter database ${name} reset default_transaction_read_only`);
    expect(await outcomeOf(client.unsafe('create table impossible ()'))).toBe('25006');
    return outcomeOf(client.unsafe('create table possible ()'));
  }

  test('refuses every write of the plain driver', async () => {
    expect(await afterReadOnly(plain())).toBe('25006');
  });
  test('refuses one write of the store', async () => {
    expect(await afterReadOnly(repaired())).toBe('answered');
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

describe('a statement sent between the error and the close of its connection', () => {
  const openPlainly = () => net.connect(Number(new URL(fresh.url).port), '127.0.0.1');

  /** The outcome of such a statement, after another one was answered over the next connection. */
  async function sentTooLate(
    openSocket: () => net.Socket,
    sendOver = (client: postgres.Sql): postgres.Sql['unsafe'] => client.unsafe,
  ): Promise<unknown> {
    const sockets: net.Socket[] = [];
    const client = plain({
      socket() {
        const socket = openSocket();
        sockets.push(socket);
        return socket;
      },
    });
    const send = sendOver(client);
    await send('select 1');
    const [socket] = sockets;
    if (socket === undefined) throw new Error('the client has connected without being told how');
    let outcome: Promise<unknown> | undefined;
    socket.once('error', () => {
      outcome = Promise.resolve(send('select 1 as one')).then(
        (rows) => [...rows],
        (error: { code?: string }) => error.code,
      );
    });
    socket.destroy(new Error('a lost network'));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(await outcomeOf(client.unsafe('select 2 as two'))).toBe('answered');
    return outcome;
  }

  test('is answered with no rows by the plain driver', async () => {
    expect(await sentTooLate(openPlainly)).toEqual([]);
  });
  test('is rejected over the store’s own sockets', async () => {
    expect(await sentTooLate(() => connectionOptions(fresh.url, care).socket())).toBe('CONNECTION_CLOSED');
  });
  test('is rejected by the store over other sockets too, as those of TLS', async () => {
    const asTheStore = (client: postgres.Sql) =>
      followed(client.unsafe, {
        ...{ waitMaxMs: 5_000, answerMaxMs: 5_000, dispensable: [], places: makePlaces(2) },
        ...{ isPreparing: () => true, stopPreparing() {}, doWithout() {}, onRefusal() {} },
      });
    expect(await sentTooLate(openPlainly, asTheStore)).toBe('ANSWER_LOST');
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

describe('a server that accepts a connection and falls silent', () => {
  async function outcomeWithin(ms: number, optionsFor: (url: string) => object): Promise<unknown> {
    const server = net.createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const url = `postgres://somebody@127.0.0.1:${port}/nothing`;
    const client = postgres(url, {
      ...single,
      connect_timeout: 0,
      keep_alive: ms / 4_000,
      ...optionsFor(url),
    });
    clients.push(client);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, ms, 'still waiting');
    });
    const outcome = await Promise.race([outcomeOf(client.unsafe('select 1')), late]);
    clearTimeout(timer);
    await client.end({ timeout: 0 });
    server.close();
    return outcome;
  }

  test('keeps a statement of the plain driver waiting', async () => {
    expect(await outcomeWithin(1_000, () => ({}))).toBe('still waiting');
  });
  test('is given up by the store', async () => {
    const optionsFor = (url: string) => connectionOptions(url, { ...care, silenceMaxMs: 100 });
    expect(await outcomeWithin(5_000, optionsFor)).toBe('ETIMEDOUT');
  });
});

test('a connection that nobody uses is kept, however silent', async () => {
  const silenceMaxMs = 1_000;
  const client = openPool(
    fresh.url,
    { ...care, silenceMaxMs },
    { ...single },
    { waitMaxMs: 5_000, answerMaxMs: 5_000, dispensable: [] },
  );
  clients.push(client);
  const pid = async () => (await client.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid'))[0]?.pid;
  const first = await pid();
  await new Promise((resolve) => setTimeout(resolve, 2.5 * silenceMaxMs));
  expect(await pid()).toBe(first);
  expect(await outcomeOf(client.unsafe('select pg_sleep(60)'))).toBe('ETIMEDOUT');
});

test('the plain driver’s back-off grows, and the store’s does not', () => {
  const backoffOf = (client: postgres.Sql) => (client.options as unknown as { backoff: unknown }).backoff;
  const [growing, constant] = [plain(), repaired()].map(backoffOf) as ((retries: number) => number)[];
  expect(growing?.(20)).toBeGreaterThan(5);
  expect(constant?.(20)).toBe(0.1);
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
