import type { Authenticate } from '../authenticate.ts';
import type { ConsoleSession, ConsoleSessions } from './console-sessions.ts';

/** What came of signing in. `noPerson`: the key works, and is a server's. */
export type SignInOutcome =
  | { readonly kind: 'signedIn'; readonly secret: string; readonly session: ConsoleSession }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'noPerson' };

/** The ways to sign in to the console. Every method rejects with StoreUnavailable if the database cannot be reached. */
export interface SignIn {
  /** Exchanges a personal key for a session, which ends with the key. */
  withKey(key: string): Promise<SignInOutcome>;
}

export function createSignIn({
  authenticate,
  sessions,
}: {
  readonly authenticate: Authenticate;
  readonly sessions: ConsoleSessions;
}): SignIn {
  return {
    async withKey(key) {
      const caller = await authenticate(`Bearer ${key}`);
      if (caller === 'invalid') return { kind: 'invalid' };
      if (caller.kind !== 'serverKey' || caller.operator === undefined) return { kind: 'noPerson' };
      const { operator, keyId, expiresAt = null } = caller;
      const opened = await sessions.open({ operator, way: 'KEY', keyId, endsAt: expiresAt });
      return { kind: 'signedIn', ...opened };
    },
  };
}
