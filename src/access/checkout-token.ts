import type { Checkout } from '../domain/checkout.ts';
import type { Caller } from './caller.ts';
import { clientTokenGraceMs } from './client-token.ts';
import { createSignedTokens, type TokenSigning } from './signed-token.ts';

/** What a checkout token starts with. */
export const checkoutTokenPrefix = 'gco_';

/** Issues and verifies the `checkoutToken` of createCheckout: the right to read, pay and watch one checkout. */
export interface CheckoutTokens {
  /** The same checkout always gives the same token, for as long as the newest secret stays. */
  issue(checkout: Pick<Checkout, 'id' | 'expiresAt'>): string;
  /** The caller that the token stands for; null where it is forged, expired, or of another environment. */
  verify(token: string, now: Date): Extract<Caller, { kind: 'checkoutToken' }> | null;
}

/** Lives as long as the client token of the checkout's orders would. Throws where a secret is short. */
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
