import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Authenticate } from '../authenticate.ts';
import { actorOf, type Operator } from '../caller.ts';
import type { ConsoleSession, ConsoleSessions } from './console-sessions.ts';
import { type Identity, type OpenIdSettings, roleOfGroups } from './open-id.ts';
import type { PeopleStore } from './people-store.ts';
import { takeSignInCode } from './sign-in-links.ts';

/** What came of signing in. */
export type SignInOutcome =
  | { readonly kind: 'signedIn'; readonly secret: string; readonly session: ConsoleSession }
  | { readonly kind: 'invalid' }
  /** The key works, and is a server's. */
  | { readonly kind: 'noPerson' }
  /** The provider knows the account, and nobody here is linked to it. */
  | { readonly kind: 'unlinked'; readonly subject: string }
  /** The person is in no group that has a role. */
  | { readonly kind: 'noRole' };

/** The ways to sign in to the console. Every method rejects with StoreUnavailable if the database cannot be reached. */
export interface SignIn {
  /** Exchanges a personal key for a session, which ends with the key. */
  withKey(key: string): Promise<SignInOutcome>;
  /** Exchanges the code of a link, once. */
  withCode(code: string): Promise<SignInOutcome>;
  /**
   * Signs in whoever the account is linked to. It never makes a person: an operator who has a key already would become two
   * people, who could approve each other's requests. If groups have roles, the first of them becomes the person's role.
   */
  withIdentity(identity: Identity): Promise<SignInOutcome>;
}

export function createSignIn({
  authenticate,
  sessions,
  people,
  openId,
  clock,
  log,
}: {
  readonly authenticate: Authenticate;
  readonly sessions: ConsoleSessions;
  readonly people: Pick<PeopleStore, 'takeLink' | 'findBySubject' | 'changeRole'>;
  readonly openId: OpenIdSettings | null;
  readonly clock: Clock;
  readonly log: Log;
}): SignIn {
  async function open(operator: Operator, way: 'LINK' | 'OPENID'): Promise<SignInOutcome> {
    return { kind: 'signedIn', ...(await sessions.open({ operator, way, keyId: null, endsAt: null })) };
  }

  return {
    async withKey(key) {
      const caller = await authenticate(`Bearer ${key}`);
      if (caller === 'invalid') return { kind: 'invalid' };
      if (caller.kind !== 'serverKey' || caller.operator === undefined) return { kind: 'noPerson' };
      const { operator, keyId, expiresAt = null } = caller;
      const opened = await sessions.open({ operator, way: 'KEY', keyId, endsAt: expiresAt });
      return { kind: 'signedIn', ...opened };
    },

    async withCode(code) {
      const operator = await takeSignInCode(people, { code, now: clock.now() });
      return operator === null ? { kind: 'invalid' } : open(operator, 'LINK');
    },

    async withIdentity({ issuer, subject, groups }) {
      const person = await people.findBySubject({ issuer, subject });
      if (person === null) return { kind: 'unlinked', subject };
      if (openId === null || openId.roles.length === 0) return open(person, 'OPENID');
      const role = roleOfGroups(openId, groups);
      if (role === null) return { kind: 'noRole' };
      const operator = { ...person, role };
      if (role !== person.role) {
        await people.changeRole(person.id, role);
        const actor = actorOf({ kind: 'serverKey', keyId: '', scopes: new Set(), operator });
        log.info('operator.role_changed', { operatorId: person.id, role, earlier: person.role, actor });
      }
      return open(operator, 'OPENID');
    },
  };
}
