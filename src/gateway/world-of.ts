import type { GatewaySettings } from '../config/settings.ts';
import { danaBaseUrl } from '../dana/calls/api.ts';
import type { World } from '../store/world/database-world.ts';

/** The world that a gateway with these settings lives in, and so its database. */
export function worldOf({
  mode,
  dana,
  merchant,
}: {
  readonly mode: GatewaySettings['mode'];
  readonly dana: Pick<GatewaySettings['dana'], 'environment' | 'baseUrl' | 'partnerId'>;
  readonly merchant: Pick<GatewaySettings['merchant'], 'merchantId'>;
}): World {
  const ids = { partnerId: dana.partnerId, merchantId: merchant.merchantId };
  // The embedded simulator keeps its orders beside the database, whatever its port.
  if (mode === 'embedded') return { environment: 'embedded', danaHost: 'simulator', ...ids };
  const { host, pathname } = new URL(danaBaseUrl(dana));
  const environment = mode === 'rehearsal' ? mode : dana.environment;
  return { environment, danaHost: host + pathname.replace(/\/+$/, ''), ...ids };
}
