import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice } from '../simulation/world/dice.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import { keepKilling } from '../support/load/killer.ts';
import { startMixedLoad } from '../support/load/mixed-load.ts';
import { tellVerdict } from '../support/load/tell.ts';
import { isInTurn, isLong, testSeed } from '../support/sample.ts';

/** The number of orders in `npm test`, with other stories for each seed; TEST_LONG has forty times as many. */
const storiesCount = isLong ? 600 : 15;
const lanesCount = 20;
const faultChance = 0.15;
/** After the last kill and the last fault every invariant must hold again this soon; the machine is busy. */
const recoverWithinMs = isLong ? 300_000 : 150_000;
/** For a test that hangs; the long form takes a quarter of an hour on a busy machine. */
const timeoutMs = isLong ? 3_600_000 : 400_000;

/** `npm test` lives one of the four: random kills, restarts of Postgres, storms, restarts of the gateways. */
const isTurn = isInTurn(0, 4);

let door: FrontDoor;
let world: ConfiguredWorld;

beforeAll(async () => {
  if (!isTurn) return;
  door = await openFrontDoor();
  world = await startConfiguredWorld({
    gatewayCount: 2,
    environment: { PUBLIC_URL: door.url },
    entry: 'test/support/killable-gateway.ts',
  });
  door.leadTo(world.gateways.map(({ url }) => url));
});
afterAll(async () => {
  await world?.dispose();
  await door?.close();
});

test.runIf(isTurn)(
  `two processes killed at random under a mixed load of ${storiesCount} orders, TEST_SEED=${testSeed}`,
  async () => {
    const load = startMixedLoad({
      seed: testSeed,
      name: `kill-${testSeed}`,
      storiesCount,
      lanesCount,
      faultChance,
      mayDanaRefuse: true,
      urls: world.gateways.map(({ url }) => url),
      watchUrl: door.url,
      serverKey: world.serverKey,
      desk: world.desk,
    });
    const processes = world.gateways as [GatewayProcess, GatewayProcess];
    const [kills] = await Promise.all([
      keepKilling(processes, load, createDice(testSeed, 'kills')),
      load.done,
    ]);
    await world.desk.disarmAll();
    const deaths = kills.map(({ process, how, foundAtMs }) => `${process} ${how} (${foundAtMs})`);
    console.log(`${load.summary()}\n${kills.length} kills: ${deaths.join(', ')}`);
    await eventually(
      () => tellVerdict(world, load.history()),
      (told) => told === '',
      { withinMs: recoverWithinMs },
    );
    await load.close();
    expect(kills.length).toBeGreaterThan(0);
  },
  timeoutMs,
);
