import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { type Caller, type Scope, scopes, scopesOfRole } from './caller.ts';
import type { CredentialStore, HeldKey } from './credential-store.ts';
import { createNoteUse } from './last-use.ts';
import { createShortLivedCache } from './short-lived-cache.ts';

/** 256 bits. A shorter key could be guessed, and everything behind it is only as strong as the key. */
export const serverKeyBytesMin = 32;

/** How long a key from the database is cached: a revoked key stops working within this time in every process. */
export const keyCacheMs = 3_000;
/** Keys that a process remembers at once, unknown ones included. */
const keysCachedMax = 1_000;

/** `live` keys work only with DANA's production environment, `test` keys only with the others. */
export type KeyEnvironment = 'live' | 'test';

/** A server key that the process knows from its start, without the database. */
export interface ConfiguredServerKey {
  readonly keyId: string;
  /** SHA-256 of the key. The key is long and random, so a slow hash is not needed. */
  readonly hash: Uint8Array;
  readonly scopes: ReadonlySet<Scope>;
}

/** A key as a client presents it. Several finders may need its hash, which is worked out once. */
export class PresentedKey {
  readonly text: string;
  #hash: string | undefined;
  constructor(text: string) {
    this.text = text;
  }
  get hash(): string {
    this.#hash ??= hashServerKey(this.text);
    return this.#hash;
  }
}

/**
 * Looks up a presented key. Returns null if no valid key equals it. Called once for each HTTP request and each
 * WebSocket. Rejects with StoreUnavailable if keys are in a database that cannot be reached.
 */
export type FindServerKey = (presented: PresentedKey) => Promise<Caller | null>;

/** Makes a new key: 256 random bits after a prefix by which people and secret scanners recognise it. Shown once. */
export function drawServerKey(environment: KeyEnvironment): string {
  return `gsk_${environment}_${randomBytes(serverKeyBytesMin).toString('base64url')}`;
}

/** The hash of a key that the database keeps: SHA-256, hexadecimal. */
export function hashServerKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** The key of the variable SERVER_KEY, with every scope: it works before any other key exists. Throws a RangeError if it is too short. */
export function bootstrapServerKey(key: string): ConfiguredServerKey {
  if (Buffer.byteLength(key) < serverKeyBytesMin) {
    throw new RangeError(`a server key has at least ${serverKeyBytesMin} bytes`);
  }
  return { keyId: 'bootstrap', hash: bytesOf(hashServerKey(key)), scopes: new Set(scopes) };
}

/** Looks up keys that are known when the process starts. */
export function findServerKeyAmong(keys: readonly ConfiguredServerKey[]): FindServerKey {
  return async (presented) => {
    const presentedHash = bytesOf(presented.hash);
    let found: ConfiguredServerKey | null = null;
    // Compares every key, each in constant time, so that the time taken reveals nothing about any key.
    for (const key of keys) {
      if (timingSafeEqual(presentedHash, key.hash)) found = key;
    }
    return found && { kind: 'serverKey', keyId: found.keyId, scopes: found.scopes };
  };
}

/**
 * Looks up keys in the database, by their hash. The time that the database needs to compare hashes reveals nothing
 * useful: an attacker would need a preimage of the hash. A text that cannot be a key of this environment never reaches
 * the database.
 */
export function findServerKeyInStore({
  store,
  environment,
  clock,
  log,
}: {
  readonly store: CredentialStore;
  readonly environment: KeyEnvironment;
  readonly clock: Clock;
  readonly log: Log;
}): FindServerKey {
  const shape = new RegExp(`^gsk_${environment}_[\\w-]{43}$`);
  const findCached = createShortLivedCache({
    load: (keyHash) => store.findKey(keyHash),
    ttlMs: keyCacheMs,
    entriesMax: keysCachedMax,
    clock,
  });

  // Made once for each record, and dropped with it.
  const callers = new WeakMap<HeldKey, Caller>();
  const noteUse = createNoteUse({
    write: (...use) => store.noteUse(...use),
    clock,
    namesMax: keysCachedMax,
    onFault: (keyId, error) => log.warn('server_key.use_unrecorded', { keyId, error }),
  });

  return async (presented) => {
    if (!shape.test(presented.text)) return null;
    const key = await findCached(presented.hash);
    const now = clock.now();
    if (key === null || key.revokedAt !== null) return null;
    if (key.expiresAt !== null && key.expiresAt <= now) return null;
    noteUse(key);
    let caller = callers.get(key);
    if (caller === undefined) {
      caller = callerOf(key);
      callers.set(key, caller);
    }
    return caller;
  };
}

/** The caller that holds a key of the database. */
function callerOf({ id: keyId, name, expiresAt, operator, scopes: own }: HeldKey): Caller {
  const holder = { kind: 'serverKey', keyId, name, ...(expiresAt === null ? {} : { expiresAt }) } as const;
  return operator === null
    ? { ...holder, scopes: new Set(own) }
    : { ...holder, scopes: new Set(scopesOfRole[operator.role]), operator };
}

function bytesOf(hexadecimal: string): Uint8Array {
  return Buffer.from(hexadecimal, 'hex');
}
