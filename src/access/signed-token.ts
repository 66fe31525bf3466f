import { createHmac, timingSafeEqual } from 'node:crypto';

/** With a shorter secret, somebody who has one token could find the secret by trying offline. */
export const tokenSecretBytesMin = 32;

/** The secrets that sign tokens, and the environment they are for. */
export interface TokenSigning {
  /** Newest first. The newest signs, all verify, so a secret can be replaced without ending any stream. */
  readonly secrets: readonly [string, ...string[]];
  /** A part of what is signed: a token works in one environment only, even if another has the same secret. */
  readonly environment: string;
}

export interface TokenClaims {
  readonly subject: string;
  readonly expiresAt: Date;
}

/**
 * Makes and verifies tokens of the form `<prefix><subject>.<expiry, seconds since 1970>.<HMAC-SHA-256, base64url>`.
 * Nothing is stored: every process with the secret can verify a token, and equal claims give equal tokens. `purpose`
 * separates these signatures from any other use of the secret. Throws a RangeError if a secret is too short.
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
  // JSON separates the three parts unambiguously.
  const sign = (secret: string, claims: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, environment, claims]))
      .digest();

  return {
    issue({ subject, expiresAt }: TokenClaims): string {
      const claims = `${subject}.${Math.floor(expiresAt.getTime() / 1000)}`;
      return `${prefix}${claims}.${sign(secrets[0], claims).toString('base64url')}`;
    },

    /** Returns null if the token is forged, malformed, expired, or of another environment or purpose. */
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
