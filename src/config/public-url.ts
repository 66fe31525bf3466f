import { finishNotifyPath } from '../server/finish-notify/finish-notify.ts';
import type { GatewaySettings } from './settings.ts';

/** PUBLIC_URL, which the NOTIFICATION URL begins with. */
export function publicUrlOf({ merchant }: Pick<GatewaySettings, 'merchant'>): URL {
  return new URL(merchant.notifyUrl.slice(0, -finishNotifyPath.length));
}
