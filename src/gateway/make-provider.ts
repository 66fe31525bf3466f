import type { GatewaySettings } from '../config/settings.ts';
import { createDanaApi } from '../dana/calls/api.ts';
import { createPaymentProvider } from '../dana/payment-provider.ts';
import type { SystemClock } from '../runtime/clock.ts';
import { makeAcceptedOutlets } from '../store/facts/accepted-outlets.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { PaymentProvider } from '../use-cases/ports/payment-provider.ts';

/** DANA, as the settings name it. The orders on record prove to it what DANA has accepted from any process. */
export function makeProvider(
  { dana, merchant, rules }: GatewaySettings,
  {
    danaFetch,
    database,
    clock,
    log,
  }: {
    readonly danaFetch: typeof fetch;
    readonly database: Database;
    readonly clock: SystemClock;
    readonly log: Log;
  },
): PaymentProvider {
  return createPaymentProvider({
    api: createDanaApi({ ...dana, fetch: danaFetch }),
    merchant: { ...merchant, returnUrl: rules.returnUrlDefault },
    log,
    elapsedMs: clock.elapsedMs,
    recorded: { accepted: makeAcceptedOutlets(database), clock },
  });
}
