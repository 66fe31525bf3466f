import { gatewayActor } from '../../domain/actor.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Authenticate } from '../authenticate.ts';
import { actorOf, type Operator } from '../caller.ts';
import type { ConsoleSession, ConsoleSessions, SignedIn } from './console-sessions.ts';
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
   * people, who could approve each other's requests. If groups have roles, the first of them becomes the person's role; whoever
   * is in none of them any more loses keys, links and sessions: the provider decides who acts here.
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
  readonly people: Pick<PeopleStore, 'takeLink' | 'findBySubject' | 'changeRole' | 'endAccess'>;
  readonly openId: OpenIdSettings | null;
  readonly clock: Clock;
  readonly log: Log;
}): SignIn {
  async function open(
    operator: Operator,
    by: Pick<SignedIn, 'way'> & Partial<SignedIn>,
    refusal: SignInOutcome = { kind: 'invalid' },
  ): Promise<SignInOutcome> {
    const opened = await sessions.open({ operator, keyId: null, subject: null, endsAt: null, ...by });
    return opened === null ? refusal : { kind: 'signedIn', ...opened };
  }

  return {
    async withKey(key) {
      const caller = await authenticate(`Bearer ${key}`);
      if (caller === 'invalid') return { kind: 'invalid' };
      if (caller.kind !== 'serverKey' || caller.operator === undefined) return { kind: 'noPerson' };
      const { operator, keyId, expiresAt = null } = caller;
      return open(operator, { way: 'KEY', keyId, endsAt: expiresAt });
    },

    async withCode(code) {
      const operator = await takeSignInCode(people, { code, now: clock.now() });
      return operator === null ? { kind: 'invalid' } : open(operator, { way: 'LINK' });
    },

    async withIdentity({ issuer, subject, groups }) {
      const person = await people.findBySubject({ issuer, subject });
      const unlinked = { kind: 'unlinked', subject } as const;
      if (person === null) return unlinked;
      const by = { way: 'OPENID', subject: { issuer, subject } } as const;
      if (openId === null || openId.roles.length === 0) return open(person, by, unlinked);
      const role = roleOfGroups(openId, groups);
      if (role === null) {
        await people.endAccess(person.id, { by: gatewayActor, at: clock.now() });
        log.warn('operator.access_ended', { operatorId: person.id, name: person.name, earlier: person.role });
        return { kind: 'noRole' };
      }
      const operator = { ...person, role };
      if (role !== person.role) {
        await people.changeRole(person.id, role);
        const actor = actorOf({ kind: 'serverKey', keyId: '', scopes: new Set(), operator });
        log.info('operator.role_changed', { operatorId: person.id, role, earlier: person.role, actor });
      }
      return open(operator, by, unlinked);
    },
  };
}
