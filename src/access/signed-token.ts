import { createHmac, timingSafeEqual } from 'node:crypto';

/** A shorter secret could be searched for offline, with one token at hand. */
export const tokenSecretBytesMin = 32;

export interface TokenSigning {
  /** Newest first; the newest signs and all verify, so that a secret is replaced without ending any stream. */
  readonly secrets: readonly [string, ...string[]];
  /** Part of what is signed: a token of one environment never works on another, even where the secret was copied. */
  readonly environment: string;
}

/** What a genuine token says. */
export interface TokenClaims {
  readonly subject: string;
  readonly expiresAt: Date;
}

/**
 * Tokens of the form `<prefix><subject>.<expiry, seconds since 1970>.<HMAC-SHA-256, base64url>`. Nothing is
 * stored: every process that knows the secret can verify one, and the same claims always give the same token.
 * `purpose` keeps these signatures apart from any other use of the secret. Throws where a secret is short.
 */
export function createSignedTokens(
  { prefix, purpose }: { readonly prefix: string; readonly purpose: string },
  { secrets, environment }: TokenSigning,
) {
  for (const secret of secrets) {
    if (Buffer.byteLength(secret) < tokenSecretBytesMin) {
      throw new RangeError(`a token secret has at least ${tokenSecretBytesMin} bytes`);
    }
  }
  // JSON keeps the parts apart.
  const sign = (secret: string, claims: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, environment, claims]))
      .digest();

  return {
    issue({ subject, expiresAt }: TokenClaims): string {
      const claims = `${subject}.${Math.floor(expiresAt.getTime() / 1000)}`;
      return `${prefix}${claims}.${sign(secrets[0], claims).toString('base64url')}`;
    },

    /** Null where the token is forged, malformed, expired, or of another environment or purpose. */
    verify(token: string, now: Date): TokenClaims | null {
      if (!token.startsWith(prefix)) return null;
      const [, claims, subject, expiry, signature] =
        /^(([^.\s]{1,64})\.(\d{1,12}))\.([\w-]{43})$/.exec(token.slice(prefix.length)) ?? [];
      if (!claims || !subject || !expiry || !signature) return null;
      const presented = Buffer.from(signature, 'base64url');
      const isGenuine = secrets
        .map((secret) => timingSafeEqual(presented, sign(secret, claims)))
        .includes(true);
      const expiresAt = new Date(Number(expiry) * 1000);
      return isGenuine && now < expiresAt ? { subject, expiresAt } : null;
    },
  };
}
