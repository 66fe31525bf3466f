import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice } from '../simulation/world/dice.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts';
import { type MixedLoad, startMixedLoad } from '../support/load/mixed-load.ts';
import { tellVerdict } from '../support/load/tell.ts';
import { type MortalPostgres, type PostgresEnd, startMortalPostgres } from '../support/mortal-postgres.ts';
import { isInTurn, isLong, testSeed } from '../support/sample.ts';

/** The number of orders in `npm test`, with other stories for each seed; TEST_LONG has forty times as many. */
const storiesCount = isLong ? 500 : 12;
const lanesCount = 20;
const faultChance = 0.05;
/** How many answers clients get between two restarts. */
const answersBetween = { min: 20, max: 60 };
/** After the last restart and the last fault every invariant must hold again this soon; the machine is busy. */
const recoverWithinMs = isLong ? 300_000 : 150_000;
/** For a test that hangs; the long form takes a quarter of an hour on a busy machine. */
const timeoutMs = isLong ? 3_600_000 : 400_000;

/** `npm test` lives one of the four: random kills, restarts of Postgres, storms, restarts of the gateways. */
const isTurn = isInTurn(1, 4);

let door: FrontDoor;
let postgres: MortalPostgres;
let world: ConfiguredWorld;

beforeAll(async () => {
  if (!isTurn) return;
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

/** Ends Postgres in each way in turn under the load, and starts it again. Returns the ends in their order. */
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

test.runIf(isTurn)(
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
      { withinMs: recoverWithinMs },
    );
    await load.close();
    expect(ends.length).toBeGreaterThan(0);
  },
  timeoutMs,
);
