import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayClient } from '../../src/client/gateway-client.ts';
import { CreateOrderDocument } from '../../src/client/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import { type MixedLoad, startMixedLoad, watchOf } from '../support/load/mixed-load.ts';
import { tellVerdict } from '../support/load/tell.ts';
import { isLive, isPaid, openWatcher, type Watcher } from '../support/watcher.ts';

/** TEST_LONG has 5,000 pages, `npm test` some; pages of one order are opened with the same token, as in a family. */
const isLong = process.env.TEST_LONG === '1';
const seed = Number(process.env.TEST_SEED ?? 1);
const ordersCount = isLong ? 500 : 30;
const pagesPerOrderCount = isLong ? 10 : 5;
/** How many orders are made, and pages opened, at once. */
const atOnceMax = 20;
const loadLanesCount = 4;
/** Every page that lost its process has another one within this. */
const backWithinMs = 20_000;
const settleWithinMs = 60_000;

interface OpenOrder {
  readonly partnerReferenceNo: string;
  readonly pages: readonly Watcher[];
}

let door: FrontDoor;
let world: ConfiguredWorld;

beforeAll(async () => {
  door = await openFrontDoor();
  world = await startConfiguredWorld({ gatewayCount: 2, environment: { PUBLIC_URL: door.url } });
  door.leadTo(world.gateways.map(({ url }) => url));
});
afterAll(async () => {
  await world?.dispose();
  await door?.close();
});

/** An order, and its pages on which it already stands. */
async function openOrder(index: number): Promise<OpenOrder> {
  const client = createGatewayClient({ url: `${door.url}/graphql`, token: world.serverKey });
  const partnerReferenceNo = `page-${String(index).padStart(4, '0')}`;
  const input = { partnerReferenceNo, amount: '75000', title: 'Two tickets' };
  const { createOrder } = await client.request(CreateOrderDocument, { input });
  if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
  const order = { orderId: createOrder.order.id, token: createOrder.clientToken };
  const pages = Array.from({ length: pagesPerOrderCount }, () => openWatcher(door.url, order));
  await Promise.all(pages.map((page) => page.sees('the order', (view) => view.order !== null)));
  return { partnerReferenceNo, pages };
}

async function openOrders(): Promise<OpenOrder[]> {
  const opened: OpenOrder[] = [];
  let begunCount = 0;
  async function lane(): Promise<void> {
    while (begunCount < ordersCount) opened.push(await openOrder(begunCount++));
  }
  await Promise.all(Array.from({ length: atOnceMax }, lane));
  return opened;
}

const areLive = (pages: readonly Watcher[]) =>
  pages.filter(({ views }) => {
    const last = views.at(-1);
    return last !== undefined && !isLive(last);
  }).length;

async function restart(gateway: GatewayProcess, pages: readonly Watcher[]): Promise<void> {
  expect(await gateway.stop()).toBe(0);
  const started = gateway.start();
  await eventually(
    async () => areLive(pages),
    (awayCount) => awayCount === 0,
    { withinMs: backWithinMs },
  );
  await started;
}

function startLoad(): MixedLoad {
  return startMixedLoad({
    seed,
    name: `rolling-${seed}`,
    lanesCount: loadLanesCount,
    faultChance: 0,
    mayDanaRefuse: true,
    urls: [door.url],
    watchUrl: door.url,
    serverKey: world.serverKey,
    desk: world.desk,
  });
}

test(`a rolling restart under load, with ${ordersCount * pagesPerOrderCount} pages, TEST_SEED=${seed}`, async () => {
  const orders = await openOrders();
  const pages = orders.flatMap((order) => order.pages);
  const load = startLoad();
  const pay = (part: readonly OpenOrder[]) =>
    Promise.all(part.map(({ partnerReferenceNo }) => world.desk.pay(partnerReferenceNo)));
  /** A third is paid while one process goes, a third while the other goes, and a third when both are back. */
  const third = Math.ceil(orders.length / 3);
  for (const [index, gateway] of world.gateways.entries()) {
    await Promise.all([restart(gateway, pages), pay(orders.slice(index * third, (index + 1) * third))]);
  }
  await pay(orders.slice(world.gateways.length * third));
  await Promise.all(pages.map((page) => page.sees('PAID', isPaid)));
  load.finish();
  await load.done;
  console.log(load.summary());
  const watches = () =>
    orders.flatMap(({ partnerReferenceNo, pages: own }) =>
      own.map((page) => watchOf(partnerReferenceNo, page)),
    );
  await eventually(
    () => {
      const history = load.history();
      return tellVerdict(world, { ...history, watches: [...history.watches, ...watches()] });
    },
    (told) => told === '',
    { withinMs: settleWithinMs },
  );
  for (const page of pages) page.close();
  await load.close();
}, 600_000);
