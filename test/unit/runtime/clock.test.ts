import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { patienceMs } from '../../support/eventually.ts';

const hour = 60 * 60_000;

afterEach(() => {
  vi.restoreAllMocks();
});

/** The machine's clock is set; the monotonic clock and Node's timers take no notice. */
function setMachineClock(byMs: number): void {
  const realNow = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + byMs);
}

test.each([-hour, hour])(
  'an alarm rings after its wait although the machine’s clock is set by %d ms',
  async (byMs) => {
    const clock = systemClock();
    const armedAtMs = performance.now();
    const rung = new Promise<void>((resolve) => {
      clock.at(new Date(clock.now().getTime() + 50), resolve);
    });
    setMachineClock(byMs);
    const before = clock.now().getTime();
    // Its timers keep no process alive: this one does.
    const alive = setTimeout(() => undefined, 2_000);
    await rung;
    clearTimeout(alive);
    expect(performance.now() - armedAtMs).toBeGreaterThanOrEqual(49);
    expect(clock.now().getTime() - before).toBeLessThan(hour / 2);
  },
);

test('the clock follows the one that it reads, and its alarms keep their waits', async () => {
  const clock = systemClock();
  const ran = vi.fn();
  clock.at(new Date(clock.now().getTime() + hour), ran);
  const readMs = Date.now() - hour;
  const atMs = performance.now();
  expect(clock.follow({ readMs, sentAtMs: atMs, answeredAtMs: atMs })).toBeCloseTo(-hour, -2);
  expect(clock.now().getTime()).toBeLessThan(readMs + 1_000);
  clock.advance(hour - 1_000);
  expect(ran).not.toHaveBeenCalled();
  clock.advance(1_000);
  await vi.waitFor(() => expect(ran).toHaveBeenCalledOnce(), patienceMs);
  // What was advanced stays on top.
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(readMs + hour);
});

test('a reading that took so long that it may be true changes nothing', () => {
  const clock = systemClock();
  const before = clock.now().getTime();
  const atMs = performance.now();
  const reading = { readMs: before + 900, sentAtMs: atMs - 1_000, answeredAtMs: atMs + 1_000 };
  expect(clock.follow(reading)).toBe(0);
  expect(clock.now().getTime() - before).toBeLessThan(500);
});
