import { generateKeyPairSync } from 'node:crypto';
import { vi } from 'vitest';
import { OrderDocument } from '../../../src/client/core/generated/graphql.ts';
import {
  callFaults,
  notifyFaults,
  type OperationName,
  operationNames,
} from '../../../src/simulator/model/fault-table.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { incidentKinds } from '../../../src/use-cases/ports/incidents.ts';
import { type MeasuredWorld, startMeasuredWorld } from './measured-world.ts';
import { type MetricsPage, readPage } from './metrics-page.ts';
import type { RecordedPage } from './promtool.ts';

/** How a fault begins, and what the traffic does meanwhile. */
export interface Fault {
  readonly begin: (world: MeasuredWorld) => Promise<unknown>;
  /** Undoes what outlives the world. */
  readonly end?: () => void;
  /** Nothing is late or lost: the traffic of each minute is waited for. */
  readonly isHarmless?: boolean;
  /** What the merchant does with each paid order. */
  readonly afterwards?: 'refund' | 'cancel' | 'query';
}

const always = 10_000;

/** Where the simulator's defaults are harmless. */
const options: Readonly<Record<string, object>> = {
  'createOrder: delay': { delayMs: 4_000 },
};

const armed = (operation: string, fault: string) => (world: MeasuredWorld) =>
  world.desk.arm({ operation, fault, times: always, ...options[`${operation}: ${fault}`] });

/** On which call a fault of calls strikes in the matrix, unless it strikes certain calls only. */
const callOf = (operations: readonly OperationName[] | undefined): OperationName =>
  operations === undefined ? 'createOrder' : (operations.at(-1) ?? 'createOrder');
const followUps: Partial<Record<OperationName, NonNullable<Fault['afterwards']>>> = {
  refundOrder: 'refund',
  cancelOrder: 'cancel',
  queryPayment: 'query',
};

const simulated = Object.entries(callFaults).map(([fault, kind]): [string, Fault] => {
  const operation = callOf('operations' in kind ? kind.operations : undefined);
  const then = followUps[operation];
  return [
    `${operation}: ${fault}`,
    { begin: armed(operation, fault), ...(then === undefined ? {} : { afterwards: then }) },
  ];
});
/** Forms of a notification that the gateway understands like any other. */
const harmless: ReadonlySet<string> = new Set([
  'duplicate',
  'epoch-times',
  'no-finished-time',
  'paid-time-only',
  'no-created-time',
  'additional-info-text',
  'additional-info-empty',
  'no-additional-info',
  'no-external-id',
  'unknown-pay-option',
  'unknown-fields',
  'escaped-body',
  'spaced-body',
  'lower-case-headers',
]);
const notified = Object.keys(notifyFaults).map((fault): [string, Fault] => [
  `notify: ${fault}`,
  { begin: armed('notify', fault), isHarmless: harmless.has(fault) },
]);
const failingCalls = operationNames
  .filter((operation) => operation !== 'createOrder' && operation !== 'consultPay')
  .map((operation): [string, Fault] => {
    const then = followUps[operation];
    return [
      `${operation}: html-502`,
      { begin: armed(operation, 'html-502'), ...(then === undefined ? {} : { afterwards: then }) },
    ];
  });

/** Every fault of the simulator by its name in the matrix, and faults around the gateway. */
export const faults: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ...simulated,
  ...failingCalls,
  ...notified,
  ['cancelOrder: in-progress', { begin: armed('cancelOrder', 'in-progress'), afterwards: 'cancel' }],
  ['DANA: unreachable', { begin: async ({ line }) => line.cut() }],
  [
    'DANA: another key of ours',
    {
      async begin({ desk, partner }) {
        const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        const other = publicKey.export({ type: 'spki', format: 'pem' }).toString();
        await desk.post('/simulator/partners', { ...partner, publicKey: other });
      },
    },
  ],
  ['Postgres: killed', { begin: killPostgres }],
  [
    'Postgres: no connection that listens',
    { begin: async ({ listenRelay }) => listenRelay.cut({ isOpen: false }) },
  ],
  ['Postgres: lost route', { begin: async ({ databaseRelay }) => databaseRelay.hold() }],
  [
    'clock: a minute ahead',
    {
      async begin() {
        const now = Date.now.bind(Date);
        vi.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
      },
      end: () => vi.restoreAllMocks(),
    },
  ],
  [
    'merchant’s server: down',
    {
      async begin({ receiver }) {
        receiver.answer = () => 503;
      },
    },
  ],
  [
    'merchant’s server: 410 Gone',
    {
      async begin({ receiver }) {
        receiver.answer = () => 410;
      },
    },
  ],
  ['gateway: down', { begin: ({ gateway }) => gateway.close() }],
  ['incidents: one of each kind, ALERT_URL down', { begin: recordIncidents }],
]);

/** Postgres is gone when the notification of a payment arrives. */
async function killPostgres({ shop, desk, databaseRelay }: MeasuredWorld): Promise<void> {
  await shop.order(anInput('matrix-open'));
  databaseRelay.cut({ isOpen: false });
  await desk.pay('matrix-open');
}

/** What other tests provoke one by one. */
async function recordIncidents({ database, clock }: MeasuredWorld): Promise<void> {
  const connection = connectDatabase({ url: database.url, connectionsMax: 1 });
  const store = createOrderStore(connection);
  for (const kind of incidentKinds) {
    const incident = {
      kind,
      dedupeKey: `matrix:${kind}`,
      orderId: null,
      partnerReferenceNo: null,
      detail: 'x',
    };
    await store.recordIncident(incident, clock.now());
  }
  await closeDatabase(connection);
}

const minuteMs = 60_000;
/** No call takes longer; a caller that waits is left behind. */
const trafficMaxMs = 2_000;

/** Events are placed and sent within a moment after the answer. */
const eventsMs = 200;
/** How often a page is read again. */
const settlingMax = 15;

/** With the fault: pages of one minute, then pages of five. */
const faultyPages = [1, 1, 1, 5, 5, 5, 5];

/** How long nothing is wrong before the fault begins. */
export const healthyMinutesBefore = 2;

/** Runs a fault against a gateway of its own and records what Prometheus would have read. Null: no fault. */
export async function recordFault(
  fault: Fault | null,
  healthy = { minutes: healthyMinutesBefore, ordersPerMinute: 2 },
): Promise<readonly RecordedPage[]> {
  // Nobody listens at this port.
  const world = await startMeasuredWorld({ environment: { ALERT_URL: 'http://127.0.0.1:9/on-call' } });
  const recorded: RecordedPage[] = [];
  let orderCount = 0;
  const buyAll = (count: number, then: Fault['afterwards']) =>
    Promise.allSettled(Array.from({ length: count }, () => buy(world, `matrix-${++orderCount}`, then)));
  try {
    for (let minute = 0; minute < healthy.minutes; minute++) {
      await buyAll(healthy.ordersPerMinute, undefined);
      await delivered(world, 3 * orderCount);
      world.clock.advance(minuteMs);
      recorded.push({ page: await settledPage(world), minutes: 1 });
    }
    if (fault === null) return recorded;
    await fault.begin(world);
    for (const minutes of faultyPages) {
      const traffic = buyAll(healthy.ordersPerMinute, fault.afterwards);
      if (fault.isHarmless) {
        await traffic;
        await delivered(world, 3 * orderCount);
      } else {
        await Promise.race([settle(world, traffic), pause(trafficMaxMs)]);
      }
      world.clock.advance(minutes * minuteMs);
      recorded.push({ page: await settledPage(world), minutes });
    }
    return recorded;
  } finally {
    fault?.end?.();
    world.databaseRelay.cut({ isOpen: true });
    world.listenRelay.cut({ isOpen: true });
    await world.close();
  }
}

/** Waits until these many events were delivered, and it is on record. */
async function delivered(world: MeasuredWorld, count: number): Promise<void> {
  await world.receiver.hears(count, 60_000);
  await world.pageThat((page) => page.sum('gapura_webhook_attempts_total') >= count);
  await pause(eventsMs);
}

/** Waits for the traffic and for the events that it makes: what is in flight when the clock jumps, looks late. */
async function settle(world: MeasuredWorld, traffic: Promise<unknown>): Promise<void> {
  await traffic;
  await world.pageThat((page) => page.sum('gapura_webhooks_oldest_seconds') === 0).catch(() => undefined);
  await pause(eventsMs);
}

/** The page once the metrics of the database are new, or it is clear that they will not be. Empty: nobody answers. */
async function settledPage(world: MeasuredWorld): Promise<MetricsPage> {
  for (let attempt = 0; ; attempt++) {
    const page = await world.page().catch(() => readPage(''));
    const isNew = page.sum('gapura_facts_age_seconds') < 5;
    if (page.series.size === 0 || isNew || attempt === settlingMax) return page;
    await pause(100);
  }
}

const anInput = (partnerReferenceNo: string) => ({
  partnerReferenceNo,
  amount: '75000',
  title: 'Two tickets',
  payMethod: 'VIRTUAL_ACCOUNT',
  payOption: 'VIRTUAL_ACCOUNT_BRI',
});

/** One payment, and what the merchant does next. */
async function buy(
  { shop, desk }: MeasuredWorld,
  partnerReferenceNo: string,
  then: Fault['afterwards'],
): Promise<void> {
  const { order, clientToken } = await shop.order(anInput(partnerReferenceNo));
  const screen = await shop.screen(order.id, clientToken);
  try {
    await desk.pay(partnerReferenceNo);
    await screen.sees('PAID', ({ status }) => status === 'PAID');
    if (then === 'refund') await shop.refund(order.id, `${partnerReferenceNo}-refund`);
    if (then === 'cancel') await shop.cancel(order.id);
    if (then === 'query') await shop.server.request(OrderDocument, { by: { id: order.id }, fresh: true });
  } finally {
    await screen.close();
  }
}

/** Real time, for what happens beside the gateway: nothing is asserted about it. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
