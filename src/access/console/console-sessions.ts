import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Chance } from '../../use-cases/ports/chance.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Authenticate } from '../authenticate.ts';
import { actorOf, type Caller, type Operator, scopesOfRole } from '../caller.ts';
import { createNoteUse } from '../last-use.ts';
import { createShortLivedCache } from '../short-lived-cache.ts';
import type { Subject } from './people-store.ts';
import { type HeldSession, type SessionStore, type SignInWay, sessionIdleMaxMs } from './session-store.ts';

/** A session is over after this time, however much it is used. */
const sessionLifeMaxMs = 8 * 60 * 60_000;
/** Open sessions of one person: a few browsers on a few machines. One more ends the oldest. */
const sessionsOfPersonMax = 10;
/** How long a session is cached: a revoked one stops working within this time in every process. */
const sessionCacheMs = 3_000;
const sessionsCachedMax = 1_000;

const secretShape = /^gcs_[\w-]{43}$/;

/** A caller who is a person, with a session of the console. */
export type PersonCaller = Extract<Caller, { kind: 'serverKey' }> & {
  readonly operator: Operator;
  readonly expiresAt: Date;
};

/** A session that works. */
export interface ConsoleSession {
  readonly caller: PersonCaller;
  /**
   * What the page proves its requests with, beside the cookie: a page of another site, for which a browser may send the
   * cookie, cannot read it. It follows from the secret of the cookie and is worth nothing alone.
   */
  readonly pageToken: string;
}

/** Who signs in, and how. */
export interface SignedIn {
  readonly operator: Operator;
  readonly way: SignInWay;
  /** The key that is exchanged for the session; null for the other ways. */
  readonly keyId: string | null;
  /** The account at the provider; null for the other ways. */
  readonly subject: Subject | null;
  /** When what the person signed in with expires; null: never. */
  readonly endsAt: Date | null;
}

/** The sessions of the console. Every method rejects with StoreUnavailable if the database cannot be reached. */
export interface ConsoleSessions {
  /**
   * Opens a session. `secret` goes into the cookie, and nowhere else. Null if the person, or the account, has just lost the
   * right to sign in.
   */
  open(person: SignedIn): Promise<{ readonly secret: string; readonly session: ConsoleSession } | null>;
  /** The session with this secret; null if there is none that works. */
  find(secret: string | undefined): Promise<ConsoleSession | null>;
  /** Ends the session in every process. */
  end(session: ConsoleSession): Promise<void>;
}

/** Makes the sessions of one gateway. */
export function createConsoleSessions({
  store,
  clock,
  chance,
  log,
}: {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'uuid'>;
  readonly log: Log;
}): ConsoleSessions {
  const findCached = createShortLivedCache({
    load: (hash) => store.findSession(hash),
    ttlMs: sessionCacheMs,
    entriesMax: sessionsCachedMax,
    clock,
  });
  const noteUse = createNoteUse({
    write: (...use) => store.noteSessionUse(...use),
    clock,
    namesMax: sessionsCachedMax,
    onFault: (sessionId, error) => log.warn('session.use_unrecorded', { sessionId, error }),
  });

  return {
    async open({ operator, way, keyId, subject, endsAt }) {
      const now = clock.now();
      const secret = `gcs_${randomBytes(32).toString('base64url')}`;
      const latestMs = now.getTime() + sessionLifeMaxMs;
      const expiresAt = new Date(endsAt === null ? latestMs : Math.min(latestMs, endsAt.getTime()));
      const record = {
        id: chance.uuid(),
        hash: hashOf(secret),
        operatorId: operator.id,
        ...{ way, keyId, createdAt: now, expiresAt, lastUsedAt: now, revokedAt: null, revokedBy: null },
      };
      if (!(await store.insertSession(record, subject, sessionsOfPersonMax))) return null;
      const session = sessionOf({ ...record, operator }, secret);
      const actor = actorOf(session.caller);
      log.info('session.opened', { sessionId: record.id, way, expiresAt, actor });
      return { secret, session };
    },

    async find(secret) {
      if (secret === undefined || !secretShape.test(secret)) return null;
      const held = await findCached(hashOf(secret));
      if (held === null || !isOpen(held, clock.now())) return null;
      noteUse(held);
      return sessionOf(held, secret);
    },

    async end({ caller }) {
      const actor = actorOf(caller);
      const outcome = await store.revokeSession(caller.keyId, { by: actor, at: clock.now() });
      if (outcome === 'revoked') log.info('session.closed', { sessionId: caller.keyId, actor });
    },
  };
}

/** The check of a request with this secret in its cookie: its credential is the token of the session's page. */
export function authenticateSession(
  sessions: Pick<ConsoleSessions, 'find'>,
  secret: string | undefined,
): Authenticate {
  return async (authorization) => {
    const session = await sessions.find(secret);
    return session !== null && isPageTokenOf(session, authorization) ? session.caller : 'invalid';
  };
}

/** Whether the text is `Bearer` and the token of this session's page. */
export function isPageTokenOf({ pageToken }: ConsoleSession, authorization: string | undefined): boolean {
  const presented = /^bearer (\S{1,100})$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(sha256(presented), sha256(pageToken));
}

function isOpen(session: HeldSession, now: Date): boolean {
  const isIdle = now.getTime() - session.lastUsedAt.getTime() >= sessionIdleMaxMs;
  const isRevoked = session.revokedAt !== null || session.basisRevokedAt !== null;
  return !isRevoked && !isIdle && now < session.expiresAt;
}

function sessionOf(
  { id, expiresAt, operator }: Pick<HeldSession, 'id' | 'expiresAt' | 'operator'>,
  secret: string,
): ConsoleSession {
  const { name, role } = operator;
  return {
    caller: { kind: 'serverKey', keyId: id, name, scopes: new Set(scopesOfRole[role]), operator, expiresAt },
    pageToken: `gcp_${createHmac('sha256', secret).update('gapura console page').digest('base64url')}`,
  };
}

function hashOf(secret: string): string {
  return sha256(secret).toString('hex');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
