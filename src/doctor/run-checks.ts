import { createPublicKey } from 'node:crypto';
import type { ConfigResult } from '../config/config.ts';
import { fingerprintOf } from '../dana/keys/keys.ts';
import { worldOf } from '../gateway/world-of.ts';
import { checkTimeZone } from './check-clock.ts';
import { checkDana } from './check-dana.ts';
import { checkDatabase } from './check-database.ts';
import { checkEvents } from './check-events.ts';
import { checkDanaKeys, checkMerchantKey } from './check-keys.ts';
import { checkNats } from './check-nats.ts';
import { checkNotifyAddress, checkTls } from './check-notify-address.ts';
import { checkNotifyRoute } from './check-notify-route.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/**
 * Checks everything that must be right before money flows, one thing after the other, and changes nothing.
 * `registered`: the text of the public key that was given to DANA, or null.
 */
export async function* runChecks(
  result: ConfigResult,
  registered: string | null,
): AsyncGenerator<Finding, void, undefined> {
  yield* checkConfiguration(result);
  yield checkTimeZone(new Date().getTimezoneOffset());
  if (result.kind === 'faulty' || result.config.mode === 'embedded') return;

  const { settings } = result.config;
  const { dana, merchant, host, port, isProduction } = settings;
  yield checkMerchantKey(dana.privateKey, registered);
  yield checkDanaKeys(dana.webhookPublicKeys);
  const ofDatabase = await checkDatabase(settings, worldOf(settings));
  yield* ofDatabase;
  // Without its tables, or in another world, there is nothing to find.
  if (!ofDatabase.some(({ verdict }) => verdict === 'fail')) yield await checkEvents(settings.databaseUrl);
  yield* await checkNats(settings.wakeUps);
  yield* await checkDana(settings, fingerprintOf(createPublicKey(dana.privateKey)));
  const notifyUrl = new URL(merchant.notifyUrl);
  yield await checkNotifyAddress(notifyUrl, { isProduction });
  yield await checkTls(notifyUrl, { isProduction });
  yield await checkNotifyRoute({ notifyUrl: notifyUrl.href, host, port });
}

/** One finding for every variable that is missing or wrong, and for every warning. */
export function checkConfiguration(result: ConfigResult): readonly Finding[] {
  const check = 'variables';
  if (result.kind === 'faulty') {
    // The line in brackets only says why the gateway is not embedded.
    const faults = result.faults.filter((fault) => !fault.startsWith('('));
    return faults.map((fault) => fail(check, fault, 'docs/go-live.md names every variable'));
  }
  const { config, warnings } = result;
  if (config.mode === 'embedded') {
    return [
      fail(
        check,
        'nothing is configured: the gateway would start embedded, with a simulated DANA and no real money',
        'set the variables of docs/go-live.md, then run this again',
      ),
    ];
  }
  const { mode, dana, refusedNotifyFor } = config.settings;
  const environment = mode === 'rehearsal' ? 'a rehearsal of production' : dana.environment;
  const where = dana.baseUrl === null ? `DANA’s ${dana.environment}` : `${environment} at DANA_BASE_URL`;
  return [
    ok(check, `complete, for ${where}`),
    ...warnings.map((warning) => warn(check, warning, 'see the README, Configuration')),
    ...(refusedNotifyFor === null
      ? []
      : [
          warn(
            check,
            'UAT_FAIL_NOTIFY_FOR is set: a notification will be refused on purpose',
            'remove it after the acceptance test',
          ),
        ]),
  ];
}
