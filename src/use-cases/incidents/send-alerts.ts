import { setMaxListeners } from 'node:events';
import { type BackgroundLoop, makeBackgroundLoop } from '../background/background-loop.ts';
import type { RoundFailures } from '../background/round-failures.ts';
import type { Clock } from '../ports/clock.ts';
import type { AlertQueue, AlertSender, IncidentAlert } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';

/** How soon an incident that any process has recorded is posted. */
const sweepMs = 2_000;
const pauseMs = 100;
/** Alerts that one process posts at the same time. */
const alertsAtOnceMax = 8;
/** Longer than one attempt and the statement that records its end. */
const claimMs = 30_000;
/** The first repeat after a failure; each further wait is twice as long, up to the longest. */
const firstWaitMs = 5_000;
const waitMaxMs = 5 * 60_000;
/** An incident that was resolved longer ago is no news any more. */
const resolvedMaxMs = 24 * 60 * 60_000;

/** Posts incidents to whoever is on call, each time that one is raised or reopened. Any number of processes may run it. */
export function makeAlertCourier({
  alerts,
  sender,
  clock,
  log,
  failures,
}: {
  readonly alerts: AlertQueue;
  readonly sender: AlertSender;
  readonly clock: Clock;
  readonly log: Log;
  readonly failures: RoundFailures;
}): Pick<BackgroundLoop, 'start' | 'stop'> {
  const cut = new AbortController();
  setMaxListeners(alertsAtOnceMax, cut.signal);
  let isReported = false;

  const inMs = (ms: number) => new Date(clock.now().getTime() + ms);

  async function deliver(alert: IncidentAlert): Promise<void> {
    const { incidentId, kind } = alert;
    const answer = await sender.send(alert, cut.signal);
    if (answer.kind === 'accepted') {
      await alerts.recordAlerted(alert);
      log.info('alert.delivered', { incidentId, kind, failedCount: alert.attemptCount });
      return;
    }
    const dueAt = inMs(Math.min(firstWaitMs * 2 ** Math.min(alert.attemptCount, 30), waitMaxMs));
    await alerts.recordAlertFailed(alert, dueAt);
    const failure = answer.kind === 'failed' ? answer.failure : 'HTTP 410';
    log.warn('alert.attempt_failed', { incidentId, kind, failure, dueAt: dueAt.toISOString() });
  }

  const loop = makeBackgroundLoop({
    name: 'alerts',
    failures,
    clock,
    sweepMs,
    pauseMs,
    async round() {
      const claimed = await alerts.claimAlerts(
        clock.now(),
        inMs(claimMs),
        inMs(-resolvedMaxMs),
        alertsAtOnceMax,
      );
      await Promise.all(claimed.map(deliver));
      isReported = false;
      return claimed.length === alertsAtOnceMax ? clock.now() : null;
    },
    onFault(error) {
      if (!isReported) log.error('alert.claim_failed', { error });
      isReported = true;
    },
  });
  return {
    start: loop.start,
    async stop() {
      // An attempt that is cut is made again after its claim.
      cut.abort();
      await loop.stop();
    },
  };
}
