import type { GatewaySettings } from '../config/settings.ts';
import { createAlertQueue } from '../store/notifications/incident-alerts.ts';
import type { Database } from '../store/postgres/database.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import { makeAlertCourier } from '../use-cases/incidents/send-alerts.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { createAlertSender } from '../webhooks/alert-sender.ts';

/** Posts incidents to ALERT_URL until it is stopped; does nothing without that variable. */
export function startAlertWork(
  { telemetry: { alertUrl }, events, dana, mode }: GatewaySettings,
  {
    publicUrl,
    ...parts
  }: { publicUrl: URL; database: Database; clock: Clock; log: Log; failures: RoundFailures },
): { stop(): Promise<void> } {
  if (alertUrl === null) return { stop: async () => undefined };
  const courier = makeAlertCourier({
    ...parts,
    alerts: createAlertQueue(parts.database),
    sender: createAlertSender({
      url: alertUrl,
      arePrivateAllowed: events.arePrivateAllowed,
      link: `${publicUrl.href.replace(/\/+$/, '')}/graphql`,
      environment: mode === 'configured' ? dana.environment : mode,
    }),
  });
  courier.start();
  return courier;
}
