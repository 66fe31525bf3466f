import { incidentKinds } from '../use-cases/ports/incidents.ts';
import type { Metric } from './metric.ts';

const ofDatabase = { scope: 'database', kind: 'gauge' } as const;
const age = { ...ofDatabase, unit: 's', labels: {} } as const;

/** What describes the whole database: the same on every process. */
export const databaseMetrics = {
  gapura_orders_open: {
    ...ofDatabase,
    unit: '{order}',
    description: 'Orders that may still be paid, counted up to 10,000 of each status.',
    labels: { status: ['CONFIRMING', 'PENDING'] },
  },
  gapura_orders_confirming_oldest_seconds: {
    ...age,
    description: 'The age of the oldest order in CONFIRMING; 0: none.',
  },
  gapura_refunds_pending: {
    ...ofDatabase,
    unit: '{refund}',
    description: 'Refunds that DANA has neither carried out nor declined, counted up to 10,000.',
    labels: {},
  },
  gapura_refunds_pending_oldest_seconds: { ...age, description: 'The age of the oldest of them; 0: none.' },
  gapura_cancellations_pending: {
    ...ofDatabase,
    unit: '{order}',
    description: 'Cancellations that DANA has neither carried out nor declined, counted up to 10,000.',
    labels: {},
  },
  gapura_cancellations_pending_oldest_seconds: {
    ...age,
    description: 'The age of the oldest of them; 0: none.',
  },
  gapura_incidents_open: {
    ...ofDatabase,
    unit: '{incident}',
    description: 'Incidents that are not resolved, counted up to 10,000.',
    labels: { kind: incidentKinds },
  },
  gapura_webhooks_owed: {
    ...ofDatabase,
    unit: '{event}',
    description:
      'Events that a merchant’s server has not accepted yet, and those given up; counted up to 10,000.',
    labels: { state: ['due', 'dead'] },
  },
  gapura_webhooks_oldest_seconds: {
    ...age,
    description: 'The age of the oldest event that is due; 0: none.',
  },
  gapura_alerts_owed: {
    ...ofDatabase,
    unit: '{incident}',
    description: 'Incidents that could not be posted to ALERT_URL yet.',
    labels: {},
  },
  gapura_alerts_oldest_seconds: { ...age, description: 'The age of the oldest of them; 0: none.' },
  gapura_events_unplaced_oldest_seconds: {
    ...age,
    description: 'The age of the oldest event that has no position yet, so no reader sees it; 0: none.',
  },
} as const satisfies Record<string, Metric>;
