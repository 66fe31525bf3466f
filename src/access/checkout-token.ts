import type { Checkout } from '../domain/checkout.ts';
import type { Caller } from './caller.ts';
import { clientTokenGraceMs } from './client-token.ts';
import { createSignedTokens, type TokenSigning } from './signed-token.ts';

export const checkoutTokenPrefix = 'gco_';

/** Issues and verifies the `checkoutToken` of createCheckout: the right to read, pay and watch one checkout. */
export interface CheckoutTokens {
  /** Returns the same token for the same checkout until the newest secret is replaced. */
  issue(checkout: Pick<Checkout, 'id' | 'expiresAt'>): string;
  /** Returns the token's caller; null if the token is forged, expired, or of another environment. */
  verify(token: string, now: Date): Extract<Caller, { kind: 'checkoutToken' }> | null;
}

/** Its tokens live as long as client tokens of the checkout's orders. Throws a RangeError if a secret is too short. */
export function createCheckoutTokens(signing: TokenSigning): CheckoutTokens {
  const tokens = createSignedTokens(
    { prefix: checkoutTokenPrefix, purpose: 'gapura checkout token' },
    signing,
  );
  return {
    issue: ({ id, expiresAt }) =>
      tokens.issue({ subject: id, expiresAt: new Date(expiresAt.getTime() + clientTokenGraceMs) }),
    verify(token, now) {
      const claims = tokens.verify(token, now);
      return claims && { kind: 'checkoutToken', checkoutId: claims.subject, expiresAt: claims.expiresAt };
    },
  };
}
