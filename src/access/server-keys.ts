import { createHash, timingSafeEqual } from 'node:crypto';
import { type Caller, type Scope, scopes } from './caller.ts';

/** A shorter key could be guessed: 256 bits is what the strength of everything behind it rests on. */
export const serverKeyBytesMin = 32;

/** A server key as it is kept: never the key itself, only what recognises it. */
export interface StoredServerKey {
  readonly keyId: string;
  /** SHA-256 of the key. The key is random and long, so that no slow hash is needed. */
  readonly hash: Uint8Array;
  readonly scopes: ReadonlySet<Scope>;
}

/**
 * Looks a presented key up; null where no key is the presented one. Asked once for each HTTP request and each
 * WebSocket. It is asynchronous because keys may live in a database.
 */
export type FindServerKey = (presented: string) => Promise<Caller | null>;

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

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
