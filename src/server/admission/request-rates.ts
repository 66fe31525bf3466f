import { type Caller, credentialIdOf } from '../../access/caller.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Limits } from '../limits.ts';
import { createRateLimiter } from './rate-limiter.ts';

/**
 * Counts requests by credential or by address, over all transports together. Every method counts one request and
 * returns null if it may go on, else the milliseconds after which the client should repeat it. An `address` of null
 * (see client-address.ts) says nothing about the client, so it is not counted.
 */
export interface RequestRates {
  /** One operation over HTTP, SSE or WebSocket. Anonymous callers are counted by address. */
  admitOperation(caller: Caller, address: string | null): number | null;
  /** One wrong credential. It is refused anyway; the result only decides whether the refusal gives a reason. */
  admitBadLogin(address: string | null): number | null;
  /** One request to open a WebSocket. */
  admitUpgrade(address: string | null): number | null;
}

/** Makes the counters; each kind of request has its own. */
export function createRequestRates(
  { rates, rateNamesMax }: Pick<Limits, 'rates' | 'rateNamesMax'>,
  clock: Clock,
): RequestRates {
  const operations = {
    serverKey: createRateLimiter(rates.serverKey, rateNamesMax),
    clientToken: createRateLimiter(rates.clientToken, rateNamesMax),
    checkoutToken: createRateLimiter(rates.checkoutToken, rateNamesMax),
    anonymous: createRateLimiter(rates.anonymous, rateNamesMax),
  };
  const badLogins = createRateLimiter(rates.badLogin, rateNamesMax);
  const upgrades = createRateLimiter(rates.upgrade, rateNamesMax);
  const nowMs = () => clock.now().getTime();

  return {
    admitOperation(caller, address) {
      const name = credentialIdOf(caller) ?? address;
      return name === null ? null : operations[caller.kind](name, nowMs());
    },
    admitBadLogin: (address) => (address === null ? null : badLogins(address, nowMs())),
    admitUpgrade: (address) => (address === null ? null : upgrades(address, nowMs())),
  };
}
