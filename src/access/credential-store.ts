import type { Scope } from './caller.ts';

/** A server key as it is kept: never the key itself, only what recognises it. */
export interface KeptServerKey {
  readonly id: string;
  /** The operator's word for it: which server holds it. */
  readonly name: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  /** Null: until it is revoked. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** Credentials that were taken back. */
export interface Revocations {
  readonly keyIds: readonly string[];
  /** Orders whose client tokens do not work any more. */
  readonly orderIds: readonly string[];
  /** Checkouts whose checkout tokens do not work any more. */
  readonly checkoutIds: readonly string[];
}

/**
 * Keys and revocations on record; `store/` implements it. Every method rejects with StoreUnavailable where the
 * database cannot be reached. All instants come from the caller's Clock.
 */
export interface CredentialStore {
  insertKey(key: KeptServerKey): Promise<void>;
  /** Revoked and expired ones too; null where no key has this hash. */
  findKey(hash: string): Promise<KeptServerKey | null>;
  /** Oldest first. */
  listKeys(): Promise<readonly KeptServerKey[]>;
  /** False where there is no such key. Revoking twice keeps the first instant. */
  revokeKey(id: string, at: Date): Promise<boolean>;
  /** Keeps that a key was used, unless that is on record for `notAfter` or later. */
  noteUse(id: string, at: Date, notAfter: Date): Promise<void>;

  /** False where there is no such order. */
  revokeOrderAccess(orderId: string, at: Date): Promise<boolean>;
  isOrderAccessRevoked(orderId: string): Promise<boolean>;
  /** By the merchant's own number, since checkouts have no public id. False where there is no such checkout. */
  revokeCheckoutAccess(partnerReferenceNo: string, at: Date): Promise<boolean>;
  isCheckoutAccessRevoked(checkoutId: string): Promise<boolean>;
  /** Everything that was revoked at `since` or later. */
  revokedSince(since: Date): Promise<Revocations>;
}
