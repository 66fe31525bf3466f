import { type IncidentKind, incidentKinds } from '../../src/use-cases/ports/incidents.ts';
import { incidentAlertName } from './alerts.ts';

/** A fault, and what must fire while it lasts. */
export interface FaultCase {
  /** `where: fault`, with the simulator's own names for its faults. */
  readonly name: string;
  /** Empty: the gateway copes, and nothing may fire. */
  readonly alerts: readonly string[];
}

/** The alerts of a fault fire within this many minutes of it. */
export const firesWithinMinutes = 23;

const incident = (kind: IncidentKind) => incidentAlertName(kind);
const unclear = ['GapuraDanaFailing', 'GapuraCertaintyFastBurn'];
const failing = ['GapuraDanaFailing', 'GapuraBreakerOpen'];
const copes: readonly string[] = [];
const down = [...failing, 'GapuraCertaintyFastBurn', 'GapuraUnknownForLong'];

/** Every fault of the simulator, and those around the gateway, with the alerts that fire. */
export const faultMatrix: readonly FaultCase[] = [
  { name: 'createOrder: hang-before-commit', alerts: [...down, 'GapuraCertaintySlowBurn'] },
  { name: 'createOrder: commit-late', alerts: down },
  { name: 'createOrder: commit-then-hang', alerts: unclear },
  { name: 'createOrder: reset-mid-body', alerts: unclear },
  { name: 'createOrder: html-502', alerts: unclear },
  { name: 'createOrder: empty-500', alerts: unclear },
  { name: 'createOrder: internal-error', alerts: unclear },
  { name: 'createOrder: truncated-json', alerts: unclear },
  { name: 'createOrder: null-body', alerts: unclear },
  { name: 'createOrder: unknown-code', alerts: unclear },
  { name: 'createOrder: too-many-requests', alerts: down },
  { name: 'createOrder: delay', alerts: ['GapuraDanaSlow', 'GapuraNotificationsLate'] },
  { name: 'createOrder: huge-answer', alerts: unclear },
  { name: 'createOrder: redirect', alerts: unclear },
  { name: 'queryPayment: other-status', alerts: ['GapuraErrorsLogged'] },
  { name: 'queryPayment: html-502', alerts: ['GapuraDanaFailing'] },
  { name: 'queryPayment: charged-back', alerts: [incident('CHARGED_BACK')] },
  { name: 'queryPayment: frozen', alerts: [incident('FROZEN')] },
  { name: 'cancelOrder: html-502', alerts: [...failing, 'GapuraCancellationPending'] },
  { name: 'cancelOrder: in-progress', alerts: ['GapuraCancellationPending', incident('UNKNOWN_FOR_LONG')] },
  { name: 'refundOrder: html-502', alerts: [...failing, 'GapuraRefundPending'] },
  { name: 'refundOrder: amount-in-cents', alerts: copes },
  { name: 'refundOrder: in-progress', alerts: ['GapuraRefundPending', incident('UNKNOWN_FOR_LONG')] },
  { name: 'notify: drop', alerts: ['GapuraPaymentsFoundByQuery'] },
  { name: 'notify: delay', alerts: ['GapuraPaymentsFoundByQuery'] },
  { name: 'notify: reorder', alerts: ['GapuraPaymentsFoundByQuery'] },
  { name: 'notify: unknown-status', alerts: [incident('QUARANTINED'), 'GapuraPaymentsFoundByQuery'] },
  { name: 'notify: before-create-answer', alerts: copes },
  { name: 'notify: duplicate', alerts: copes },
  { name: 'notify: replay-old', alerts: copes },
  { name: 'notify: epoch-times', alerts: copes },
  { name: 'notify: no-finished-time', alerts: copes },
  { name: 'notify: paid-time-only', alerts: copes },
  { name: 'notify: no-created-time', alerts: copes },
  { name: 'notify: additional-info-text', alerts: copes },
  { name: 'notify: additional-info-empty', alerts: copes },
  { name: 'notify: no-additional-info', alerts: copes },
  { name: 'notify: no-external-id', alerts: copes },
  { name: 'notify: unknown-pay-option', alerts: copes },
  { name: 'notify: unknown-fields', alerts: copes },
  { name: 'notify: escaped-body', alerts: copes },
  { name: 'notify: spaced-body', alerts: copes },
  { name: 'notify: lower-case-headers', alerts: copes },
  { name: 'notify: wrong-amount', alerts: [incident('QUARANTINED')] },
  { name: 'notify: wrong-key', alerts: ['GapuraNotificationsRefused', 'GapuraPaymentsFoundByQuery'] },
  { name: 'notify: wrong-merchant', alerts: [incident('QUARANTINED'), 'GapuraPaymentsFoundByQuery'] },
  { name: 'DANA: unreachable', alerts: down },
  { name: 'DANA: another key of ours', alerts: ['GapuraDanaRejectsUs', incident('MISCONFIGURED')] },
  {
    name: 'Postgres: killed',
    alerts: ['GapuraDatabaseUnread', 'GapuraNotReady', 'GapuraNotificationsFailed', 'GapuraErrorsLogged'],
  },
  {
    name: 'Postgres: lost route',
    alerts: ['GapuraDatabaseUnread', 'GapuraWebhookFastBurn', 'GapuraWebhookSlowBurn'],
  },
  { name: 'Postgres: slow', alerts: ['GapuraPushFastBurn', 'GapuraPushSlowBurn'] },
  { name: 'Postgres: no connection that listens', alerts: ['GapuraNotReady'] },
  // The first attempts are in time: the objective about events holds.
  { name: 'merchant’s server: down', alerts: ['GapuraWebhooksOwed'] },
  { name: 'merchant’s server: 410 Gone', alerts: [incident('EVENT_UNDELIVERED')] },
  { name: 'gateway: down', alerts: ['GapuraDown'] },
  { name: 'clock: a minute ahead', alerts: ['GapuraClockOff'] },
  {
    name: 'incidents: one of each kind, ALERT_URL down',
    alerts: [...incidentKinds.map(incident), 'GapuraAlertsOwed'],
  },
];
