import { expect, test } from 'vitest';
import { chooseTransport } from '../../../src/client/core/choose-transport.ts';
import { defaultTiming } from '../../../src/client/core/timing.ts';

const againMs = defaultTiming.socketAgainAfterMs;

/** Connections one after another, each begun and ended at a minute; which ways they took. */
function ways(ends: readonly { wasLive: boolean; begunAtMs: number }[]): string[] {
  const choice = chooseTransport(true, defaultTiming);
  return ends.map(({ wasLive, begunAtMs }) => {
    const transport = choice.next(begunAtMs);
    choice.note(transport, wasLive, begunAtMs);
    return transport === 'webSocket' ? 'socket' : 'events';
  });
}
const ended = (wasLive: boolean, begunAtMs = 0) => ({ wasLive, begunAtMs });

test('WebSocket stays in use while it opens now and then', () => {
  const lives = [true, false, true, false, true];
  expect(ways(lives.map((wasLive) => ended(wasLive)))).toEqual(Array.from(lives, () => 'socket'));
});

test('two failed WebSockets lead to server-sent events, and while neither works they alternate', () => {
  expect(ways(Array.from({ length: 6 }, () => ended(false)))).toEqual([
    'socket',
    'socket',
    'events',
    'socket',
    'events',
    'socket',
  ]);
});

test('working server-sent events stay in use until the next WebSocket attempt', () => {
  const tried = ways([
    ended(false),
    ended(false),
    ended(true, 1_000),
    ended(true, 2_000),
    ended(true, 1_000 + againMs - 1),
    ended(false, 1_000 + againMs),
    ended(true, 1_001 + againMs),
    ended(true, 1_000 + 2 * againMs),
    ended(true, 1_001 + 2 * againMs),
    ended(true, 1_002 + 2 * againMs),
  ]);
  expect(tried).toEqual([
    'socket',
    'socket',
    'events',
    'events',
    'events',
    'socket',
    'events',
    'events',
    'socket',
    'socket',
  ]);
});

test('server-sent events that stop working give way to WebSocket', () => {
  expect(ways([ended(false), ended(false), ended(true), ended(false), ended(true)])).toEqual([
    'socket',
    'socket',
    'events',
    'events',
    'socket',
  ]);
});

test('without WebSocket the client uses only server-sent events', () => {
  const choice = chooseTransport(false, defaultTiming);
  for (const wasLive of [false, true, false]) {
    expect(choice.next(0)).toBe('serverSentEvents');
    choice.note('serverSentEvents', wasLive, 0);
  }
});

test('one WebSocket that hangs leads to server-sent events at once', () => {
  const choice = chooseTransport(true, defaultTiming);
  choice.note('webSocket', false, 0, true);
  expect(choice.next(0)).toBe('serverSentEvents');
});
