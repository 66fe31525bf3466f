import type { Order } from '../domain/order.ts';
import type { Caller } from './caller.ts';
import { createSignedTokens, type TokenSigning } from './signed-token.ts';

/** What a client token starts with, so that people, log filters and secret scanners recognise it. */
export const clientTokenPrefix = 'gct_';

/** How long a token outlives its order: whoever paid at the last moment can still see how it ended. */
export const clientTokenGraceMs = 24 * 60 * 60 * 1000;

/** Issues and verifies the `clientToken` of createOrder: the right to read and watch one order. */
export interface ClientTokens {
  /** The same order always gives the same token, for as long as the newest secret stays. */
  issue(order: Pick<Order, 'id' | 'expiresAt'>): string;
  /** The caller that the token stands for; null where it is forged, expired, or of another environment. */
  verify(token: string, now: Date): Extract<Caller, { kind: 'clientToken' }> | null;
}

/** Throws where a secret is short. */
export function createClientTokens(signing: TokenSigning): ClientTokens {
  const tokens = createSignedTokens({ prefix: clientTokenPrefix, purpose: 'gapura client token' }, signing);
  return {
    issue: ({ id, expiresAt }) =>
      tokens.issue({ subject: id, expiresAt: new Date(expiresAt.getTime() + clientTokenGraceMs) }),
    verify(token, now) {
      const claims = tokens.verify(token, now);
      return claims && { kind: 'clientToken', orderId: claims.subject, expiresAt: claims.expiresAt };
    },
  };
}
