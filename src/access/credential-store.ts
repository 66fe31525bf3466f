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
  /** Null: valid until it is revoked. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** Exact to the minute. */
  readonly lastUsedAt: Date | null;
}

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
  /** Returns false if there is no such key. Revoking a key twice keeps the first instant. */
  revokeKey(id: string, at: Date): Promise<boolean>;
  /** Records that a key was used, unless a use at `notAfter` or later is recorded already. */
  noteUse(id: string, at: Date, notAfter: Date): Promise<void>;

  /** Returns false if there is no such order. */
  revokeOrderAccess(orderId: string, at: Date): Promise<boolean>;
  isOrderAccessRevoked(orderId: string): Promise<boolean>;
  /** By the merchant's own number, because checkouts have no public id. Returns false if there is no such checkout. */
  revokeCheckoutAccess(partnerReferenceNo: string, at: Date): Promise<boolean>;
  isCheckoutAccessRevoked(checkoutId: string): Promise<boolean>;
  /** Returns everything revoked at `since` or later. */
  revokedSince(since: Date): Promise<Revocations>;
}
