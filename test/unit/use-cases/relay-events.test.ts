import { expect, test, vi } from 'vitest';
import { makeEventRelay } from '../../../src/use-cases/events/relay-events.ts';
import { createOrderWatchers } from '../../../src/wake-ups/order-watchers.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { silentFailures } from '../../support/silent-failures.ts';

const sweepMs = 2_000;
const pauseMs = 50;

function openRelay(assignPositions: () => Promise<boolean> = async () => false) {
  const clock = manualClock();
  const watchers = createOrderWatchers();
  const place = vi.fn(assignPositions);
  const onRound = vi.fn();
  const logError = vi.fn();
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: logError };
  const relay = makeEventRelay({
    outbox: { assignPositions: place },
    feed: watchers,
    clock,
    log,
    failures: silentFailures,
    onRound,
  });
  /** Lets everything happen that is due and needs no more time. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { watchers, place, onRound, logError, relay, settle, pass };
}

test('a change of any order makes a round, and a round is told', async () => {
  const { watchers, place, onRound, relay, settle, pass } = openRelay();
  relay.start();
  await settle();
  await pass(pauseMs);
  expect([place.mock.calls.length, onRound.mock.calls.length]).toEqual([1, 1]);
  watchers.wake('order-1');
  await settle();
  expect([place.mock.calls.length, onRound.mock.calls.length]).toEqual([2, 2]);
  await relay.stop();
});

test('a hundred changes at once make two rounds: one at once, one for what came meanwhile', async () => {
  const { watchers, place, relay, settle, pass } = openRelay();
  relay.start();
  await settle();
  await pass(pauseMs);
  for (let count = 0; count < 100; count++) {
    watchers.wake(`order-${count}`);
    await settle();
  }
  expect(place).toHaveBeenCalledTimes(2);
  await pass(pauseMs);
  expect(place).toHaveBeenCalledTimes(3);
  await pass(pauseMs);
  expect(place).toHaveBeenCalledTimes(3);
  await relay.stop();
});

test('what no wake-up told of is placed at the sweep, and what another process placed is told then', async () => {
  const { place, onRound, relay, settle, pass } = openRelay();
  relay.start();
  await settle();
  await pass(sweepMs);
  expect([place.mock.calls.length, onRound.mock.calls.length]).toEqual([2, 2]);
  await relay.stop();
});

test('a round goes on until everything has its place, and is told then', async () => {
  let leftCount = 3;
  const { place, onRound, relay, settle } = openRelay(async () => {
    expect(onRound).not.toHaveBeenCalled();
    leftCount -= 1;
    return leftCount > 0;
  });
  relay.start();
  await settle();
  expect(place).toHaveBeenCalledTimes(3);
  expect(onRound).toHaveBeenCalledTimes(1);
  await relay.stop();
});

test('a round that fails is logged, told to nobody, and followed by the next', async () => {
  let isDown = true;
  const { onRound, logError, relay, settle, pass } = openRelay(async () => {
    if (isDown) throw new Error('no database');
    return false;
  });
  relay.start();
  await settle();
  const error = new Error('no database');
  expect(logError).toHaveBeenCalledExactlyOnceWith('event.placement_failed', { error });
  expect(onRound).not.toHaveBeenCalled();
  isDown = false;
  await pass(sweepMs);
  expect(onRound).toHaveBeenCalledTimes(1);
  await relay.stop();
});

test('assignAll rejects where the first look fails: a gateway must not open endpoints then', async () => {
  const { relay } = openRelay(async () => {
    throw new Error('no database');
  });
  await expect(relay.assignAll()).rejects.toThrow('no database');
});

test('a stop waits for the round under way and leaves nobody listening', async () => {
  let end = () => {};
  const { watchers, place, relay, settle, pass } = openRelay(
    () =>
      new Promise((resolve) => {
        end = () => resolve(false);
      }),
  );
  relay.start();
  await settle();
  let isStopped = false;
  const stopped = relay.stop().then(() => {
    isStopped = true;
  });
  await settle();
  expect(isStopped).toBe(false);
  end();
  await stopped;
  expect(watchers.count()).toBe(0);
  watchers.wake('order-1');
  await pass(sweepMs);
  expect(place).toHaveBeenCalledTimes(1);
});
