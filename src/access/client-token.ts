import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Order } from '../domain/order.ts';
import type { Caller } from './caller.ts';

/** What a client token starts with, so that people, log filters and secret scanners recognise it. */
export const clientTokenPrefix = 'gct_';

/** How long a token outlives its order: whoever paid at the last moment can still see how it ended. */
export const clientTokenGraceMs = 24 * 60 * 60 * 1000;

/** A shorter secret could be searched for offline, with one token at hand. */
export const tokenSecretBytesMin = 32;

/** Issues and verifies the `clientToken` of createOrder: the right to read and watch one order. */
export interface ClientTokens {
  /** The same order always gives the same token, for as long as the newest secret stays. */
  issue(order: Pick<Order, 'id' | 'expiresAt'>): string;
  /** The caller that the token stands for; null where it is forged, expired, or of another environment. */
  verify(token: string, now: Date): Caller | null;
}

/**
 * `gct_<order id>.<expiry, seconds since 1970>.<HMAC-SHA-256, base64url>`. Nothing is stored: every process that
 * knows the secret can verify it. `secrets`: newest first; the newest signs and all verify, so that a secret can
 * be replaced without ending anybody's stream. `environment` is part of what is signed: a token of one
 * environment never works on another, even where the secret was copied.
 */
export function createClientTokens(options: {
  readonly secrets: readonly [string, ...string[]];
  readonly environment: string;
}): ClientTokens {
  for (const secret of options.secrets) {
    if (Buffer.byteLength(secret) < tokenSecretBytesMin) {
      throw new RangeError(`a token secret has at least ${tokenSecretBytesMin} bytes`);
    }
  }
  // JSON keeps the parts apart; the first one keeps these signatures apart from any other use of the secret.
  const sign = (secret: string, claims: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['gapura client token', options.environment, claims]))
      .digest();

  return {
    issue(order) {
      const expiry = Math.floor((order.expiresAt.getTime() + clientTokenGraceMs) / 1000);
      const claims = `${order.id}.${expiry}`;
      return `${clientTokenPrefix}${claims}.${sign(options.secrets[0], claims).toString('base64url')}`;
    },

    verify(token, now) {
      const [, claims, orderId, expiry, signature] =
        /^gct_(([^.\s]{1,64})\.(\d{1,12}))\.([\w-]{43})$/.exec(token) ?? [];
      if (!claims || !orderId || !expiry || !signature) return null;
      const presented = Buffer.from(signature, 'base64url');
      const isGenuine = options.secrets
        .map((secret) => timingSafeEqual(presented, sign(secret, claims)))
        .includes(true);
      const expiresAt = new Date(Number(expiry) * 1000);
      return isGenuine && now < expiresAt ? { kind: 'clientToken', orderId, expiresAt } : null;
    },
  };
}
