import { type IncidentKind, incidentKinds } from '../../src/use-cases/ports/incidents.ts';
import type { Alert } from './alert.ts';
import { burnAlerts } from './objectives.ts';

/** Which incidents wake somebody. The compiler keeps the list complete. */
const incidentSeverities: Readonly<Record<IncidentKind, Alert['severity']>> = {
  QUARANTINED: 'page',
  ORPHANED: 'ticket',
  CONTRADICTED: 'page',
  UNKNOWN_FOR_LONG: 'page',
  STUCK: 'page',
  MISCONFIGURED: 'page',
  CREATED_BEFORE: 'ticket',
  REFUNDED_ELSEWHERE: 'ticket',
  REFUND_RETURNED: 'ticket',
  CHARGED_BACK: 'ticket',
  FROZEN: 'ticket',
  INSUFFICIENT_MERCHANT_BALANCE: 'ticket',
  SETTLEMENT_AMOUNT_DIFFERS: 'ticket',
  SETTLEMENT_FEE_DIFFERS: 'ticket',
  SETTLEMENT_UNKNOWN: 'ticket',
  SETTLEMENT_DOUBLED: 'ticket',
  SETTLEMENT_MISSING: 'ticket',
  SETTLEMENT_ADJUSTMENT: 'ticket',
  EVENT_UNDELIVERED: 'ticket',
  BACKGROUND_WORK_FAILING: 'page',
};

/** UNKNOWN_FOR_LONG → UnknownForLong */
export const incidentAlertName = (kind: IncidentKind) =>
  `GapuraIncident${kind.toLowerCase().replace(/(^|_)([a-z])/g, (_, _line, letter: string) => letter.toUpperCase())}`;

const incidentAlerts = incidentKinds.map(
  (kind): Alert => ({
    name: incidentAlertName(kind),
    expr: `max(gapura_incidents_open{kind="${kind}"}) > 0`,
    for: '0m',
    severity: incidentSeverities[kind],
    summary: `An incident ${kind} is open: docs/operating.md#incidents says what to do.`,
  }),
);

const calls = 'gapura_dana_call_duration_seconds';
const rejected = `${calls}_count{outcome="rejected"}`;

const symptomAlerts: readonly Alert[] = [
  {
    name: 'GapuraDown',
    expr: 'absent(gapura_build_info)',
    for: '1m',
    severity: 'page',
    summary: 'No process exports metrics: no gateway runs, or nobody reads it.',
  },
  {
    name: 'GapuraNotReady',
    expr: 'gapura_ready == 0',
    for: '1m',
    severity: 'page',
    summary: 'A process could record no change, or would not hear of it: check Postgres and the way to it.',
  },
  {
    name: 'GapuraDatabaseUnread',
    expr: 'gapura_facts_age_seconds > 45',
    for: '0m',
    severity: 'page',
    summary: 'A process cannot read Postgres: payments are neither recorded nor lost, DANA repeats them.',
  },
  {
    name: 'GapuraUnknownForLong',
    expr: 'max(gapura_orders_confirming_oldest_seconds) > 900',
    for: '0m',
    severity: 'page',
    summary: 'Nobody knows for over 15 minutes whether an order was created: check DANA’s portal.',
  },
  {
    name: 'GapuraDanaFailing',
    expr: `sum by (operation) (rate(${calls}_count{outcome="unknown"}[5m])) / sum by (operation) (rate(${calls}_count{outcome!="held_back"}[5m])) > 0.2`,
    for: '1m',
    severity: 'page',
    summary:
      'More than a fifth of the calls of {{ $labels.operation }} to DANA have no clear answer: ask DANA, with the log lines dana.answer_unknown, which say why.',
  },
  {
    name: 'GapuraDanaSlow',
    expr: `sum by (operation) (rate(${calls}_count{outcome!~"held_back|unknown"}[5m]) - ignoring(le) rate(${calls}_bucket{le="2.5",outcome!~"held_back|unknown"}[5m])) / sum by (operation) (rate(${calls}_count{outcome!~"held_back|unknown"}[5m])) > 0.2`,
    for: '1m',
    severity: 'ticket',
    summary:
      'More than a fifth of DANA’s answers to {{ $labels.operation }} take longer than 2.5 s: ask DANA.',
  },
  {
    name: 'GapuraBreakerOpen',
    expr: 'max by (operation) (max_over_time(gapura_dana_breaker_open[5m])) > 0',
    for: '1m',
    severity: 'page',
    summary:
      '{{ $labels.operation }} of DANA has failed ten times in a row, and the gateway calls it only to probe it.',
  },
  {
    name: 'GapuraDanaRejectsUs',
    // After a rejection the gateway calls DANA no more for a while, so the series appears with its last value: rate() sees
    // no step, and only `unless` sees that it is new.
    expr: `sum by (operation) (rate(${rejected}[5m])) > 0 or (${rejected} unless ${rejected} offset 5m)`,
    for: '0m',
    severity: 'page',
    summary: 'DANA rejects our key, merchant or a header in {{ $labels.operation }}: npm run doctor.',
  },
  {
    name: 'GapuraNotificationsRefused',
    expr: 'sum(rate(gapura_notifications_total{end="refused"}[5m])) > 0',
    for: '1m',
    severity: 'ticket',
    summary:
      'Notifications come that DANA has not signed: a forger, or DANA’s public key has changed (npm run doctor).',
  },
  {
    name: 'GapuraNotificationsFailed',
    expr: 'sum(rate(gapura_notifications_total{end="failed"}[5m])) > 0',
    for: '0m',
    severity: 'page',
    summary: 'Notifications of DANA could not be stored, so DANA repeats them: check Postgres.',
  },
  {
    name: 'GapuraNotificationsLate',
    expr: 'sum(rate(gapura_notification_lag_seconds_count[10m]) - ignoring(le) rate(gapura_notification_lag_seconds_bucket{le="30"}[10m])) / sum(rate(gapura_notification_lag_seconds_count[10m])) > 0.2',
    for: '1m',
    severity: 'ticket',
    summary:
      'DANA’s notifications come more than 30 s after the payments: DANA is slow (GapuraDanaSlow), or the way from DANA to PUBLIC_URL is.',
  },
  {
    name: 'GapuraPaymentsFoundByQuery',
    expr: 'sum(increase(gapura_recoveries_total{fact="PAID"}[10m])) / (sum(increase(gapura_recoveries_total{fact="PAID"}[10m])) + sum(increase(gapura_notification_lag_seconds_count[10m]))) > 0.2',
    for: '1m',
    severity: 'page',
    summary:
      'Payments are found by queries only, because DANA’s notifications do not arrive: npm run doctor.',
  },
  {
    name: 'GapuraRefundPending',
    expr: 'max(gapura_refunds_pending_oldest_seconds) > 900',
    for: '0m',
    severity: 'ticket',
    summary: 'A refund is pending for a quarter of an hour: the gateway goes on, ask DANA about it.',
  },
  {
    name: 'GapuraCancellationPending',
    expr: 'max(gapura_cancellations_pending_oldest_seconds) > 900',
    for: '0m',
    severity: 'ticket',
    summary: 'A cancellation is pending for a quarter of an hour: the gateway goes on, ask DANA about it.',
  },
  {
    name: 'GapuraWebhooksOwed',
    expr: 'max(gapura_webhooks_oldest_seconds) > 300',
    for: '0m',
    severity: 'ticket',
    summary:
      'Events wait for 5 minutes: a merchant’s server refuses them, as the log lines event.attempt_failed say; without such lines the gateway itself is late.',
  },
  {
    name: 'GapuraAlertsOwed',
    expr: 'max(gapura_alerts_oldest_seconds) > 300',
    for: '0m',
    severity: 'page',
    summary: 'ALERT_URL has accepted no incident for 5 minutes: read them in the API.',
  },
  {
    name: 'GapuraClockOff',
    expr: 'abs(gapura_clock_ahead_seconds) > 2',
    for: '1m',
    severity: 'ticket',
    summary:
      'The clock of a machine differs from the database’s: turn on NTP on both. DANA may refuse our signatures.',
  },
  {
    name: 'GapuraErrorsLogged',
    expr: 'sum(rate(gapura_log_lines_total{level="error"}[5m])) > 0',
    for: '0m',
    severity: 'ticket',
    summary: 'Lines of the level error were logged: docs/operating.md#log-lines says what each one means.',
  },
];

/** Every alert. */
export const alerts: readonly Alert[] = [...symptomAlerts, ...burnAlerts, ...incidentAlerts];
