import type { Actor } from '../../domain/actor.ts';
import type { Operator, Role } from '../caller.ts';
import type { KnownOperator, Revocation, RevocationOutcome } from '../credential-store.ts';

/** An account at an identity provider. `subject` never changes, whatever the account's name and address are. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** A person with the accounts that sign them in. */
export interface Person extends KnownOperator {
  readonly subjects: readonly Subject[];
}

/** A link that signs a person in once: never its code, only the hash. */
export interface SignInLinkRecord {
  /** SHA-256 of the code, hexadecimal. */
  readonly hash: string;
  readonly operatorId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/**
 * The people in the database, and how they sign in; `store/` implements it. Every method rejects with StoreUnavailable if
 * the database cannot be reached. All instants come from the caller's Clock.
 */
export interface PeopleStore {
  /** Oldest first. */
  listPeople(): Promise<readonly Person[]>;
  /** Ends the person's keys, links and sessions as well. Accounts stay linked, and sign nobody in. */
  revokePerson(name: string, revocation: Revocation): Promise<RevocationOutcome>;
  /** Lets a revoked person sign in again, by nothing that they had before but accounts. False if there is no such person. */
  restorePerson(name: string): Promise<boolean>;
  changeRole(operatorId: string, role: Role): Promise<void>;
  /** Ends the keys, links and sessions of a person who may sign in again later. */
  endAccess(operatorId: string, revocation: Revocation): Promise<void>;

  insertLink(link: SignInLinkRecord): Promise<void>;
  /** Uses up the link with this hash; null if there is none that works. Of two callers at once, one gets the person. */
  takeLink(hash: string, at: Date): Promise<Operator | null>;

  /**
   * Records that the answer to a sign-in at the provider has come, until its end. False if it came before: of two callers
   * at once, one may go on.
   */
  useFlow(hash: string, at: Date, expiresAt: Date): Promise<boolean>;

  /** Null if the account is linked to nobody, or to a person who was revoked. */
  findBySubject(subject: Subject): Promise<Operator | null>;
  /** An account signs in one person. `otherPerson`: it is another's, and nothing was changed. */
  linkSubject(
    subject: Subject,
    operatorId: string,
    origin: { readonly at: Date; readonly by: Actor },
  ): Promise<'linked' | 'linkedBefore' | 'otherPerson'>;
  /** Ends the sessions that were opened with an account. False if it was linked to nobody. */
  unlinkSubject(subject: Subject, revocation: Revocation): Promise<boolean>;
}
