import { createHash } from 'node:crypto';
import type { Clock } from '../../use-cases/ports/clock.ts';
import { createSignedTokens, type TokenSigning } from '../signed-token.ts';

/** How long a person may take at the identity provider. */
export const flowLifeMs = 10 * 60_000;

/** What the gateway remembers of a browser between its leaving for the provider and its coming back. */
export interface OpenIdFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Flows as browsers keep them: a signed text that nobody can make who was not sent to the provider from here. */
export interface OpenIdFlows {
  write(flow: OpenIdFlow): string;
  /** Null if the text is none of ours, was changed, or is older than `flowLifeMs`. */
  read(text: string): OpenIdFlow | null;
}

/** Every process with the secrets reads what another one wrote. Throws a RangeError if a secret is too short. */
export function createOpenIdFlows(signing: TokenSigning, clock: Pick<Clock, 'now'>): OpenIdFlows {
  const tokens = createSignedTokens({ prefix: 'gif_', purpose: 'gapura sign-in flow' }, signing);
  return {
    write({ state, nonce, verifier }) {
      const parts = [state, nonce, verifier].join('.');
      const expiresAt = new Date(clock.now().getTime() + flowLifeMs);
      return `${parts}.${tokens.issue({ subject: digestOf(parts), expiresAt })}`;
    },
    read(text) {
      const [, parts, state, nonce, verifier, token] =
        /^(([\w-]{43})\.([\w-]{43})\.([\w-]{43}))\.(.+)$/.exec(text) ?? [];
      if (!parts || !state || !nonce || !verifier || !token) return null;
      const claims = tokens.verify(token, clock.now());
      return claims?.subject === digestOf(parts) ? { state, nonce, verifier } : null;
    },
  };
}

/** By what a flow is known once its answer has come: hexadecimal. */
export function hashOfState(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
