import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveThrough } from '../../simulation/real/live-through.ts';
import { openRealWorld, type RealWorld } from '../../simulation/real/real-world.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { isLong } from '../../support/sample.ts';

/** `SIMULATION_SEED` moves the sample; the test's name contains the seed. */
const firstSeed = Number(process.env.SIMULATION_SEED ?? 1);
const seedCount = isLong ? 120 : 12;
/** Long enough for a busy machine; a failure shows at the end only. */
const patienceMs = 240_000;

let fresh: FreshDatabase;
let world: RealWorld;
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await openRealWorld({ seed: firstSeed, databaseUrl: fresh.url });
});
afterAll(async () => {
  await world.close();
  await fresh.drop();
});

test(`${seedCount} seeded worlds from ${firstSeed}, on Postgres and the real simulator, keep every promise`, {
  timeout: patienceMs,
}, async () => {
  const seeds = Array.from({ length: seedCount }, (_, index) => firstSeed + index);
  const { calmSinceMs } = await liveThrough(world, seeds);
  expect(await world.judge(calmSinceMs)).toEqual([]);
  expect(world.history.heardCount()).toBeGreaterThan(seedCount);
});
