import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { type Caller, type Scope, scopes } from './caller.ts';
import type { CredentialStore } from './credential-store.ts';
import { createShortLivedCache } from './short-lived-cache.ts';

/** A shorter key could be guessed: 256 bits is what the strength of everything behind it rests on. */
export const serverKeyBytesMin = 32;

/** How long a key that was looked up is believed: a revoked one stops working within this time everywhere. */
export const keyMemoryMs = 3_000;
/** Keys that are remembered at once; unknown ones count too. */
const keysRemembered = 1_000;
/** A key's last use is kept at most this often. */
const lastUseEveryMs = 60_000;

/** `live` keys work where DANA is the real one, `test` keys everywhere else, and neither in the other place. */
export type KeyEnvironment = 'live' | 'test';

/** A server key as a process that starts with it knows it. */
export interface StoredServerKey {
  readonly keyId: string;
  /** SHA-256 of the key. The key is random and long, so that no slow hash is needed. */
  readonly hash: Uint8Array;
  readonly scopes: ReadonlySet<Scope>;
}

/**
 * Looks a presented key up; null where no key that works is the presented one. Asked once for each HTTP request
 * and each WebSocket. Rejects with StoreUnavailable where keys live in a database that is away.
 */
export type FindServerKey = (presented: string) => Promise<Caller | null>;

/** A new key: 256 random bits, with a prefix that tells people and secret scanners what it is. Shown once. */
export function drawServerKey(environment: KeyEnvironment): string {
  return `gsk_${environment}_${randomBytes(serverKeyBytesMin).toString('base64url')}`;
}

/** What is kept of a key: SHA-256, hexadecimal. */
export function hashServerKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** The key of the environment variable SERVER_KEY, with every scope: there before any other key was made. */
export function bootstrapServerKey(key: string): StoredServerKey {
  if (Buffer.byteLength(key) < serverKeyBytesMin) {
    throw new RangeError(`a server key has at least ${serverKeyBytesMin} bytes`);
  }
  return { keyId: 'bootstrap', hash: sha256(key), scopes: new Set(scopes) };
}

/** For keys that are known when the process starts. */
export function findServerKeyAmong(keys: readonly StoredServerKey[]): FindServerKey {
  return async (presented) => {
    const hash = sha256(presented);
    let found: StoredServerKey | null = null;
    // Every key is compared, each in constant time, so that the time taken tells nothing about any of them.
    for (const key of keys) {
      if (timingSafeEqual(hash, key.hash)) found = key;
    }
    return found && { kind: 'serverKey', keyId: found.keyId, scopes: found.scopes };
  };
}

/**
 * For keys on record. They are found by their hash: how long the database takes to compare says nothing about a
 * key of which the presented one would have to be a preimage. What cannot be a key of this environment never
 * reaches the database.
 */
export function findServerKeyOnRecord({
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
  const recall = createShortLivedCache({
    ask: (hash) => store.findKey(hash),
    lastsMs: keyMemoryMs,
    entriesMax: keysRemembered,
    clock,
  });

  return async (presented) => {
    if (!shape.test(presented)) return null;
    const key = await recall(hashServerKey(presented));
    const now = clock.now();
    if (key === null || key.revokedAt !== null) return null;
    if (key.expiresAt !== null && key.expiresAt <= now) return null;
    const notAfter = new Date(now.getTime() - lastUseEveryMs);
    if (key.lastUsedAt === null || key.lastUsedAt < notAfter) {
      // Nobody waits for it, and a request does not fail for it.
      store
        .noteUse(key.id, now, notAfter)
        .catch((error: unknown) => log.warn('server_key.use_not_noted', { keyId: key.id, error }));
    }
    const expiry = key.expiresAt === null ? {} : { expiresAt: key.expiresAt };
    return { kind: 'serverKey', keyId: key.id, scopes: new Set(key.scopes), ...expiry };
  };
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
