import type { Actor } from '../domain/actor.ts';
import type { Scope } from './caller.ts';

/** A server key in the database: never the key itself, only its hash. */
export interface ServerKeyRecord {
  readonly id: string;
  /** The operator's name for the key, such as the server that uses it. */
  readonly name: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly createdBy: Actor;
  /** Null: valid until it is revoked. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: Actor | null;
  /** Exact to the minute. */
  readonly lastUsedAt: Date | null;
}

/** Who revokes a credential, and when. */
export interface Revocation {
  readonly by: Actor;
  readonly at: Date;
}

/** How a revocation ended. The first one stays on record, and a repeat changes nothing. */
export type RevocationOutcome = 'revoked' | 'revokedBefore' | 'notFound';

export interface Revocations {
  readonly keyIds: readonly string[];
  /** Orders whose client tokens no longer work. */
  readonly orderIds: readonly string[];
  /** Checkouts whose checkout tokens no longer work. */
  readonly checkoutIds: readonly string[];
}

/**
 * The server keys and revocations in the database; `store/` implements it. Every method rejects with StoreUnavailable
 * if the database cannot be reached. All instants come from the caller's Clock.
 */
export interface CredentialStore {
  insertKey(key: ServerKeyRecord): Promise<void>;
  /** Finds revoked and expired keys too. Null if no key has this hash. */
  findKey(hash: string): Promise<ServerKeyRecord | null>;
  /** Oldest first. */
  listKeys(): Promise<readonly ServerKeyRecord[]>;
  revokeKey(id: string, revocation: Revocation): Promise<RevocationOutcome>;
  /** Records that a key was used, unless a use at `notAfter` or later is recorded already. */
  noteUse(id: string, at: Date, notAfter: Date): Promise<void>;

  revokeOrderAccess(orderId: string, revocation: Revocation): Promise<RevocationOutcome>;
  isOrderAccessRevoked(orderId: string): Promise<boolean>;
  /** By the merchant's own number, which an operator knows. */
  revokeCheckoutAccess(partnerReferenceNo: string, revocation: Revocation): Promise<RevocationOutcome>;
  isCheckoutAccessRevoked(checkoutId: string): Promise<boolean>;
  /** Returns everything that was revoked within the last `ms`, by the database's clock. */
  revokedWithin(ms: number): Promise<Revocations>;
}
