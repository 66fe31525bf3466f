import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice } from '../simulation/world/dice.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts';
import { type MixedLoad, startMixedLoad } from '../support/load/mixed-load.ts';
import { tellVerdict } from '../support/load/tell.ts';
import { type MortalPostgres, type PostgresEnd, startMortalPostgres } from '../support/mortal-postgres.ts';
import { isLong, testSeed } from '../support/sample.ts';

/** `npm test` sells this much, other stories each time the seed changes; TEST_LONG forty times as much. */
const storiesCount = isLong ? 500 : 12;
const lanesCount = 20;
const faultChance = 0.05;
/** How many answers clients get between one restart and the next. */
const answersBetween = { min: 20, max: 60 };
/** After the last restart and the last fault everything must be true again within this; the machine is busy. */
const settleWithinMs = isLong ? 300_000 : 150_000;
/** For a test that hangs; the long form takes a quarter of an hour on a busy machine. */
const timeoutMs = isLong ? 3_600_000 : 400_000;

let door: FrontDoor;
let postgres: MortalPostgres;
let world: ConfiguredWorld;

beforeAll(async () => {
  [door, postgres] = await Promise.all([openFrontDoor(), startMortalPostgres()]);
  world = await startConfiguredWorld({
    gatewayCount: 2,
    environment: { PUBLIC_URL: door.url },
    databaseUrl: postgres.url(),
  });
  door.leadTo(world.gateways.map(({ url }) => url));
});
afterAll(async () => {
  await world?.dispose();
  await Promise.all([door?.close(), postgres?.dispose()]);
});

/** Ends Postgres in one way and the other under the load, and starts it again. The ends, in their order. */
async function keepRestarting(load: MixedLoad): Promise<readonly PostgresEnd[]> {
  const dice = createDice(testSeed, 'restarts');
  const ends: PostgresEnd[] = [];
  while (!load.isOver()) {
    await load.grown(dice.between(answersBetween.min, answersBetween.max));
    const end = (['SIGQUIT', 'SIGINT', 'SIGKILL'] as const)[ends.length % 3] ?? 'SIGQUIT';
    ends.push(end);
    await postgres.stop(end);
    await postgres.start();
    world.databaseRelay.leadTo({ host: '127.0.0.1', port: Number(new URL(postgres.url()).port) });
  }
  return ends;
}

test(
  `Postgres restarted under a mixed load of ${storiesCount} orders, TEST_SEED=${testSeed}`,
  async () => {
    const load = startMixedLoad({
      seed: testSeed,
      name: `restart-${testSeed}`,
      storiesCount,
      lanesCount,
      faultChance,
      mayDanaRefuse: true,
      urls: world.gateways.map(({ url }) => url),
      watchUrl: door.url,
      serverKey: world.serverKey,
      desk: world.desk,
    });
    const [ends] = await Promise.all([keepRestarting(load), load.done]);
    console.log(load.summary(), ends);
    await world.desk.disarmAll();
    await eventually(
      () => tellVerdict({ ...world, databaseUrl: postgres.url() }, load.history()),
      (told) => told === '',
      { withinMs: settleWithinMs },
    );
    await load.close();
    expect(ends.length).toBeGreaterThan(0);
  },
  timeoutMs,
);
