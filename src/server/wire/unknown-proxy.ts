import type { IncomingMessage } from 'node:http';
import type { Log } from '../../use-cases/ports/log.ts';
import { clientAddress } from './client-address.ts';

/**
 * Makes a check for every request that warns once if requests come through a proxy of a private network of which
 * TRUST_PROXY does not tell: all clients then look like that proxy, whose address says nothing, and no limit by address
 * holds.
 */
export function createUnknownProxyWarning(
  proxiesCount: number,
  log: Log,
): (request: IncomingMessage) => void {
  let isDone = proxiesCount > 0;
  return (request) => {
    if (isDone || request.headers['x-forwarded-for'] === undefined) return;
    if (clientAddress(request, 0) !== null) return;
    isDone = true;
    log.warn('http.proxy_unknown', { variable: 'TRUST_PROXY' });
  };
}
