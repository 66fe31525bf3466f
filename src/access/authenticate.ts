import type { Clock } from '../use-cases/ports/clock.ts';
import type { Caller } from './caller.ts';
import { type CheckoutTokens, checkoutTokenPrefix } from './checkout-token.ts';
import { type ClientTokens, clientTokenPrefix } from './client-token.ts';
import type { FindServerKey } from './server-keys.ts';
import { createShortLivedCache } from './short-lived-cache.ts';

/** Longer than any credential of ours; what is longer is not hashed at all. */
export const credentialCharsMax = 512;

/** How long it is believed that access was not revoked, and for how many orders, and checkouts. */
const accessMemoryMs = 3_000;
const accessesRemembered = 20_000;

/**
 * Who a text like `Bearer …` stands for. Undefined (no such header) is the anonymous caller; a text that is
 * there and wrong, of any kind, is `invalid` and never the anonymous caller: whoever presents a credential must
 * learn that it does not work. Rejects with StoreUnavailable where the answer is on record and the record is away.
 */
export type Authenticate = (authorization: string | undefined) => Promise<Caller | 'invalid'>;

/** The clock is the gateway's own: tokens expire by it. */
export function createAuthenticate(credentials: {
  /** Each is asked in turn, until one knows the key. */
  readonly findServerKey: readonly FindServerKey[];
  readonly clientTokens: ClientTokens;
  readonly checkoutTokens: CheckoutTokens;
  readonly isOrderAccessRevoked: (orderId: string) => Promise<boolean>;
  readonly isCheckoutAccessRevoked: (checkoutId: string) => Promise<boolean>;
  readonly clock: Clock;
}): Authenticate {
  const { clientTokens, checkoutTokens, clock } = credentials;
  const memory = { lastsMs: accessMemoryMs, entriesMax: accessesRemembered, clock };
  const isOrderRevoked = createShortLivedCache({ ask: credentials.isOrderAccessRevoked, ...memory });
  const isCheckoutRevoked = createShortLivedCache({ ask: credentials.isCheckoutAccessRevoked, ...memory });

  return async (authorization) => {
    if (authorization === undefined) return { kind: 'anonymous' };
    if (authorization.length > credentialCharsMax) return 'invalid';
    // RFC 6750 (Bearer) with RFC 9110's rule that the name of a scheme has no case.
    if (!/^bearer /i.test(authorization)) return 'invalid';
    const credential = authorization.slice('bearer '.length).trim();
    return (await callerBehind(credential)) ?? 'invalid';
  };

  async function callerBehind(credential: string): Promise<Caller | null> {
    if (credential.startsWith(clientTokenPrefix)) {
      const caller = clientTokens.verify(credential, clock.now());
      return caller === null || (await isOrderRevoked(caller.orderId)) ? null : caller;
    }
    if (credential.startsWith(checkoutTokenPrefix)) {
      const caller = checkoutTokens.verify(credential, clock.now());
      return caller === null || (await isCheckoutRevoked(caller.checkoutId)) ? null : caller;
    }
    for (const find of credentials.findServerKey) {
      const caller = await find(credential);
      if (caller !== null) return caller;
    }
    return null;
  }
}
