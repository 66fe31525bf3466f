import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRefusalPacer } from '../../../src/server/admission/refusal-pacer.ts';
import { limits } from '../../../src/server/limits.ts';
import { manualClock } from '../../support/manual-clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const clock = manualClock();
  const lines: object[] = [];
  const log = {
    debug: () => undefined,
    info: () => undefined,
    error: () => undefined,
    warn: (event: string, fields: object = {}) => void lines.push({ event, ...fields }),
  };
  const bounds = {
    ...limits,
    refusalRate: { perSecondMax: 1, burstMax: 2 },
    refusalDelayMs: 1_000,
    refusalsWaitingMax: 2,
  };
  const pacer = createRefusalPacer(bounds, clock, log);
  const given: string[] = [];
  const refuse = () => void pacer.awaitTurn().then((how) => given.push(how));
  return { clock, lines, given, refuse };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('some are told at once, the next ones late, and further ones not at all', async () => {
  const { given, refuse, clock } = open();
  for (let count = 0; count < 5; count += 1) refuse();
  await settled();
  expect(given).toEqual(['now', 'now', 'cutOff']);
  vi.advanceTimersByTime(1_000);
  await settled();
  expect(given).toEqual(['now', 'now', 'cutOff', 'late', 'late']);

  // The places of those who waited are free again, and after a while nobody has to wait.
  refuse();
  refuse();
  await settled();
  expect(given).toHaveLength(5);
  clock.advance(10_000);
  refuse();
  await settled();
  expect(given.at(-1)).toBe('now');
});

test('the log is told of a flood once in a while, and how large it was', async () => {
  const { lines, refuse, clock } = open();
  for (let count = 0; count < 100; count += 1) refuse();
  expect(lines).toEqual([{ event: 'refusals.paced', pacedCount: 1 }]);
  clock.advance(10_000);
  for (let count = 0; count < 3; count += 1) refuse();
  expect(lines).toEqual([
    { event: 'refusals.paced', pacedCount: 1 },
    { event: 'refusals.paced', pacedCount: 98 },
  ]);
});
