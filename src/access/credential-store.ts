import type { Actor } from '../domain/actor.ts';
import type { Rupiah } from '../domain/money.ts';
import type { Operator, Scope } from './caller.ts';

/** What a person or a server's key may request to give back at once, and on one day; null: any amount. */
export interface CeilingRecord {
  readonly eachMax: Rupiah | null;
  readonly dayMax: Rupiah | null;
}

/** A person in the database. */
export interface OperatorRecord extends Operator, CeilingRecord {
  readonly createdAt: Date;
  readonly createdBy: Actor;
}

/** A person as the database knows them. */
export interface KnownOperator extends OperatorRecord {
  /** Since then the person may not sign in; null: they may. */
  readonly revokedAt: Date | null;
}

/** A key in the database, of a server or of a person: never the key itself, only its hash. */
export interface ServerKeyRecord extends CeilingRecord {
  readonly id: string;
  /** The operator's name for the key, such as the server that uses it. */
  readonly name: string;
  /** SHA-256 of the key, hexadecimal. */
  readonly hash: string;
  /** What a server's key may do; none for a person's, whose role decides. */
  readonly scopes: readonly Scope[];
  /** The person whose key it is; null: a server's. */
  readonly operatorId: string | null;
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

/** A key as whoever presents it is known by it. */
export interface HeldKey extends ServerKeyRecord {
  readonly operator: Operator | null;
}

export interface Revocations {
  readonly keyIds: readonly string[];
  /** Sessions of the console that ended: revoked themselves, with their key, or because nobody used them. */
  readonly sessionIds: readonly string[];
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
  /** Finds people who were revoked too. */
  findOperator(name: string): Promise<KnownOperator | null>;
  /** Adds a person, or changes the role and the ceilings of the one with this id. */
  putOperator(operator: OperatorRecord): Promise<void>;
  /** Finds revoked and expired keys too. Null if no key has this hash. */
  findKey(hash: string): Promise<HeldKey | null>;
  /** Oldest first. */
  listKeys(): Promise<readonly HeldKey[]>;
  revokeKey(id: string, revocation: Revocation): Promise<RevocationOutcome>;
  /** Records that a key was used, unless a use at `notAfter` or later is recorded already. */
  noteUse(id: string, at: Date, notAfter: Date): Promise<void>;

  revokeOrderAccess(orderId: string, revocation: Revocation): Promise<RevocationOutcome>;
  /** Those of these orders whose tokens were revoked, in any order. */
  revokedOrdersAmong(orderIds: readonly string[]): Promise<readonly string[]>;
  /** By the merchant's own number, which an operator knows. */
  revokeCheckoutAccess(partnerReferenceNo: string, revocation: Revocation): Promise<RevocationOutcome>;
  revokedCheckoutsAmong(checkoutIds: readonly string[]): Promise<readonly string[]>;
  /** Returns everything that was revoked within the last `ms`, by the database's clock. */
  revokedWithin(ms: number): Promise<Revocations>;
}
