import '../runtime/time-zone.ts';

import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Scope, scopes } from '../access/caller.ts';
import type { CredentialStore } from '../access/credential-store.ts';
import { drawServerKey, hashServerKey } from '../access/server-keys.ts';
import { readConfig } from '../config/config.ts';
import { parseOrderId } from '../graphql/schema/global-id.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import { type OperatorDatabase, openOperatorDatabase } from './open-database.ts';

const usage = `npm run keys -- create --name shop-backend --scopes orders:create,orders:read [--expires 2027-01-01]
    Makes a server key and shows it, this once. Scopes: ${scopes.join(' ')}
npm run keys -- list
npm run keys -- revoke --id <id>
    Within 5 s the key works nowhere any more, and what was opened with it is ended.
npm run keys -- revoke-order-access --order <id>
    The same for the client token of one order; the order itself is untouched.
npm run keys -- revoke-checkout-access --checkout <partnerReferenceNo>
    The same for the checkout token of one checkout.`;

/** Something the operator typed that cannot be done; told with the usage. */
class UsageError extends Error {}

const nameLengthMax = 64;

/** Exit codes: 0 done; 1 failed or not found; 64 usage; 78 configuration, as at start. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      scopes: { type: 'string' },
      expires: { type: 'string' },
      id: { type: 'string' },
      order: { type: 'string' },
      checkout: { type: 'string' },
    },
  });
  const [command] = positionals;
  const work = {
    create: (store: CredentialStore, environment: OperatorDatabase['environment']) =>
      createKey(store, environment, values),
    list: listKeys,
    revoke: (store: CredentialStore) => revokeKey(store, required('id', values.id)),
    'revoke-order-access': (store: CredentialStore) => revokeOrder(store, required('order', values.order)),
    'revoke-checkout-access': (store: CredentialStore) =>
      revokeCheckout(store, required('checkout', values.checkout)),
  }[command ?? ''];
  if (work === undefined || positionals.length !== 1) throw new UsageError('which of these?');

  const result = readConfig(process.env);
  if (result.kind === 'faulty') {
    process.stderr.write(`${result.faults.join('\n')}\n`);
    return 78;
  }
  const place = await openOperatorDatabase(result.config);
  const database = connectDatabase({ url: place.url, connectionsMax: 1 });
  try {
    return await work(createCredentialStore(database), place.environment);
  } finally {
    await closeDatabase(database);
    await place.leave();
  }
}

async function createKey(
  store: CredentialStore,
  environment: OperatorDatabase['environment'],
  values: { name?: string | undefined; scopes?: string | undefined; expires?: string | undefined },
): Promise<number> {
  const key = drawServerKey(environment);
  const now = new Date();
  const kept = {
    id: randomUUID(),
    name: nameOf(required('name', values.name)),
    hash: hashServerKey(key),
    scopes: scopesOf(required('scopes', values.scopes)),
    createdAt: now,
    expiresAt: values.expires === undefined ? null : instantOf(values.expires, now),
    revokedAt: null,
    lastUsedAt: null,
  };
  await store.insertKey(kept);
  process.stderr.write(`Key ${kept.id} (${kept.name}). It is shown this once and kept nowhere:\n`);
  process.stdout.write(`${key}\n`);
  return 0;
}

async function listKeys(store: CredentialStore): Promise<number> {
  const now = new Date();
  for (const key of await store.listKeys()) {
    const isExpired = key.expiresAt !== null && key.expiresAt <= now;
    const state = key.revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'works';
    const expiry = key.expiresAt === null ? 'never expires' : `expires ${key.expiresAt.toISOString()}`;
    const use = key.lastUsedAt === null ? 'never used' : `used ${key.lastUsedAt.toISOString()}`;
    process.stdout.write(`${key.id}  ${key.name}  ${state}  ${key.scopes.join(',')}  ${expiry}  ${use}\n`);
  }
  return 0;
}

async function revokeKey(store: CredentialStore, id: string): Promise<number> {
  return told(await store.revokeKey(id, new Date()), `Key ${id} is revoked.`, 'There is no such key.');
}

/** `order`: the public id, or the one of the log. */
async function revokeOrder(store: CredentialStore, order: string): Promise<number> {
  const isDone = await store.revokeOrderAccess(parseOrderId(order) ?? order, new Date());
  return told(isDone, `The client token of order ${order} is revoked.`, 'There is no such order.');
}

async function revokeCheckout(store: CredentialStore, partnerReferenceNo: string): Promise<number> {
  const isDone = await store.revokeCheckoutAccess(partnerReferenceNo, new Date());
  return told(
    isDone,
    `The token of checkout ${partnerReferenceNo} is revoked.`,
    'There is no such checkout.',
  );
}

function told(isDone: boolean, done: string, missing: string): number {
  if (isDone) process.stdout.write(`${done}\n`);
  else process.stderr.write(`${missing}\n`);
  return isDone ? 0 : 1;
}

function required(name: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`--${name} is missing`);
  return value.trim();
}

function nameOf(text: string): string {
  if (text.length <= nameLengthMax && /^[\x20-\x7e]+$/.test(text)) return text;
  throw new UsageError(`--name has at most ${nameLengthMax} printable ASCII characters`);
}

function scopesOf(text: string): readonly Scope[] {
  return text.split(',').map((entry) => {
    const scope = scopes.find((candidate) => candidate === entry.trim());
    if (scope === undefined) throw new UsageError(`"${entry.trim()}" is no scope`);
    return scope;
  });
}

/** A date counts from its beginning in Jakarta, where the merchant lives. */
function instantOf(text: string, now: Date): Date {
  const instant = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+07:00` : text);
  if (Number.isNaN(instant.getTime()) || instant <= now) {
    throw new UsageError('--expires is a date or an RFC 3339 instant in the future');
  }
  return instant;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage =
    error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exitCode = isUsage ? 64 : 1;
}
