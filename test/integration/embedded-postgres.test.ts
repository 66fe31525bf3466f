import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { ask, type Stage, setStage } from '../support/embedded-postgres-stage.ts';
import { patienceMs } from '../support/eventually.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe('one gateway', () => {
  test('keeps its data, address and password over a restart', async () => {
    const first = await startEmbeddedPostgres(stage);
    await ask(first.url, 'create table orders as select 7 as id');
    await first.leave();
    expect(await stage.findServer()).toBeUndefined();

    const second = await startEmbeddedPostgres(stage);
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select id from orders')).toEqual([{ id: 7 }]);
    await second.leave();
  });

  test('gets a durable UTF-8 server that listens on 127.0.0.1 only and asks for a password', async () => {
    const server = await startEmbeddedPostgres(stage);
    const settings = await ask(
      server.url,
      `select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'server_encoding',
         'unix_socket_directories', 'data_directory_mode') order by name`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      data_directory_mode: '0700',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      unix_socket_directories: '',
    });
    const guess = new URL(server.url);
    guess.password = 'gapura';
    await expect(ask(guess.href, 'select 1')).rejects.toThrow('password authentication failed');

    expect((await stat(stage.dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(stage.dataDir, 'server', 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(stage.dataDir, 'postgres.log'))).mode & 0o777).toBe(0o600);
    await server.leave();
  });

  test('may leave twice, and while others are still connected', async () => {
    const server = await startEmbeddedPostgres(stage);
    const sleeper = expect(ask(server.url, 'select pg_sleep(600)')).rejects.toThrow();
    await vi.waitFor(async () => {
      const sleeping = await ask(server.url, "select from pg_stat_activity where wait_event = 'PgSleep'");
      expect(sleeping.count).toBe(1);
    }, patienceMs);
    const leaving = server.leave();
    await server.leave();
    expect(await stage.findServer()).toBeUndefined();
    await leaving;
    await sleeper;
  });

  test('leaves without an error if the server stops at the same moment', async () => {
    const server = await startEmbeddedPostgres(stage);
    await stage.signalServer('SIGINT');
    await server.leave();
    await stage.untilStopped();
  });

  test('leaves without an error if the server is already gone', async () => {
    const server = await startEmbeddedPostgres(stage);
    await stage.signalServer('SIGINT');
    await stage.untilStopped();
    await server.leave();
  });
});

describe('several gateways with one data folder', () => {
  test('share a server that the last one to leave stops', async () => {
    const one = stage.startMember();
    const url = await one.url;
    const other = stage.startMember();
    expect(await other.url).toBe(url);

    expect(await one.leave()).toBe(0);
    expect(await ask(url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    expect(await other.leave()).toBe(0);
    expect(await stage.findServer()).toBeUndefined();
  });

  test('may start at the same moment from nothing, and leave at the same moment', async () => {
    await stage.empty();
    const members = [stage.startMember(), stage.startMember(), stage.startMember()];
    const urls = await Promise.all(members.map((member) => member.url));
    expect(new Set(urls).size).toBe(1);

    expect(await Promise.all(members.map((member) => member.leave()))).toEqual([0, 0, 0]);
    expect(await stage.findServer()).toBeUndefined();
  });

  test('may join while another leaves, again and again', async () => {
    const rounds = 6;
    async function comeAndGo(): Promise<void> {
      for (let round = 0; round < rounds; round += 1) {
        const server = await startEmbeddedPostgres(stage);
        await ask(server.url, 'select 1');
        await server.leave();
      }
    }
    await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()]);
    expect(await stage.findServer()).toBeUndefined();
  });

  test('do not count a member that was killed', async () => {
    const killed = stage.startMember();
    const url = await killed.url;
    const survivor = stage.startMember();
    await survivor.url;

    await killed.kill();
    expect(await ask(url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    expect(await survivor.leave()).toBe(0);
    expect(await stage.findServer()).toBeUndefined();
  });

  test('still count each other after the server dropped every session', async () => {
    const one = await startEmbeddedPostgres(stage);
    const other = await startEmbeddedPostgres(stage);
    const members = `select pid from pg_locks where locktype = 'advisory' and granted`;
    const [first] = await ask(one.url, members);
    // One process of Postgres that dies makes it end all the others and recover.
    process.kill(first?.pid, 'SIGKILL');
    await vi.waitFor(async () => expect((await ask(one.url, members)).count).toBe(2), patienceMs);

    await one.leave();
    expect(await ask(other.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    await other.leave();
    expect(await stage.findServer()).toBeUndefined();
  });
});
