import type { GatewaySettings } from '../config/settings.ts';
import { createFinishNotifyVerifier } from '../dana/finish-notify.ts';
import type { VerifyFinishNotify } from '../server/finish-notify/finish-notify.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

/** Verifies notifications by DANA's keys and the path that DANA signs; telemetry counts those that are not genuine. */
export function makeVerifyFinishNotify(
  { dana, merchant }: GatewaySettings,
  { noteRefusedNotification }: Telemetry,
): VerifyFinishNotify {
  const path = new URL(merchant.notifyUrl).pathname;
  const { verify } = createFinishNotifyVerifier({ publicKeys: dana.webhookPublicKeys, path });
  return async (...notification) => {
    const fingerprint = await verify(...notification);
    if (fingerprint === null) noteRefusedNotification();
    return fingerprint;
  };
}
