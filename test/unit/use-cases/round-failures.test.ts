import { beforeEach, expect, test } from 'vitest';
import { makeBackgroundLoop } from '../../../src/use-cases/background/background-loop.ts';
import { makeRoundFailures } from '../../../src/use-cases/background/round-failures.ts';
import type { Incidents } from '../../../src/use-cases/ports/incidents.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';
import { silentLog } from '../../support/silent-log.ts';

let clock: ManualClock;
let store: ReturnType<typeof createInMemoryOrderStore>;
let stories: string[];
beforeEach(() => {
  clock = manualClock();
  stories = [];
  store = createInMemoryOrderStore({ onIncident: ({ step, kind }) => void stories.push(`${step} ${kind}`) });
});

const sweepMs = 1_000;

/** A process whose work ends as `ends` says, one round after the other, each at a sweep. */
async function runRounds(ends: readonly ('fails' | 'succeeds')[], incidents: Incidents = store) {
  const left = [...ends];
  const loop = makeBackgroundLoop({
    name: 'retention',
    failures: makeRoundFailures({ incidents, clock, log: silentLog }),
    clock,
    sweepMs,
    pauseMs: 0,
    async round() {
      if (left.shift() === 'fails') throw new StoreUnavailable('57014', { isCertain: true });
      return null;
    },
    onFault: () => undefined,
  });
  loop.start();
  while (left.length > 0) {
    clock.advance(sweepMs);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await loop.stop();
}

test('background work that fails three times in a row has one incident, which the next success resolves', async () => {
  await runRounds(['fails', 'fails', 'fails', 'fails', 'succeeds']);
  expect(stories).toEqual(['raised BACKGROUND_WORK_FAILING', 'resolved BACKGROUND_WORK_FAILING']);
  const { items } = await store.pageIncidents({}, { first: 9 });
  expect(items.map(({ item }) => item.dedupeKey)).toEqual(['BACKGROUND_WORK_FAILING:retention']);
});

test('background work that succeeds now and then has none', async () => {
  await runRounds(['fails', 'fails', 'succeeds', 'fails', 'fails', 'succeeds']);
  expect(stories).toEqual([]);
});

test('a process whose work succeeds resolves the incident of one that died while it failed', async () => {
  await runRounds(['fails', 'fails', 'fails']);
  await runRounds(['succeeds']);
  expect(stories).toEqual(['raised BACKGROUND_WORK_FAILING', 'resolved BACKGROUND_WORK_FAILING']);
});

test('an incident that could not be recorded is recorded at the next failure, and the work goes on', async () => {
  let awayCount = 1;
  const recordIncident: Incidents['recordIncident'] = async (incident, at) => {
    if (awayCount-- > 0) throw new StoreUnavailable('away', { isCertain: true });
    await store.recordIncident(incident, at);
  };
  await runRounds(['fails', 'fails', 'fails'], { ...store, recordIncident });
  expect(stories).toEqual([]);
  awayCount = 1;
  await runRounds(['fails', 'fails', 'fails', 'fails'], { ...store, recordIncident });
  expect(stories).toEqual(['raised BACKGROUND_WORK_FAILING']);
});
