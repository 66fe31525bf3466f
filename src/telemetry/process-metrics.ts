import { orderStatuses } from '../domain/order.ts';
import { orderFactTypes } from '../domain/order-event.ts';
import { paymentOptionKinds } from '../domain/payment-option.ts';
import type { ProviderOperation } from '../use-cases/ports/payment-provider.ts';
import { callOutcomes, notificationEnds, outcomeClasses, useCaseNames, webhookEnds } from './labels.ts';
import type { Metric } from './metric.ts';

const operations = [
  'consultPay',
  'createOrder',
  'queryPayment',
  'cancelOrder',
  'refundOrder',
] as const satisfies readonly ProviderOperation[];
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const longSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900];

/** How an order is to be paid: the schema's kinds, and DANA's page on which the payer chooses. */
export const orderKinds = [...paymentOptionKinds, 'HOSTED_PAGE'] as const;

const ofProcess = { scope: 'process' } as const;
const counter = { ...ofProcess, kind: 'counter' } as const;
const gauge = { ...ofProcess, kind: 'gauge' } as const;
const duration = { ...ofProcess, kind: 'histogram', unit: 's', bounds: seconds } as const;

/** What each process measures by itself. */
export const processMetrics = {
  gapura_orders_created: {
    ...counter,
    unit: '{order}',
    description: 'Orders recorded.',
    labels: { kind: orderKinds },
  },
  gapura_orders_changed: {
    ...counter,
    unit: '{order}',
    description: 'Orders that came into a status from another one.',
    labels: { status: orderStatuses.filter((status) => status !== 'CONFIRMING'), kind: orderKinds },
  },
  gapura_order_certainty_seconds: {
    ...duration,
    bounds: longSeconds,
    description:
      'From the record of an order to the first answer that is never contradicted: it leaves CONFIRMING.',
    labels: {},
  },
  gapura_operation_duration_seconds: {
    ...duration,
    description: 'What callers asked for, by how it ended. `failed`: an error that nobody expects.',
    labels: { operation: useCaseNames, outcome: outcomeClasses },
  },
  gapura_notifications: {
    ...counter,
    unit: '{notification}',
    description:
      'Finish Notify by how it ended. `refused`: not signed by DANA. `failed`: it could not be stored, DANA repeats it.',
    labels: { end: notificationEnds },
  },
  gapura_notification_lag_seconds: {
    ...duration,
    bounds: longSeconds,
    description:
      'From the moment of a payment, which DANA gives in whole seconds, to its commit by a notification.',
    labels: {},
  },
  gapura_recoveries: {
    ...counter,
    unit: '{fact}',
    description: 'Facts that only a query of DANA brought, and that would have been lost without it.',
    labels: { fact: orderFactTypes },
  },
  gapura_push_lag_seconds: {
    ...duration,
    description: 'From the change of an order to its push to a client that was waiting for it.',
    labels: {},
  },
  gapura_webhook_lag_seconds: {
    ...duration,
    bounds: longSeconds,
    description: 'From an event to the first attempt to deliver it.',
    labels: {},
  },
  gapura_webhook_attempts: {
    ...counter,
    unit: '{attempt}',
    description: 'Attempts to deliver an event, by the answer of the merchant’s server.',
    labels: { outcome: webhookEnds },
  },
  gapura_dana_call_duration_seconds: {
    ...duration,
    description:
      'Calls to DANA. `rejected`: DANA rejects our key, merchant or a header. `held_back`: not sent, because a breaker is open or all slots are taken.',
    labels: { operation: operations, outcome: callOutcomes },
  },
  gapura_dana_breaker_open: {
    ...gauge,
    unit: '{breaker}',
    description: '1 while the gateway does not call this operation of DANA, because it has been failing.',
    labels: { operation: operations },
  },
  gapura_ready: {
    ...gauge,
    unit: '{process}',
    description: '1 while a change could be recorded and would be heard, as /health/ready says; else 0.',
    labels: {},
  },
  gapura_sockets: { ...gauge, unit: '{socket}', description: 'Open WebSockets.', labels: {} },
  gapura_event_loop_delay_seconds: {
    ...gauge,
    unit: 's',
    description: 'How late the event loop ran its timers since the last reading: the 99th percentile.',
    labels: {},
  },
  gapura_pool_connections: {
    ...gauge,
    unit: '{connection}',
    description: 'Statements that hold a connection to Postgres, and the most that may.',
    labels: { state: ['used', 'max'] },
  },
  gapura_pool_waiting: {
    ...gauge,
    unit: '{statement}',
    description: 'Statements that wait for a connection to Postgres.',
    labels: {},
  },
  gapura_pool_wait_seconds: {
    ...duration,
    description: 'How long statements waited for a connection to Postgres.',
    labels: {},
  },
  gapura_statements_failed: {
    ...counter,
    unit: '{statement}',
    description: 'Statements that Postgres refused, or that did not reach it or got no answer (`lost`).',
    labels: { reason: ['refused', 'lost'] },
  },
  gapura_clock_ahead_seconds: {
    ...gauge,
    unit: 's',
    description: 'By how much this machine’s clock is ahead of the database’s; negative: behind.',
    labels: {},
  },
  gapura_log_lines: {
    ...counter,
    unit: '{line}',
    description: 'Log lines of these levels.',
    labels: { level: ['warn', 'error'] },
  },
  gapura_build_info: {
    ...gauge,
    unit: '{process}',
    description: 'Always 1: the version of the program and the hash of its GraphQL schema.',
    labels: { version: 'constant', schema: 'constant' },
  },
  gapura_facts_age_seconds: {
    ...gauge,
    unit: 's',
    description:
      'How long ago this process read the metrics of the whole database. It grows while Postgres is away.',
    labels: {},
  },
} as const satisfies Record<string, Metric>;
