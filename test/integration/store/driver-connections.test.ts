import { once } from 'node:events';
import net from 'node:net';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { connectionOptions } from '../../../src/store/driver/driver.ts';
import { followed } from '../../../src/store/driver/followed-statements.ts';
import { makePlaces } from '../../../src/store/driver/places.ts';
import { openPool } from '../../../src/store/driver/pool.ts';
import { eventually } from '../../support/eventually.ts';
import {
  admin,
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

describe('a session that follows one that the server ended', () => {
  /** Whether statements run on a read-only session, although the client wants none; null if they wait. */
  async function isReadOnlyAfterAnEnd(client: postgres.Sql): Promise<unknown> {
    const name = new URL(fresh.url).pathname.slice(1);
    const sleeping = outcomeOf(client.unsafe('select pg_sleep(60)'));
    await endSleepingSession();
    await sleeping;
    await admin.unsafe(`alter database ${name} set default_transaction_read_only = on`);
    const sessionsCount = async () =>
      Number((await admin`select sessions from pg_stat_database where datname = ${name}`)[0]?.sessions);
    const before = await sessionsCount();
    const next = outcomeOf(client.unsafe('select 1'));
    // The store's waits until a session may write; those that may not come and go.
    await Promise.race([next, eventually(sessionsCount, (count) => count > before)]);
    await admin.unsafe(`alter database ${name} reset default_transaction_read_only`);
    await next;
    const [row] = await client.unsafe(`select current_setting('transaction_read_only') as "isReadOnly"`);
    return row?.isReadOnly;
  }

  test('is not asked by the plain driver what it is', async () => {
    expect(await isReadOnlyAfterAnEnd(plain({ max_pipeline: 0, target_session_attrs: 'read-write' }))).toBe(
      'on',
    );
  });
  test('is not used by the store', async () => {
    expect(await isReadOnlyAfterAnEnd(repaired({ target_session_attrs: 'read-write' }))).toBe('off');
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
        ...{
          brokenWaitsCount: () => 0,
          isPreparing: () => true,
          client: () => client,
          onUnasked() {},
          stopPreparing() {},
          doWithout() {},
          onRefusal() {},
        },
      });
    expect(await sentTooLate(openPlainly, asTheStore)).toBe('ANSWER_LOST');
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
    expect(await outcomeWithin(60_000, optionsFor)).toBe('ETIMEDOUT');
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

describe('the list of free connections', () => {
  test('grows with each statement in the plain driver, if one connection stays free', async () => {
    const { default: Queue } = await import(new URL('queue.js', import.meta.resolve('postgres')).href);
    const free = Queue();
    for (const connection of ['one', 'two']) free.push(connection);
    const lengths: number[] = [];
    const push = Array.prototype.push;
    Array.prototype.push = function (...items: unknown[]) {
      const length = push.apply(this, items);
      if (items[0] === 'one' || items[0] === 'two') lengths[lengths.length] = length;
      return length;
    };
    try {
      for (let statement = 0; statement < 1_000; statement += 1) free.push(free.shift());
    } finally {
      Array.prototype.push = push;
    }
    expect(free.length).toBe(2);
    expect(lengths.at(-1)).toBe(1_002);
  });

  test('is begun anew by the store, and no statement is lost by that', async () => {
    const options = { ...single, max: 4 };
    const rules = { waitMaxMs: 20_000, answerMaxMs: 20_000, dispensable: [], statementsMax: 25 };
    const client = openPool(fresh.url, care, options, rules);
    clients.push(client);
    const pids = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const [row] = await client.unsafe<{ pid: number }[]>(
          'select pg_backend_pid() as pid, pg_sleep(0.001)',
        );
        return row?.pid;
      }),
    );
    expect(pids).not.toContain(undefined);
    expect(new Set(pids).size).toBeGreaterThan(4);
  });
});
