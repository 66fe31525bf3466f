import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import type { Feed } from '../../../src/wake-ups/feed.ts';
import { openNatsFeed } from '../../../src/wake-ups/nats-feed.ts';
import { eventually } from '../../support/eventually.ts';
import { hasNats, type NatsServer, openNatsServer, sayWithoutNats } from '../../support/nats-server.ts';
import { silentLog } from '../../support/silent-log.ts';

sayWithoutNats('Wake-ups');

const withinMs = 60_000;

describe.skipIf(!hasNats)('wake-ups over NATS', () => {
  let server: NatsServer;
  let feeds: Feed[];
  beforeEach(async () => {
    server = await openNatsServer();
    feeds = [];
  });
  afterEach(async () => {
    await Promise.all(feeds.map((feed) => feed.close()));
    await server.kill();
  });

  function open(subject = 'gapura.test'): Feed {
    const nats = { servers: [server.address], user: null, password: null, isTls: false };
    const feed = openNatsFeed({ nats, subject, clock: systemClock(), log: silentLog });
    feeds.push(feed);
    return feed;
  }

  const areConnected = (isConnected: boolean) =>
    eventually(
      async () => feeds.every((feed) => feed.isConnected() === isConnected),
      (are) => are,
      { withinMs },
    );

  /** Forgets what has come until now. */
  async function drain(feed: Feed, id: string) {
    const watch = feed.watch(id);
    while (await watch.next(AbortSignal.timeout(50)));
    return watch;
  }

  test('reach every process that listens to the same subject', async () => {
    const [one, two, stranger] = [open(), open(), open('gapura.other')];
    await areConnected(true);
    const [watch, foreign] = [await drain(two, 'a'), await drain(stranger, 'a')];
    one.announce('a', 2);
    expect(await watch.next(AbortSignal.timeout(withinMs))).toBe(true);
    // A change that was announced is not found a second time.
    two.wakeUnlessAnnounced('a', 2);
    stranger.wakeUnlessAnnounced('a', 2);
    expect(await foreign.next(AbortSignal.timeout(withinMs))).toBe(true);
    expect(await watch.next(AbortSignal.timeout(50))).toBe(false);
  });

  test('that were sent while the server was down are made up for: everybody reads when it is back', async () => {
    const [one, two] = [open(), open()];
    await areConnected(true);
    const watch = await drain(two, 'a');
    await server.kill();
    await areConnected(false);
    one.announce('a', 2);
    await server.start();
    expect(await watch.next(AbortSignal.timeout(withinMs))).toBe(true);
    await areConnected(true);
  });

  test('of a server that falls silent are made up for as well', async () => {
    const [one, two] = [open(), open()];
    await areConnected(true);
    const watch = await drain(two, 'a');
    server.signal('SIGSTOP');
    one.announce('a', 2);
    await areConnected(false);
    server.signal('SIGCONT');
    expect(await watch.next(AbortSignal.timeout(withinMs))).toBe(true);
    await areConnected(true);
  });

  test('a process starts and wakes its own watchers without a server, and connects when there is one', async () => {
    await server.kill();
    const feed = open();
    const watch = feed.watch('a');
    feed.announce('a', 2);
    expect(await watch.next()).toBe(true);
    expect(feed.isConnected()).toBe(false);
    await server.start();
    await areConnected(true);
    expect(await watch.next(AbortSignal.timeout(withinMs))).toBe(true);
  });
});
