import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice } from '../simulation/world/dice.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts';
import { startMixedLoad } from '../support/load/mixed-load.ts';
import { keepStorming } from '../support/load/storm.ts';
import { tellVerdict } from '../support/load/tell.ts';
import { type MortalPostgres, startMortalPostgres } from '../support/mortal-postgres.ts';
import { isInTurn, isLong, testSeed } from '../support/sample.ts';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts';

/** `npm test` sells this much, other stories each time the seed changes; TEST_LONG forty times as much. */
const storiesCount = isLong ? 500 : 12;
const lanesCount = 20;
const faultChance = 0.05;
/** After the last fault everything must be true again within this; the machine is busy. How long it took is printed. */
const recoverWithinMs = isLong ? 300_000 : 150_000;
/** For a test that hangs; the long form takes half an hour on a busy machine. */
const timeoutMs = isLong ? 3_600_000 : 400_000;

/** `npm test` lives one of the four: random kills, restarts of Postgres, storms, restarts of the gateways. */
const isTurn = isInTurn(2, 4);

let door: FrontDoor;
let disk: SmallDisk | undefined;
let postgres: MortalPostgres;
let world: ConfiguredWorld;

beforeAll(async () => {
  if (!isTurn) return;
  disk = await mountSmallDisk();
  if (disk === undefined) console.warn('no disk can be mounted here: the storm has no full disk');
  [door, postgres] = await Promise.all([openFrontDoor(), startMortalPostgres(disk?.folder)]);
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
  await disk?.remove();
});

test.runIf(isTurn)(
  `two processes in a storm of every kind of fault, a mixed load of ${storiesCount} orders, TEST_SEED=${testSeed}`,
  async () => {
    const load = startMixedLoad({
      seed: testSeed,
      name: `storm-${testSeed}`,
      storiesCount,
      lanesCount,
      faultChance,
      mayDanaRefuse: true,
      urls: world.gateways.map(({ url }) => url),
      watchUrl: door.url,
      serverKey: world.serverKey,
      desk: world.desk,
    });
    const stage = { world, postgres, disk };
    const [happened] = await Promise.all([
      keepStorming(stage, load, createDice(testSeed, 'storm')),
      load.done,
    ]);
    await world.desk.disarmAll();
    const overAtMs = performance.now();
    await eventually(
      () => tellVerdict({ ...world, databaseUrl: postgres.url() }, load.history()),
      (told) => told === '',
      { withinMs: recoverWithinMs },
    );
    console.log(
      `${load.summary()}\n${happened.join(', ')}; true again after ${Math.round(performance.now() - overAtMs)} ms`,
    );
    await load.close();
    expect(happened.length).toBeGreaterThan(0);
  },
  timeoutMs,
);
