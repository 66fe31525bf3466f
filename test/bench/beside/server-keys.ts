import { randomUUID } from 'node:crypto';
import { drawServerKey, hashServerKey } from '../../../src/access/server-keys.ts';
import { createCredentialStore } from '../../../src/store/access/credential-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { aServerKey } from '../../support/actors.ts';

/**
 * Makes server keys for clients of the gateway. One alone may spend 100,000 a second (`src/server/limits.ts`), which is
 * fewer pages than the gateway can read.
 */
export async function insertServerKeys(url: string, count: number): Promise<readonly string[]> {
  const database = connectDatabase({ url, connectionsMax: 1 });
  const store = createCredentialStore(database);
  const keys = Array.from({ length: count }, () => drawServerKey('live'));
  for (const [place, key] of keys.entries()) {
    await store.insertKey({
      id: randomUUID(),
      name: `client ${place}`,
      hash: hashServerKey(key),
      scopes: ['orders:create', 'orders:read'],
      createdAt: new Date(),
      createdBy: aServerKey,
      expiresAt: null,
      operatorId: null,
      eachMax: null,
      dayMax: null,
      revokedAt: null,
      revokedBy: null,
      lastUsedAt: null,
    });
  }
  await closeDatabase(database);
  return keys;
}
