import type { Clock } from '../use-cases/ports/clock.ts';
import type { Caller } from './caller.ts';
import { type CheckoutTokens, checkoutTokenPrefix } from './checkout-token.ts';
import { type ClientTokens, clientTokenPrefix } from './client-token.ts';
import { type FindServerKey, PresentedKey } from './server-keys.ts';
import { createShortLivedCache } from './short-lived-cache.ts';

/** Longer than any of our credentials. A longer text is refused without hashing it. */
export const credentialCharsMax = 512;

/** How long, and for how many orders and checkouts each, the answer "not revoked" is cached. */
const accessCacheMs = 3_000;
const accessesCachedMax = 20_000;

/**
 * Returns the caller that a text like `Bearer …` stands for. Undefined (no such header) stands for the anonymous
 * caller. Any other text that does not work is `invalid`, never anonymous: a client that presents a credential must
 * learn that it does not work. Rejects with StoreUnavailable if the database decides and cannot be reached.
 */
export type Authenticate = (authorization: string | undefined) => Promise<Caller | 'invalid'>;

/** Makes the check of all credentials. Tokens expire by `clock`, the gateway's own. */
export function createAuthenticate(credentials: {
  /** Called in this order until one of them knows the key. */
  readonly findServerKey: readonly FindServerKey[];
  readonly clientTokens: ClientTokens;
  readonly checkoutTokens: CheckoutTokens;
  readonly isOrderAccessRevoked: (orderId: string) => Promise<boolean>;
  readonly isCheckoutAccessRevoked: (checkoutId: string) => Promise<boolean>;
  readonly clock: Clock;
}): Authenticate {
  const { clientTokens, checkoutTokens, clock } = credentials;
  const bounds = { ttlMs: accessCacheMs, entriesMax: accessesCachedMax, clock };
  const isOrderRevoked = createShortLivedCache({ load: credentials.isOrderAccessRevoked, ...bounds });
  const isCheckoutRevoked = createShortLivedCache({ load: credentials.isCheckoutAccessRevoked, ...bounds });

  return async (authorization) => {
    if (authorization === undefined) return { kind: 'anonymous' };
    if (authorization.length > credentialCharsMax) return 'invalid';
    // RFC 6750 (Bearer); the scheme's name is case-insensitive (RFC 9110, 11.1).
    if (!/^bearer /i.test(authorization)) return 'invalid';
    const credential = authorization.slice('bearer '.length).trim();
    return (await findCaller(credential)) ?? 'invalid';
  };

  async function findCaller(credential: string): Promise<Caller | null> {
    if (credential.startsWith(clientTokenPrefix)) {
      const caller = clientTokens.verify(credential, clock.now());
      return caller === null || (await isOrderRevoked(caller.orderId)) ? null : caller;
    }
    if (credential.startsWith(checkoutTokenPrefix)) {
      const caller = checkoutTokens.verify(credential, clock.now());
      return caller === null || (await isCheckoutRevoked(caller.checkoutId)) ? null : caller;
    }
    const presented = new PresentedKey(credential);
    for (const find of credentials.findServerKey) {
      const caller = await find(presented);
      if (caller !== null) return caller;
    }
    return null;
  }
}
