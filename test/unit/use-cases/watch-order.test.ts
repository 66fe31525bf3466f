import { describe, expect, test } from 'vitest';
import {
  makeWatchOrder,
  outageMaxMs,
  readAgainMs,
  safetyReadMs,
  streamGraceMs,
} from '../../../src/use-cases/orders/watch-order.ts';
import { createOrderWatchers } from '../../../src/wake-ups/order-watchers.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { anOrder, birth } from '../../support/orders.ts';
import { createWatchWorld, type WatchWorld, type WatchWorldOptions } from './watch-world.ts';

/** One order, one change, one watcher, and nothing goes wrong. */
const calm: WatchWorldOptions = {
  commitCounts: [1],
  clients: [0],
  dropsMax: 0,
  doublesMax: 0,
  outagesMax: 0,
  failuresMax: 0,
  isOwnProcess: false,
};
const noteReader = async () => undefined;

/** Waits until everything that was started has ended: a batch is sent at the end of a turn. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise<void>((next) => setImmediate(next));
}

/** A world whose client has seen everything so far, and waits. */
async function aWaitingWorld(commitsCount: number): Promise<WatchWorld> {
  const world = await createWatchWorld({ ...calm, commitCounts: [commitsCount] });
  await doAll(world, (name) => name.startsWith('client') || name.startsWith('query'));
  return world;
}

async function doNext(world: WatchWorld, name: string): Promise<void> {
  await world
    .steps()
    .find((step) => step.name === name)
    ?.run();
  await settle();
}

/** Runs the selected steps, and those that follow from them, until there is none. */
async function doAll(world: WatchWorld, isMeant: (name: string) => boolean): Promise<void> {
  for (;;) {
    const step = world.steps().find(({ name }) => isMeant(name));
    if (step === undefined) return;
    await step.run();
    await settle();
  }
}

const answers = (name: string) => name.startsWith('query') || name.startsWith('client');

describe('a watcher', () => {
  test('that gets no wake-ups reads by itself, and sees what it missed', async () => {
    const world = await aWaitingWorld(1);
    await doAll(world, (name) => name === 'order 0 changes');
    world.advance(safetyReadMs - 1);
    await doAll(world, answers);
    expect(world.clients[0]?.seen.map(({ version }) => version)).toEqual([1]);
    world.advance(1);
    await settle();
    await doAll(world, answers);
    expect(world.clients[0]?.seen.map(({ version }) => version)).toEqual([1, 2]);
    world.close();
  });

  test('looks together with those who began about when it did, and nobody later than he is owed', async () => {
    const clock = manualClock();
    const looks: number[] = [];
    const readOrder = async (id: string) => {
      looks.push(clock.now().getTime() - birth.getTime());
      return anOrder({ id });
    };
    const feed = createOrderWatchers();
    const watchOrder = makeWatchOrder({ readOrder, feed, clock, noteReader });
    const { signal } = new AbortController();
    const startsMs = [0, 7, 13, 29, 44, 51];
    for (const [index, startMs] of startsMs.entries()) {
      clock.advance(startMs - (startsMs[index - 1] ?? 0));
      const states = watchOrder(`order-${index}`, { afterVersion: null, signal });
      await states.next();
      void states.next();
      await settle();
    }
    looks.length = 0;
    for (let ms = 51; ms < safetyReadMs + 60; ms += 1) {
      clock.advance(1);
      if (ms >= safetyReadMs - 60) await settle();
    }
    // The first began a moment before the others' time, on the very instant.
    expect(looks).toEqual([0, 0, 0, 0, 0, 50].map((offset) => safetyReadMs + offset));
    feed.close();
  });

  test('ends a minute after the order became final, and not before', async () => {
    const world = await aWaitingWorld(1);
    await doAll(world, (name) => name === 'order 0 changes' || name.startsWith('wake-up') || answers(name));
    world.advance(streamGraceMs - 1);
    await settle();
    await doAll(world, answers);
    expect(world.feed.count()).toBe(1);
    world.advance(1);
    await settle();
    await doAll(world, (name) => name.startsWith('query'));
    expect(world.feed.count()).toBe(0);
    expect(await world.clients[0]?.states?.next()).toEqual({ done: true, value: undefined });
  });

  test('gets what its own process committed without a read, unless that is older than what it has', async () => {
    const rows = [2, 4].map((version) => anOrder({ status: 'PENDING', version }));
    const feed = createOrderWatchers();
    let readsCount = 0;
    const readOrder = async () => rows[readsCount++] ?? null;
    const watchOrder = makeWatchOrder({ readOrder, feed, clock: manualClock(), noteReader });
    const { id } = anOrder();
    const watch = watchOrder(id, { afterVersion: null, signal: new AbortController().signal });
    expect((await watch.next()).value).toMatchObject({ version: 2 });
    for (const [committed, sent, reads] of [
      [3, 3, 1],
      [2, 4, 2],
    ] as const) {
      const next = watch.next();
      await settle();
      feed.wake(id, committed, anOrder({ status: 'PENDING', version: committed }));
      expect((await next).value).toMatchObject({ version: sent });
      expect(readsCount).toBe(reads);
    }
    feed.close();
  });

  test('is noted as a reader once, if its client may see the order; else there is no stream', async () => {
    const noted: string[] = [];
    const order = anOrder();
    const feed = createOrderWatchers();
    const watchOrder = makeWatchOrder({
      readOrder: async () => order,
      feed,
      clock: manualClock(),
      noteReader: async ({ id }) => void noted.push(id),
    });
    const { signal } = new AbortController();
    const foreign = watchOrder(order.id, { afterVersion: null, isVisible: () => false, signal });
    expect((await foreign.next()).done).toBe(true);
    expect([noted, feed.count()]).toEqual([[], 0]);
    const own = watchOrder(order.id, { afterVersion: null, isVisible: () => true, signal });
    expect((await own.next()).value).toBe(order);
    const next = own.next();
    await settle();
    feed.close();
    expect((await next).done).toBe(true);
    expect(noted).toEqual([order.id]);
  });

  test('whose first read fails has no stream: its client repeats', async () => {
    const world = await createWatchWorld({ ...calm, failuresMax: 1 });
    await doAll(world, (name) => name.endsWith('connects') || name.endsWith('takes'));
    await doNext(world, 'query of 1 fails');
    expect(world.clients[0]?.failure).toMatchObject({ name: 'StoreUnavailable' });
    expect(world.feed.count()).toBe(0);
  });

  test('of a client that saw a later version, which a restore lost, sees the order as it is now', async () => {
    const order = anOrder({ status: 'PENDING', version: 3 });
    const later = { ...order, version: 2 };
    const rows = [order, later];
    const feed = createOrderWatchers();
    const clock = manualClock();
    const readOrder = async () => rows.shift() ?? later;
    const watchOrder = makeWatchOrder({ readOrder, feed, clock, noteReader });
    const watch = watchOrder(order.id, { afterVersion: 5, signal: new AbortController().signal });
    expect((await watch.next()).value).toMatchObject({ version: 3 });
    feed.wake(order.id);
    expect((await watch.next()).value).toMatchObject({ version: 2 });
  });

  test('whose order is not there for a moment does not end, and sees what happened meanwhile', async () => {
    const order = anOrder({ status: 'PENDING', version: 2 });
    const rows = [order, null, { ...order, version: 3 }];
    const feed = createOrderWatchers();
    const clock = manualClock();
    const watchOrder = makeWatchOrder({
      readOrder: async () => rows.shift() ?? null,
      feed,
      clock,
      noteReader,
    });
    const watch = watchOrder(order.id, { afterVersion: null, signal: new AbortController().signal });
    expect((await watch.next()).value).toMatchObject({ version: 2 });
    const next = watch.next();
    await settle();
    feed.wake(order.id);
    await settle();
    clock.advance(readAgainMs);
    expect((await next).value).toMatchObject({ version: 3 });
    // If it stays away, the client learns that by an error: an end would say that the order is final.
    const last = watch.next().catch((error: unknown) => error);
    for (let lookedMs = 0; lookedMs <= safetyReadMs + outageMaxMs; lookedMs += readAgainMs) {
      await settle();
      clock.advance(readAgainMs);
    }
    expect(await last).toMatchObject({ name: 'StoreUnavailable' });
    expect(feed.count()).toBe(0);
  });

  test('whose client leaves during a read ends when the read has returned', async () => {
    const world = await createWatchWorld({ ...calm, dropsMax: 1 });
    await doAll(world, (name) => name.endsWith('connects') || name.endsWith('takes'));
    await doAll(world, (name) => name.endsWith('drops'));
    expect(world.feed.count()).toBe(1);
    await doAll(world, (name) => name.startsWith('query'));
    expect(world.feed.count()).toBe(0);
  });

  /** The database is away for the next reads of the only client, which looks again after each. */
  async function failReads(world: WatchWorld, forMs: number): Promise<void> {
    for (let lookedMs = 0; lookedMs < forMs; lookedMs += readAgainMs) {
      await world.failRead();
      world.advance(readAgainMs);
      await settle();
    }
  }

  test('survives repeated outages of the database, and sees what happened meanwhile', async () => {
    const world = await aWaitingWorld(2);
    for (const version of [2, 3]) {
      await doNext(world, 'order 0 changes');
      await doAll(world, (name) => name === 'wake-up of order 0');
      await failReads(world, outageMaxMs);
      await doAll(world, answers);
      expect(world.clients[0]?.seen.at(-1)?.version).toBe(version);
    }
    world.close();
  });

  test('gives up if the database is away for long', async () => {
    const world = await aWaitingWorld(1);
    await doAll(world, (name) => name === 'order 0 changes' || name.startsWith('wake-up'));
    await failReads(world, outageMaxMs);
    await world.failRead();
    expect(world.clients[0]?.failure).toMatchObject({ name: 'StoreUnavailable' });
    expect(world.feed.count()).toBe(0);
  });
});
