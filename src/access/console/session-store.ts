import type { Actor } from '../../domain/actor.ts';
import type { Operator } from '../caller.ts';
import type { Revocation, RevocationOutcome } from '../credential-store.ts';
import type { Subject } from './people-store.ts';

/** How a person can sign in to the console. */
export const signInWays = ['KEY', 'LINK', 'OPENID'] as const;
export type SignInWay = (typeof signInWays)[number];

/** A session that nobody used for this long is over. */
export const sessionIdleMaxMs = 30 * 60_000;

/** A session of the console in the database: never the secret of its cookie, only the hash. */
export interface SessionRecord {
  readonly id: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly hash: string;
  readonly operatorId: string;
  readonly way: SignInWay;
  /** The personal key that was exchanged for the session, which ends with it; null for the other ways. */
  readonly keyId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Exact to the minute. */
  readonly lastUsedAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBy: Actor | null;
}

/** A session with the person who has it. */
export interface HeldSession extends SessionRecord {
  readonly operator: Operator;
  /** When the person, or the key that was exchanged for it, was revoked; null: both work. */
  readonly basisRevokedAt: Date | null;
}

/**
 * The sessions of the console in the database; `store/` implements it. Every method rejects with StoreUnavailable if the
 * database cannot be reached. All instants come from the caller's Clock.
 */
export interface SessionStore {
  /**
   * Also ends the oldest sessions of a person who would have more than `sessionsMax`, and deletes long ended ones. False, and
   * nothing is inserted, if the person was revoked meanwhile, or the account that signs them in was unlinked; `subject` is
   * null for the other ways.
   */
  insertSession(session: SessionRecord, subject: Subject | null, sessionsMax: number): Promise<boolean>;
  /** Finds ended sessions too. Null if no session has this hash. */
  findSession(hash: string): Promise<HeldSession | null>;
  /** Records that a session was used, unless a use at `notAfter` or later is recorded already. */
  noteSessionUse(id: string, at: Date, notAfter: Date): Promise<void>;
  revokeSession(id: string, revocation: Revocation): Promise<RevocationOutcome>;
}
