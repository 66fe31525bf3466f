import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { type FrontDoor, openFrontDoor } from '../support/front-door.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { isLive, isPaid, isReconnecting, openWatcher, type Watcher } from '../support/watcher.ts';

/** Leads to a gateway that runs; DANA and the payers know only this address. */
let door: FrontDoor;
let world: ConfiguredWorld;
let one: GatewayProcess;
let other: GatewayProcess;
let shop: Shop;
const watchers: Watcher[] = [];

beforeAll(async () => {
  door = await openFrontDoor();
  world = await startConfiguredWorld({ gatewayCount: 2, environment: { PUBLIC_URL: door.url } });
  [one, other] = world.gateways as [GatewayProcess, GatewayProcess];
  door.leadTo([one.url, other.url]);
  shop = openShop(door.url, world.serverKey);
});
afterEach(() => {
  for (const watcher of watchers.splice(0)) watcher.close();
  door.leadTo([one.url, other.url]);
  door.setMayUpgrade(true);
});
afterAll(async () => {
  await shop?.close();
  await world?.dispose();
  await door?.close();
});

let ordersCount = 0;
/** A database that is away for less than this costs no watcher its connection. */
const shortAbsenceMs = 4_000;
function anInput() {
  ordersCount += 1;
  return {
    partnerReferenceNo: `live-${ordersCount}`,
    amount: '75000.00',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
}

/** An order, and its payer's page at `url` that already shows it. */
async function aWatchedOrder(url: string) {
  const input = anInput();
  const { order, clientToken } = await shop.order(input);
  const watcher = openWatcher(url, { orderId: order.id, token: clientToken });
  watchers.push(watcher);
  await watcher.sees('the order', ({ order: shown }) => shown?.status === 'PENDING');
  return { watcher, pay: () => world.desk.pay(input.partnerReferenceNo), order };
}

/** Fails if a page showed an older state after a newer one, another order, or anything after the end. */
function expectHonest({ views }: Watcher, orderId: string): void {
  const shown = views.flatMap(({ order }) => (order === null ? [] : [order]));
  expect(shown.every(({ id }) => id === orderId)).toBe(true);
  const versions = shown.map(({ version }) => version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
}

describe('two gateways on one database', () => {
  test('a notification to one reaches a watcher on the other', async () => {
    const { watcher, pay, order } = await aWatchedOrder(other.url);
    door.leadTo([one.url]);
    await pay();
    await watcher.sees('PAID', isPaid);
    expectHonest(watcher, order.id);
  });

  test('a gateway that is killed loses its watchers to the other, and they see what happened', async () => {
    door.leadTo([one.url]);
    const { watcher, pay, order } = await aWatchedOrder(door.url);
    door.leadTo([one.url, other.url]);
    await one.kill();
    await watcher.sees('its connection lost', isReconnecting);
    await pay();
    expect(await watcher.sees('PAID', isPaid)).toMatchObject({ connection: 'live' });
    expectHonest(watcher, order.id);
    await one.start();
  });

  test('a watcher comes back to the same gateway, killed and started again under it', async () => {
    const { watcher, pay, order } = await aWatchedOrder(other.url);
    await other.kill();
    await watcher.sees('its connection lost', isReconnecting);
    door.leadTo([one.url]);
    await pay();
    await eventually(
      () => shop.read(order.id),
      ({ status }) => status === 'PAID',
    );
    await other.start();
    await watcher.sees('PAID', isPaid);
    expectHonest(watcher, order.id);
  });

  test('a gateway that drains sends its watchers to the other', async () => {
    door.leadTo([one.url]);
    const { watcher, pay, order } = await aWatchedOrder(door.url);
    door.leadTo([other.url]);
    const stopped = one.stop();
    await watcher.sees('its connection lost', isReconnecting);
    await watcher.seesNext('its connection again', isLive);
    expect(await stopped).toBe(0);
    await pay();
    await watcher.sees('PAID', isPaid);
    expectHonest(watcher, order.id);
    await one.start();
  });

  test('a gateway that drains while DANA is slow waits for the answer, and returns it to the merchant', async () => {
    const input = anInput();
    const fault = await world.desk.arm({
      operation: 'createOrder',
      fault: 'delay',
      partnerReferenceNo: input.partnerReferenceNo,
      delayMs: 2_000,
    });
    door.leadTo([one.url]);
    const ordered = shop.order(input);
    await eventually(
      () => world.desk.strikesLeft(fault),
      (left) => left === 0,
    );
    const stopped = one.stop();
    expect((await ordered).order).toMatchObject({ status: 'PENDING', version: 2 });
    expect(await stopped).toBe(0);
    await one.start();
  });

  test('a watcher sees the end even if WebSocket is blocked', async () => {
    door.setMayUpgrade(false);
    const { watcher, pay, order } = await aWatchedOrder(door.url);
    expect(door.refusedCount()).toBeGreaterThan(1);
    await pay();
    expect(await watcher.sees('PAID', isPaid)).toMatchObject({ connection: 'live' });
    expectHonest(watcher, order.id);
  });

  test('a wrong token is reported as such, over WebSocket and over server-sent events', async () => {
    const { order } = await shop.order(anInput());
    const overSocket = openWatcher(door.url, { orderId: order.id, token: 'wrong' });
    await expect(overSocket.ended).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    door.setMayUpgrade(false);
    const overEvents = openWatcher(door.url, { orderId: order.id, token: 'wrong' });
    await expect(overEvents.ended).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test("another order's token opens nothing", async () => {
    const [{ order }, { clientToken }] = [await shop.order(anInput()), await shop.order(anInput())];
    const watcher = openWatcher(door.url, { orderId: order.id, token: clientToken });
    await expect(watcher.ended).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(watcher.views.some((view) => view.order !== null)).toBe(false);
  });
});

describe('the database', () => {
  /** An operator's connection to the server, not to the database of the gateways. */
  async function asOperator<Result>(
    act: (sql: postgres.Sql, name: string) => Promise<Result>,
  ): Promise<Result> {
    const url = new URL(world.databaseUrl);
    const name = url.pathname.slice(1);
    url.pathname = '/postgres';
    const sql = postgres(url.href, { max: 1, onnotice: () => undefined });
    return act(sql, name).finally(() => sql.end());
  }
  const isReady = async ({ url }: GatewayProcess) => (await fetch(`${url}/health/ready`)).status === 200;

  test('loses every listening connection: watchers see what was committed meanwhile', async () => {
    const watched = await Promise.all(Array.from({ length: 6 }, () => aWatchedOrder(other.url)));
    const ended = await asOperator(
      (sql, name) => sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'gapura-feed' and datname = ${name}`,
    );
    expect(ended).toHaveLength(2);
    await Promise.all(watched.map(({ pay }) => pay()));
    await Promise.all(watched.map(({ watcher }) => watcher.sees('PAID', isPaid)));
  });

  test('is away: the gateways say that they are not ready, watchers keep their connection and see the end', async () => {
    const { watcher, pay, order } = await aWatchedOrder(other.url);
    const since = performance.now();
    await asOperator(async (sql, name) => {
      await sql`alter database ${sql(name)} with allow_connections false`;
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      await Promise.all(
        [one, other].map(async (gateway) => {
          await eventually(
            () => isReady(gateway),
            (ready) => !ready,
          );
          expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
        }),
      );
      await pay();
      await sql`alter database ${sql(name)} with allow_connections true`;
    });
    const awayMs = performance.now() - since;
    await watcher.sees('PAID', isPaid);
    // On a busy machine it is away for longer, and a watcher may come back on a new connection.
    if (awayMs < shortAbsenceMs) expect(watcher.views.some(isReconnecting)).toBe(false);
    expectHonest(watcher, order.id);
    for (const gateway of [one, other])
      await eventually(
        () => isReady(gateway),
        (ready) => ready,
      );
  });
});
