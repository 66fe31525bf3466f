import { expect, test, vi } from 'vitest';
import { makeBackgroundLoop } from '../../../src/use-cases/background/background-loop.ts';
import { patienceMs } from '../../support/eventually.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { minute } from '../../support/orders.ts';
import { silentFailures } from '../../support/silent-failures.ts';

const sweepMs = 5_000;
const pauseMs = 20;

function openLoop(work: () => Promise<Date | null> = async () => null) {
  const clock = manualClock();
  const round = vi.fn(work);
  const onFault = vi.fn();
  const rounds = makeBackgroundLoop({
    name: 'work',
    failures: silentFailures,
    clock,
    round,
    onFault,
    sweepMs,
    pauseMs,
  });
  /** Lets everything happen that is due and needs no more time. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { clock, round, onFault, rounds, settle };
}

test('the loop runs no round before its start, then one at once and one at each sweep', async () => {
  const { clock, round, rounds, settle } = openLoop();
  rounds.wake();
  await settle();
  expect(round).not.toHaveBeenCalled();
  rounds.start();
  await settle();
  expect(round).toHaveBeenCalledTimes(1);
  clock.advance(sweepMs - 1);
  await settle();
  expect(round).toHaveBeenCalledTimes(1);
  clock.advance(1);
  await settle();
  expect(round).toHaveBeenCalledTimes(2);
});

test('however often it is woken, rounds come one at a time and no closer than the pause', async () => {
  let end = () => {};
  const { clock, round, rounds, settle } = openLoop(
    () =>
      new Promise((resolve) => {
        end = () => resolve(null);
      }),
  );
  rounds.start();
  await settle();
  for (let count = 0; count < 100; count++) rounds.wake();
  clock.advance(sweepMs * 10);
  await settle();
  expect(round).toHaveBeenCalledTimes(1);
  end();
  await settle();
  expect(round).toHaveBeenCalledTimes(2);
  end();
  await settle();
  rounds.wake();
  await settle();
  expect(round).toHaveBeenCalledTimes(2);
  clock.advance(pauseMs);
  await settle();
  expect(round).toHaveBeenCalledTimes(3);
});

test('a round says when the next one is due', async () => {
  const { clock, round, rounds, settle } = openLoop(async () => minute(0.05));
  rounds.start();
  await settle();
  clock.advance(3_000);
  await settle();
  expect(round).toHaveBeenCalledTimes(2);
});

test('a round never begins before the time at which it is due, whatever the fractions of the clock', async () => {
  const clock = manualClock();
  const round = vi.fn(async () => minute(0.05));
  const failures = { ...silentFailures, succeeded: async () => clock.advance(0.4) };
  const options = { name: 'work', failures, clock, round, onFault: vi.fn(), sweepMs, pauseMs };
  clock.advance(0.3);
  makeBackgroundLoop(options).start();
  await vi.waitFor(() => expect(clock.elapsedMs()).toBe(0.7), patienceMs);
  clock.advance(2_999.2 - 0.7);
  await new Promise((resolve) => setImmediate(resolve));
  expect(round).toHaveBeenCalledTimes(1);
  clock.advance(1);
  await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(2), patienceMs);
});

test('an earlier wake-up moves the next round forward, a later one does not move it back', async () => {
  const { clock, round, rounds, settle } = openLoop();
  rounds.start();
  await settle();
  rounds.wake(new Date(clock.now().getTime() + 1_000));
  rounds.wake(new Date(clock.now().getTime() + 4_000));
  clock.advance(1_000);
  await settle();
  expect(round).toHaveBeenCalledTimes(2);
});

test('a round that fails is reported, and the next one follows', async () => {
  const { clock, round, onFault, rounds, settle } = openLoop(async () => {
    throw new Error('no database');
  });
  rounds.start();
  await settle();
  expect(onFault).toHaveBeenCalledExactlyOnceWith(new Error('no database'));
  clock.advance(sweepMs);
  await settle();
  expect(round).toHaveBeenCalledTimes(2);
});

test('a stop waits for the round under way, and no further one comes', async () => {
  let end = () => {};
  const { clock, round, rounds, settle } = openLoop(
    () =>
      new Promise((resolve) => {
        end = () => resolve(null);
      }),
  );
  rounds.start();
  await settle();
  let isStopped = false;
  const stopped = rounds.stop().then(() => {
    isStopped = true;
  });
  await settle();
  expect(isStopped).toBe(false);
  end();
  await stopped;
  rounds.wake();
  clock.advance(sweepMs);
  await settle();
  expect(round).toHaveBeenCalledTimes(1);
});

test.each([-3_600_000, 3_600_000])(
  'a clock that is set by %d ms neither stops nor hurries the rounds',
  async (byMs) => {
    const { clock, round, rounds, settle } = openLoop();
    rounds.start();
    await settle();
    clock.step(byMs);
    rounds.wake();
    await settle();
    clock.advance(pauseMs);
    await settle();
    expect(round).toHaveBeenCalledTimes(2);
    clock.advance(sweepMs - 1);
    await settle();
    expect(round).toHaveBeenCalledTimes(2);
    clock.advance(1);
    await settle();
    expect(round).toHaveBeenCalledTimes(3);
  },
);
