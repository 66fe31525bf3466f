import type { Order } from '../domain/order.ts';
import type { Caller } from './caller.ts';
import { createSignedTokens, type TokenSigning } from './signed-token.ts';

/** The prefix of every client token, by which people, log filters and secret scanners recognise one. */
export const clientTokenPrefix = 'gct_';

/** How long a token outlives its order's expiry: a payer who paid at the last moment still sees the result. */
export const clientTokenGraceMs = 24 * 60 * 60 * 1000;

/** Issues and verifies the `clientToken` of createOrder: the right to read and watch one order. */
export interface ClientTokens {
  /** Returns the same token for the same order until the newest secret is replaced. */
  issue(order: Pick<Order, 'id' | 'expiresAt'>): string;
  /** Returns the token's caller; null if the token is forged, expired, or of another environment. */
  verify(token: string, now: Date): Extract<Caller, { kind: 'clientToken' }> | null;
}

/** Throws a RangeError if a secret is too short. */
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
