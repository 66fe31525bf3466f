import { type Counter, createNoopMeter } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { makeMeters } from '../../../src/telemetry/meters.ts';
import type { Metric } from '../../../src/telemetry/metric.ts';
import { labelSetsOf, metrics } from '../../../src/telemetry/metrics.ts';

const list = Object.entries<Metric>(metrics);

describe('the list of metrics', () => {
  // Dashboards and alerts of merchants name them: a change here breaks these, and is a line in CHANGELOG.md.
  test('has fixed names, units and labels', () => {
    const shown = list.map(([name, { kind, unit, labels }]) =>
      [name, kind, unit, ...Object.keys(labels)].join(' '),
    );
    expect(shown).toMatchInlineSnapshot(`
      [
        "gapura_orders_created counter {order} kind",
        "gapura_orders_changed counter {order} status kind",
        "gapura_order_certainty_seconds histogram s",
        "gapura_operation_duration_seconds histogram s operation outcome",
        "gapura_notifications counter {notification} end",
        "gapura_notification_lag_seconds histogram s",
        "gapura_recoveries counter {fact} fact",
        "gapura_push_lag_seconds histogram s",
        "gapura_webhook_lag_seconds histogram s",
        "gapura_webhook_attempts counter {attempt} outcome",
        "gapura_dana_call_duration_seconds histogram s operation outcome",
        "gapura_dana_breaker_open gauge {breaker} operation",
        "gapura_ready gauge {process}",
        "gapura_sockets gauge {socket}",
        "gapura_event_loop_delay_seconds gauge s",
        "gapura_pool_connections gauge {connection} state",
        "gapura_pool_waiting gauge {statement}",
        "gapura_pool_wait_seconds histogram s",
        "gapura_statements_failed counter {statement} reason",
        "gapura_clock_ahead_seconds gauge s",
        "gapura_log_lines counter {line} level",
        "gapura_build_info gauge {process} version schema",
        "gapura_facts_age_seconds gauge s",
        "gapura_orders_open gauge {order} status",
        "gapura_orders_confirming_oldest_seconds gauge s",
        "gapura_refunds_pending gauge {refund}",
        "gapura_refunds_pending_oldest_seconds gauge s",
        "gapura_cancellations_pending gauge {order}",
        "gapura_cancellations_pending_oldest_seconds gauge s",
        "gapura_incidents_open gauge {incident} kind",
        "gapura_webhooks_owed gauge {event} state",
        "gapura_webhooks_oldest_seconds gauge s",
        "gapura_alerts_owed gauge {incident}",
        "gapura_alerts_oldest_seconds gauge s",
        "gapura_events_unplaced_oldest_seconds gauge s",
      ]
    `);
  });

  test('makes at most 300 label sets in a process', () => {
    const count = list.reduce((sum, [, metric]) => sum + labelSetsOf(metric), 0);
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThanOrEqual(300);
  });

  test('exports every counter from the start with 0, so that an alert sees the first failure', () => {
    const added: string[] = [];
    const meter = Object.assign(createNoopMeter(), {
      createCounter: (name: string): Counter => ({
        add: (value, labels) => added.push(`${name} ${JSON.stringify(labels)} ${value}`),
      }),
    });
    makeMeters(meter);
    expect(added).toContain('gapura_notifications {"end":"failed"} 0');
    expect(added).toContain('gapura_orders_changed {"status":"PAID","kind":"QRIS"} 0');
    const counters = list.filter(([, { kind }]) => kind === 'counter');
    expect(added).toHaveLength(counters.reduce((sum, [, metric]) => sum + labelSetsOf(metric), 0));
  });

  test('has labels with closed sets of values, none of which a client chooses', () => {
    const open = list.flatMap(([name, { labels }]) =>
      Object.entries(labels).flatMap(([label, values]) =>
        values === 'constant' ? [`${name}.${label}`] : [],
      ),
    );
    expect(open).toEqual(['gapura_build_info.version', 'gapura_build_info.schema']);
  });

  test('carries seconds in the names of what is measured in seconds', () => {
    expect(list.filter(([name, { unit }]) => (unit === 's') !== name.endsWith('_seconds'))).toEqual([]);
  });

  test('has buckets at the bounds of the objectives', () => {
    expect(metrics.gapura_order_certainty_seconds.bounds).toContain(10);
    expect(metrics.gapura_push_lag_seconds.bounds).toContain(1);
    expect(metrics.gapura_webhook_lag_seconds.bounds).toContain(1);
  });
});
