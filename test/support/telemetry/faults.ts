import { generateKeyPairSync } from 'node:crypto';
import { vi } from 'vitest';
import {
  callFaults,
  notifyFaults,
  type OperationName,
  operationNames,
} from '../../../src/simulator/model/fault-table.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { incidentKinds } from '../../../src/use-cases/ports/incidents.ts';
import { aDetail } from '../incidents.ts';
import type { MeasuredWorld } from './measured-world.ts';
import { type Afterwards, anInput } from './traffic.ts';

/** How a fault begins, and what the traffic does meanwhile. */
export interface Fault {
  readonly begin: (world: MeasuredWorld) => Promise<unknown>;
  /** Undoes what outlives the world. */
  readonly end?: () => void;
  /** Nothing is late or lost: the traffic of each minute is waited for. */
  readonly isHarmless?: boolean;
  /** Orders in each page of the recording; default: as many as without a fault. */
  readonly ordersPerMinute?: number;
  /** What the merchant does with each paid order. */
  readonly afterwards?: Afterwards;
}

const always = 10_000;
/** How late each answer of a slow Postgres comes: a change and the read that follows take longer than a push may. */
const slowMs = 600;

/** Where the simulator's defaults are harmless. */
const options: Readonly<Record<string, object>> = {
  'createOrder: delay': { delayMs: 4_000 },
  'notify: replay-old': { delayMs: 60_000 },
};

const armed = (operation: string, fault: string) => (world: MeasuredWorld) =>
  world.desk.arm({ operation, fault, times: always, ...options[`${operation}: ${fault}`] });

/** On which call a fault of calls strikes in the matrix, unless it strikes certain calls only. */
const callOf = (operations: readonly OperationName[] | undefined): OperationName =>
  operations === undefined ? 'createOrder' : (operations.at(-1) ?? 'createOrder');
const followUps: Partial<Record<OperationName, Afterwards>> = {
  refundOrder: 'refund',
  cancelOrder: 'cancel',
  queryPayment: 'query',
};

/** Forms of a notification, or of an answer, that the gateway understands like any other. */
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
  'replay-old',
  'amount-in-cents',
]);

/** A fault of calls, with the traffic that makes the call. */
function faultOfCall(operation: OperationName, fault: string): [string, Fault] {
  const then = followUps[operation];
  const begin = armed(operation, fault);
  const isHarmless = harmless.has(fault);
  return [
    `${operation}: ${fault}`,
    { begin, isHarmless, ...(then === undefined ? {} : { afterwards: then }) },
  ];
}

const simulated = Object.entries(callFaults).map(([fault, kind]) =>
  faultOfCall(callOf('operations' in kind ? kind.operations : undefined), fault),
);
const notified = Object.keys(notifyFaults).map((fault): [string, Fault] => [
  `notify: ${fault}`,
  { begin: armed('notify', fault), isHarmless: harmless.has(fault) },
]);
const failingCalls = operationNames
  .filter((operation) => operation !== 'createOrder' && operation !== 'consultPay')
  .map((operation) => faultOfCall(operation, 'html-502'));

/** Every fault of the simulator by its name in the matrix, and faults around the gateway. */
export const faults: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ...simulated,
  ...failingCalls,
  ...notified,
  faultOfCall('cancelOrder', 'in-progress'),
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
  ['Postgres: slow', { begin: async ({ databaseRelay }) => databaseRelay.delay(slowMs), ordersPerMinute: 5 }],
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
async function recordIncidents({ database, clock, onCall }: MeasuredWorld): Promise<void> {
  onCall.isDown = true;
  const connection = connectDatabase({ url: database.url, connectionsMax: 1 });
  const store = createOrderStore(connection);
  for (const kind of incidentKinds) {
    const incident = {
      kind,
      dedupeKey: `matrix:${kind}`,
      orderId: null,
      partnerReferenceNo: null,
      detail: aDetail('x'),
    };
    await store.recordIncident(incident, clock.now());
  }
  await closeDatabase(connection);
}
