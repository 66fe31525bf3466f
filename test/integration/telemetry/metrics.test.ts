import { afterAll, beforeAll, expect, test } from 'vitest';
import { OrderDocument } from '../../../src/client/core/generated/graphql.ts';
import { factsEveryMs } from '../../../src/telemetry/measure/facts.ts';
import { type MetricName, metrics, seriesOf } from '../../../src/telemetry/metrics.ts';
import { type MeasuredWorld, startMeasuredWorld } from '../../support/telemetry/measured-world.ts';

let world: MeasuredWorld;

beforeAll(async () => {
  world = await startMeasuredWorld();
});

afterAll(() => world?.close());

const anInput = (partnerReferenceNo: string) => ({
  partnerReferenceNo,
  amount: '75000',
  title: 'Two tickets',
  payMethod: 'VIRTUAL_ACCOUNT',
  payOption: 'VIRTUAL_ACCOUNT_BRI',
});

test('a payment is measured from the request to the push and the webhook', async () => {
  const { order, clientToken } = await world.shop.order(anInput('measured-1'));
  const screen = await world.shop.screen(order.id, clientToken);
  await screen.sees('PENDING', ({ status }) => status === 'PENDING');
  // Certain since DANA's answer, not since the payment.
  expect((await world.page()).sum('gapura_order_certainty_seconds_count')).toBe(1);
  await world.desk.pay('measured-1');
  await screen.sees('PAID', ({ status }) => status === 'PAID');
  await world.receiver.hears(3);

  const page = await world.pageThat((read) => read.sum('gapura_webhook_attempts_total') >= 3);
  expect(page.sum('gapura_orders_created_total', { kind: 'VIRTUAL_ACCOUNT' })).toBe(1);
  expect(page.sum('gapura_orders_changed_total', { status: 'PENDING', kind: 'VIRTUAL_ACCOUNT' })).toBe(1);
  expect(page.sum('gapura_orders_changed_total', { status: 'PAID', kind: 'VIRTUAL_ACCOUNT' })).toBe(1);
  expect(page.sum('gapura_order_certainty_seconds_count')).toBe(1);
  expect(page.sum('gapura_notifications_total', { end: 'applied' })).toBe(1);
  expect(page.sum('gapura_notification_lag_seconds_count')).toBe(1);
  expect(page.sum('gapura_push_lag_seconds_count')).toBe(1);
  expect(page.sum('gapura_webhook_lag_seconds_count')).toBe(3);
  expect(page.sum('gapura_webhook_attempts_total', { outcome: 'accepted' })).toBe(3);
  const created = { operation: 'createOrder', outcome: 'accepted' };
  expect(page.sum('gapura_dana_call_duration_seconds_count', created)).toBe(1);
  expect(
    page.sum('gapura_operation_duration_seconds_count', { operation: 'createOrder', outcome: 'success' }),
  ).toBe(1);
  expect(page.sum('gapura_sockets')).toBe(1);
  expect(page.sum('gapura_ready')).toBe(1);
  expect(page.sum('gapura_statements_failed_total')).toBe(0);
  expect(page.sum('gapura_pool_wait_seconds_count')).toBeGreaterThan(5);
  await screen.close();
});

test('a payment that only a query found counts as a recovery', async () => {
  await world.desk.arm({ operation: 'notify', fault: 'drop', times: 1, partnerReferenceNo: 'measured-2' });
  const { order } = await world.shop.order(anInput('measured-2'));
  await world.desk.pay('measured-2');
  await world.shop.server.request(OrderDocument, { by: { id: order.id }, fresh: true });
  const page = await world.pageThat((read) => read.sum('gapura_recoveries_total') > 0);
  expect(page.sum('gapura_recoveries_total', { fact: 'PAID' })).toBe(1);
});

test('a request that DANA has not signed counts as a refused notification', async () => {
  const headers = {
    'content-type': 'application/json',
    'x-timestamp': new Date().toISOString(),
    'x-signature': Buffer.from('not genuine').toString('base64'),
  };
  await fetch(`${world.gateway.url}/v1.0/debit/notify`, { method: 'POST', headers, body: '{}' });
  const page = await world.page();
  expect(page.sum('gapura_notifications_total', { end: 'refused' })).toBe(1);
});

test('the metrics of the whole database show what is open', async () => {
  await world.shop.order(anInput('measured-3'));
  world.clock.advance(factsEveryMs);
  const page = await world.pageThat((read) => read.sum('gapura_orders_open', { status: 'PENDING' }) > 0);
  expect(page.sum('gapura_orders_confirming_oldest_seconds')).toBe(0);
  expect(page.sum('gapura_incidents_open')).toBe(0);
  expect(page.sum('gapura_webhooks_owed', { state: 'dead' })).toBe(0);
});

test('no metric is exported that the list does not have, and every gauge of the list is', async () => {
  const page = await world.pageThat((read) => read.names().has('gapura_orders_open'));
  const known = new Set<string>(
    Object.keys(metrics).flatMap((key) => {
      const name = seriesOf(key as MetricName);
      return metrics[key as MetricName].kind === 'histogram'
        ? [`${name}_bucket`, `${name}_count`, `${name}_sum`]
        : [name];
    }),
  );
  const exported = [...page.names()].filter((name) => name !== 'target_info');
  expect(exported.filter((name) => !known.has(name))).toEqual([]);
  const gauges = Object.entries(metrics).flatMap(([name, { kind }]) => (kind === 'gauge' ? [name] : []));
  expect(gauges.filter((name) => !page.names().has(name))).toEqual([]);
});

test('the public port has no metrics', async () => {
  expect((await fetch(`${world.gateway.url}/metrics`)).status).toBe(404);
});
