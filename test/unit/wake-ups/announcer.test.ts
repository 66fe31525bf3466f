import { setImmediate as aTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { batchAloneEveryMs, createAnnouncer } from '../../../src/wake-ups/announcer.ts';
import { readMessage } from '../../../src/wake-ups/message.ts';
import { createOrderWatchers } from '../../../src/wake-ups/order-watchers.ts';
import { manualClock } from '../../support/manual-clock.ts';

const batchEveryMs = 5;
const retryAfterMs = 250;
const waitingMax = 10_000;

/** An announcer over a bus that the test answers for; `sent` has the ids of each batch, or `all`. */
function openAnnouncer(options: { readonly aloneAfterMs?: number } = {}) {
  const clock = manualClock();
  const watchers = createOrderWatchers();
  const sent: (readonly string[] | 'all')[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const lines: string[] = [];
  const note = (event: string) => void lines.push(event);
  const announcer = createAnnouncer({
    ...options,
    watchers,
    clock,
    log: { debug: note, info: note, warn: note, error: note },
    send(messages) {
      const heard = messages.map((message) => readMessage(message).wakeUps);
      sent.push(
        heard.includes('all')
          ? 'all'
          : heard.flatMap((all) => (all === 'all' ? [] : all.map(({ id }) => id))).sort(),
      );
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
  });
  async function settle(): Promise<void> {
    await aTurn();
    await aTurn();
  }
  return {
    announcer,
    watchers,
    sent,
    lines,
    settle,
    async pass(ms: number) {
      clock.advance(ms);
      await settle();
    },
    async answer(error?: Error) {
      const answer = answers.shift();
      if (error === undefined) answer?.resolve();
      else answer?.reject(error);
      await settle();
    },
  };
}

test('own watchers are woken in the same turn, before anything is sent', async () => {
  const { announcer, watchers, sent } = openAnnouncer();
  const next = watchers.watch('a').next();
  announcer.announce('a', 2);
  expect(sent).toEqual([]);
  expect(await next).toBe(true);
});

test('what is announced while a batch is under way travels in the next one, each order once', async () => {
  const { announcer, sent, settle, answer, pass } = openAnnouncer();
  announcer.announce('a', 2);
  await settle();
  for (const version of [3, 4, 5]) announcer.announce('a', version);
  announcer.announce('b', 2);
  await settle();
  expect(sent).toEqual([['a']]);
  await answer();
  await pass(batchEveryMs);
  expect(sent).toEqual([['a'], ['a', 'b']]);
});

test('batches are five milliseconds apart, however fast the bus is', async () => {
  const { announcer, sent, settle, answer, pass } = openAnnouncer();
  announcer.announce('a', 2);
  await settle();
  await answer();
  announcer.announce('b', 2);
  await pass(batchEveryMs - 1);
  expect(sent).toEqual([['a']]);
  await pass(1);
  expect(sent).toEqual([['a'], ['b']]);
});

test('a process that hears no other spreads its batches; the first goes at once, and all wake-ups travel', async () => {
  const { announcer, sent, settle, answer, pass } = openAnnouncer({ aloneAfterMs: 10_000 });
  await pass(10_000);
  announcer.announce('a', 2);
  await settle();
  await answer();
  expect(sent).toEqual([['a']]);
  announcer.announce('b', 2);
  await pass(batchAloneEveryMs - 1);
  announcer.announce('c', 2);
  expect(sent).toEqual([['a']]);
  await pass(1);
  expect(sent).toEqual([['a'], ['b', 'c']]);
});

test('a process that turns up gets what waits at once, and is heard of for as long as it greets', async () => {
  const { announcer, sent, settle, answer, pass } = openAnnouncer({ aloneAfterMs: 10_000 });
  await pass(10_000);
  announcer.announce('a', 2);
  await settle();
  await answer();
  announcer.announce('b', 2);
  announcer.hear(announcer.greeting);
  await settle();
  expect(sent).toEqual([['a']]);
  announcer.hear(openAnnouncer().announcer.greeting);
  await settle();
  expect(sent).toEqual([['a'], ['b']]);
  await pass(9_999);
  await answer();
  announcer.announce('c', 2);
  await settle();
  await answer();
  announcer.announce('d', 2);
  await pass(batchEveryMs);
  expect(sent.at(-1)).toEqual(['d']);
});

test('a greeting wakes nobody', async () => {
  const { announcer, watchers } = openAnnouncer();
  const abort = new AbortController();
  const next = watchers.watch('a').next(abort.signal);
  announcer.hear(openAnnouncer().announcer.greeting);
  abort.abort();
  expect(await next).toBe(false);
});

test('a process that is alone and stops sends what waits without waiting', async () => {
  const { announcer, sent, settle, answer } = openAnnouncer({ aloneAfterMs: 0 });
  announcer.announce('a', 2);
  await settle();
  await answer();
  announcer.announce('b', 2);
  const closed = announcer.close();
  await settle();
  await answer();
  await closed;
  expect(sent).toEqual([['a'], ['b']]);
});

test('a bus that is overrun says that anything may have changed, and holds no more than its bound', async () => {
  const { announcer, sent, settle, answer, pass } = openAnnouncer();
  announcer.announce('first', 2);
  await settle();
  for (let count = 0; count <= waitingMax; count++) announcer.announce(`order-${count}`, 2);
  announcer.announce('one more', 2);
  await answer();
  await pass(batchEveryMs);
  expect(sent).toEqual([['first'], 'all']);
  announcer.announce('later', 2);
  await answer();
  await pass(batchEveryMs);
  expect(sent.at(-1)).toEqual(['later']);
});

test('a batch that the bus refuses is sent again, later and later, and that is logged once', async () => {
  const { announcer, sent, lines, settle, answer, pass } = openAnnouncer();
  announcer.announce('a', 2);
  await settle();
  await answer(new Error('away'));
  announcer.announce('b', 2);
  await pass(retryAfterMs);
  await answer(new Error('away'));
  await pass(2 * retryAfterMs - 1);
  expect(sent).toHaveLength(2);
  await pass(1);
  expect(sent).toEqual([['a'], ['a', 'b'], ['a', 'b']]);
  await answer();
  expect(lines).toEqual(['wake_ups.delayed', 'wake_ups.resumed']);
});

test('an own message wakes nobody a second time, another’s wakes the watchers of its orders', async () => {
  const { announcer, watchers } = openAnnouncer();
  const messages: string[] = [];
  const anothers = createOrderWatchers();
  const own = anothers.watch('a');
  const another = createAnnouncer({
    watchers: anothers,
    clock: manualClock(),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    async send(batch) {
      messages.push(...batch);
      for (const message of batch) another.hear(message);
    },
  });
  const [a, b] = [watchers.watch('a'), watchers.watch('b')];
  another.announce('a', 2);
  expect(await own.next()).toBe(true);
  await aTurn();
  expect(messages).toHaveLength(1);
  const again = new AbortController();
  const second = own.next(again.signal);
  again.abort();
  expect(await second).toBe(false);
  for (const message of messages) announcer.hear(message);
  expect(await a.next()).toBe(true);
  const abort = new AbortController();
  const idle = b.next(abort.signal);
  abort.abort();
  expect(await idle).toBe(false);
  announcer.hear('another *');
  expect([await a.next(), await b.next()]).toEqual([true, true]);
});

test('an announcer that closes sends what waits, and nothing afterwards', async () => {
  const { announcer, sent, settle, answer, pass } = openAnnouncer();
  announcer.announce('a', 2);
  const closed = announcer.close();
  await settle();
  await answer();
  await pass(batchEveryMs);
  await closed;
  announcer.announce('b', 2);
  await settle();
  expect(sent).toEqual([['a']]);
});
