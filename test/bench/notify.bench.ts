import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Order } from '../../src/domain/order.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { freePorts } from '../support/free-ports.ts';
import { type Load, sendAll } from './beside/client.ts';
import { startDanaStub } from './beside/dana-stub.ts';
import { commonEnvironment, gatewayEnvironment } from './beside/gateway-environment.ts';
import { startCountingPostgres } from './beside/postgres.ts';
import { processorMs, processorMsOfFamily } from './beside/processor-time.ts';
import { installPeers, peersFolder } from './beside/servers.ts';
import { buildPrograms } from './live/build.ts';
import { type Child, startChild } from './live/child.ts';
import { type Notification, writeNotifications } from './live/notifications.ts';
import { nowMs } from './live/now-ms.ts';
import { figure, median, table } from './live/numbers.ts';
import { insertPendingOrders } from './live/orders.ts';
import { describeMachine } from './machine.ts';

export const about = 'Finish Notify beside Express by hand, and beside "verify and insert"';

const roundsCount = 7;
const connectionsCount = 16;
/** Of the first round nothing counts: connections open and statements are prepared. */
const warmUpRounds = 1;

interface Contestant {
  readonly name: string;
  readonly child: Child;
  readonly port: number;
}

interface Figures {
  readonly perSecond: number;
  /** Milliseconds of the processor for each notification. */
  readonly serverMs: number;
  readonly postgresMs: number;
}

/** Each server takes each notification once. How fast anything is fails nothing. */
export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const rounds = warmUpRounds + (isSmoke ? 1 : roundsCount);
  const perRound = isSmoke ? 40 : 400;
  installPeers();
  const machine = describeMachine();
  await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const database = await startCountingPostgres(join(folder, 'postgres'));
  const dana = await startDanaStub();
  const contestants: Contestant[] = [];
  try {
    await migrateDatabase(database.url);
    const orders = await insertPendingOrders(database.url, rounds * perRound);
    await insertShopOrders(database.url, orders);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    contestants.push(
      ...(await startAll({ databaseUrl: database.url, danaUrl: dana.url, folder, publicKey })),
    );
    const { MERCHANT_ID } = commonEnvironment({ databaseUrl: database.url, danaUrl: dana.url });
    const notifications = writeNotifications(orders, MERCHANT_ID, privateKey);
    await database.stopCounting();
    const runs = new Map(contestants.map(({ name }) => [name, [] as Figures[]]));
    for (let round = 0; round < rounds; round += 1) {
      const part = notifications.slice(round * perRound, (round + 1) * perRound);
      const place = round % contestants.length;
      for (const contestant of [...contestants.slice(place), ...contestants.slice(0, place)]) {
        const figures = await measure(contestant, part, database.pid);
        if (round >= warmUpRounds) runs.get(contestant.name)?.push(figures);
      }
    }
    await requirePaid(database.url, orders.length);
    console.log(`
${machine}
medians of ${rounds - warmUpRounds} rounds in turns, ${perRound} notifications each, ${connectionsCount} connections
${describe(runs)}`);
  } finally {
    await Promise.all(contestants.map(({ child }) => child.end()));
    dana.close();
    await database.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startAll(needs: {
  readonly databaseUrl: string;
  readonly danaUrl: string;
  readonly folder: string;
  readonly publicKey: KeyObject;
}): Promise<readonly Contestant[]> {
  const pem = needs.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const common = commonEnvironment(needs);
  const [port = 0] = await freePorts(1);
  const gateway = await startChild('gateway.js', {
    logFile: join(needs.folder, 'gateway.log'),
    environment: { ...common, ...gatewayEnvironment(port), DANA_WEBHOOK_PUBLIC_KEY_STRING: pem },
  });
  const startPeer = (kind: string) =>
    startChild(join(peersFolder, 'notify.js'), {
      logFile: join(needs.folder, `${kind}.log`),
      environment: { ...common, DANA_WEBHOOK_PUBLIC_KEY_STRING: pem, KIND: kind },
    });
  const [byHand, floor] = [await startPeer('express'), await startPeer('floor')];
  return [
    { name: 'gateway', child: gateway, port },
    { name: 'Express by hand', child: byHand, port: Number(byHand.ready) },
    { name: 'verify and insert', child: floor, port: Number(floor.ready) },
  ];
}

/** The same orders in the tables of a shop that is written by hand. */
async function insertShopOrders(url: string, orders: readonly Order[]): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql`
    create table shop_orders (
      id text primary key, partner_reference_no text not null unique, title text not null, amount text not null,
      status text not null, reference_no text, instruction jsonb, created_at timestamptz not null default now())`;
  await sql`
    create table shop_order_events (
      id bigint primary key generated always as identity, order_id text not null references shop_orders (id),
      type text not null, created_at timestamptz not null default now())`;
  await sql`
    insert into shop_orders (id, partner_reference_no, title, amount, status)
    select id, partner_reference_no, title, '75000.00', 'PENDING' from orders`;
  await sql`vacuum analyze`;
  const [counted] = await sql<{ count: number }[]>`select count(*)::integer as count from shop_orders`;
  await sql.end();
  if (counted?.count !== orders.length) throw new Error('the shop has other orders than the gateway');
}

async function measure(
  { name, child, port }: Contestant,
  notifications: readonly Notification[],
  postgresPid: number,
): Promise<Figures> {
  const left = notifications.values();
  const load: Load = {
    port,
    authorizations: [''],
    next() {
      const { value } = left.next();
      if (value === undefined) throw new Error('no notification is left');
      const { 'content-type': _sentAnyway, ...headers } = value.headers;
      return { method: 'POST', path: '/v1.0/debit/notify', body: value.body, headers };
    },
    check({ status, body }) {
      if (status !== 200 || !body.includes('2005600'))
        throw new Error(`${name} answered ${status} ${body.slice(0, 300)}`);
    },
  };
  const cost = () => [processorMs(child.pid), processorMsOfFamily(postgresPid)] as const;
  const before = cost();
  const beganMs = nowMs();
  await sendAll(load, connectionsCount, notifications.length);
  const seconds = (nowMs() - beganMs) / 1_000;
  const after = cost();
  const { length } = notifications;
  return {
    perSecond: length / seconds,
    serverMs: (after[0] - before[0]) / length,
    postgresMs: (after[1] - before[1]) / length,
  };
}

/** Every notification counts only if its order is paid, at the gateway and in the shop. */
async function requirePaid(url: string, count: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const [paid] = await sql<{ ours: number; shops: number }[]>`
    select (select count(*)::integer from orders where status = 'PAID') as ours,
      (select count(*)::integer from shop_orders where status = 'PAID') as shops`;
  await sql.end();
  if (paid?.ours !== count || paid.shops !== count)
    throw new Error(`of ${count} orders ${paid?.ours} are paid at the gateway, ${paid?.shops} in the shop`);
}

function describe(runs: ReadonlyMap<string, readonly Figures[]>): string {
  const gateway = runs.get('gateway') ?? [];
  const ratio = (peer: readonly Figures[], column: keyof Figures) =>
    `${figure(median(gateway.map((one, place) => one[column] / (peer[place]?.[column] ?? Number.NaN))))}×`;
  const columns = [
    ['notifications/s', 'perSecond'],
    ['server CPU ms', 'serverMs'],
    ['Postgres CPU ms', 'postgresMs'],
  ] as const;
  const head = ['', ...columns.flatMap(([label]) => [label, 'gateway is'])];
  const rows = [...runs].map(([name, figures]) => [
    name,
    ...columns.flatMap(([, column]) => [
      figure(median(figures.map((one) => one[column]))),
      name === 'gateway' ? '' : ratio(figures, column),
    ]),
  ]);
  return table([head, ...rows]);
}
