import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayClient } from '../../src/client/core/gateway-client.ts';
import { CreateOrderDocument } from '../../src/client/core/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import { type Crowd, type CrowdOrder, startCrowd } from '../support/load/crowd.ts';
import { startDistantDoor } from '../support/load/distant-door.ts';
import { type MixedLoad, startMixedLoad } from '../support/load/mixed-load.ts';
import { tellVerdict } from '../support/load/tell.ts';
import { isInTurn, isLong, testSeed } from '../support/sample.ts';

/** TEST_LONG opens 5,000 pages, `npm test` a few; all pages of one order use the same token, as in a family. */
const ordersCount = isLong ? 500 : 20;
const pagesPerOrderCount = isLong ? 10 : 5;
const pagesCount = ordersCount * pagesPerOrderCount;
const crowdProcessesCount = isLong ? 4 : 1;
/** How many orders are created at once. */
const atOnceMax = 20;
const loadLanesCount = 4;
/**
 * Every page that lost its process has reconnected within this time, on a slow machine too; the real time is
 * printed.
 */
const backWithinMs = 120_000;
/**
 * Every page has seen a payment within this time, and nothing is pending: thousands of sockets keep the machine
 * busy.
 */
const recoverWithinMs = 150_000;

/** `npm test` lives one of the four: random kills, restarts of Postgres, storms, restarts of the gateways. */
const isTurn = isInTurn(3, 4);

let door: Awaited<ReturnType<typeof startDistantDoor>>;
let world: ConfiguredWorld;
let crowd: Crowd;

beforeAll(async () => {
  if (!isTurn) return;
  door = await startDistantDoor();
  crowd = startCrowd(crowdProcessesCount);
  world = await startConfiguredWorld({ gatewayCount: 2, environment: { PUBLIC_URL: door.url } });
  door.leadTo(world.gateways.map(({ url }) => url));
});
afterAll(async () => {
  await crowd?.close();
  await world?.dispose();
  await door?.close();
});

async function makeOrder(index: number): Promise<CrowdOrder> {
  const client = createGatewayClient({ url: `${door.url}/graphql`, token: world.serverKey });
  const partnerReferenceNo = `page-${String(index).padStart(4, '0')}`;
  const input = { partnerReferenceNo, amount: '75000', title: 'Two tickets' };
  const { createOrder } = await client.request(CreateOrderDocument, { input });
  if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
  return { partnerReferenceNo, orderId: createOrder.order.id, token: createOrder.clientToken };
}

async function makeOrders(): Promise<CrowdOrder[]> {
  const made: CrowdOrder[] = [];
  let begunCount = 0;
  async function lane(): Promise<void> {
    while (begunCount < ordersCount) made.push(await makeOrder(begunCount++));
  }
  await Promise.all(Array.from({ length: atOnceMax }, lane));
  return made;
}

/** As an orchestrator does it: SIGTERM, the end, a new process. Checks that every page reconnects in time. */
async function restart(gateway: GatewayProcess): Promise<void> {
  expect(await gateway.stop()).toBe(0);
  const stoppedMs = performance.now();
  const areAllBack = eventually(
    () => crowd.ask('count'),
    ({ awayCount }) => awayCount === 0,
    { withinMs: backWithinMs },
  ).then(() => console.log(`all pages back after ${Math.round(performance.now() - stoppedMs)} ms`));
  await Promise.all([gateway.start(), areAllBack]);
}

function startLoad(): MixedLoad {
  return startMixedLoad({
    seed: testSeed,
    name: `rolling-${testSeed}`,
    lanesCount: loadLanesCount,
    faultChance: 0,
    mayDanaRefuse: true,
    urls: [door.url],
    watchUrl: door.url,
    serverKey: world.serverKey,
    desk: world.desk,
  });
}

test.runIf(isTurn)(
  `a rolling restart under load, with ${pagesCount} pages, TEST_SEED=${testSeed}`,
  async () => {
    const orders = await makeOrders();
    await crowd.open(door.url, Array.from({ length: pagesPerOrderCount }, () => orders).flat());
    const load = startLoad();
    /** Pays a third while one process is down, a third while the other is down, and a third when both are back. */
    const third = Math.ceil(orders.length / 3);
    const pay = (place: number) =>
      Promise.all(
        orders
          .slice(place * third, (place + 1) * third)
          .map(({ partnerReferenceNo }) => world.desk.pay(partnerReferenceNo)),
      );
    for (const [place, gateway] of world.gateways.entries())
      await Promise.all([restart(gateway), pay(place)]);
    await pay(world.gateways.length);
    await eventually(
      () => crowd.ask('count'),
      ({ paidCount }) => paidCount === pagesCount,
      { withinMs: recoverWithinMs },
    );
    load.finish();
    await load.done;
    console.log(load.summary());
    await eventually(
      async () => {
        const { watches } = await crowd.ask('tell');
        const history = load.history();
        return tellVerdict(world, { ...history, watches: [...history.watches, ...watches] });
      },
      (told) => told === '',
      { withinMs: recoverWithinMs },
    );
    await load.close();
  },
  600_000,
);
