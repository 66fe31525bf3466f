import '../runtime/time-zone.ts';

import { randomUUID } from 'node:crypto';
import { roles, scopes } from '../access/caller.ts';
import type { CredentialStore, RevocationOutcome } from '../access/credential-store.ts';
import { drawServerKey, hashServerKey } from '../access/server-keys.ts';
import { parseOrderId } from '../graphql/schema/global-id.ts';
import { createLog } from '../runtime/log.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { type HolderOptions, personOf, required, serverOf } from './key-holder.ts';
import { type OperatorEnvironment, withOperatorDatabase } from './open-database.ts';
import { operator as operatorActor } from './operator.ts';
import { exitCodes, readConfiguration, reportOutcome, runCommand, UsageError } from './run-command.ts';

const usage = `npm run keys -- create --name shop-backend --scopes orders:create,orders:read [--expires 2027-01-01]
    Makes a server key and shows it once. Scopes: ${scopes.join(' ')}
npm run keys -- create --person Sari --role support [--refund-max 500000] [--day-max 2000000]
    Makes a personal key. All keys of one name are one person's. Roles: ${roles.join(' ')}. --role and the
    limits also change those of a person who has keys already; what is not named stays. In whole rupiah, --refund-max
    limits what one request gives back, --day-max what a day does; none: no limit. A server's key may have both too.
npm run keys -- list
npm run keys -- revoke --id <id>
    Within 5 s the key stops working everywhere, and every connection opened with it ends.
npm run keys -- revoke-order-access --order <id>
    The same for the client token of one order; the order itself is untouched.
npm run keys -- revoke-checkout-access --checkout <partnerReferenceNo>
    The same for the checkout token of one checkout.`;

/** Postgres does not read years of five digits as JavaScript writes them. */
const expiresMaxMs = Date.UTC(9999, 11, 31);

interface Values extends HolderOptions {
  readonly expires?: string | undefined;
  readonly id?: string | undefined;
  readonly order?: string | undefined;
  readonly checkout?: string | undefined;
}

interface Circumstances {
  readonly environment: OperatorEnvironment;
  /** By the database's clock, as in the gateways that compare with it. */
  readonly now: Date;
}

async function createKey(
  store: CredentialStore,
  log: Log,
  values: Values,
  { environment, now }: Circumstances,
): Promise<number> {
  const key = drawServerKey(environment);
  const holder =
    values.person === undefined ? serverOf(values) : await personOf(store, log, values, values.person, now);
  const kept = {
    id: randomUUID(),
    name: holder.name,
    hash: hashServerKey(key),
    ...holder.rights,
    createdAt: now,
    createdBy: operatorActor(),
    expiresAt: values.expires === undefined ? null : instantOf(values.expires, now),
    revokedAt: null,
    revokedBy: null,
    lastUsedAt: null,
  };
  await store.insertKey(kept);
  const { id: keyId, name, scopes: granted, operatorId, expiresAt, createdBy: actor } = kept;
  log.info('credential.created', { keyId, name, scopes: granted, operatorId, expiresAt, actor });
  process.stderr.write(`Key ${kept.id} (${kept.name}). It is shown once and stored nowhere:\n`);
  process.stdout.write(`${key}\n`);
  return exitCodes.done;
}

async function listKeys(
  store: CredentialStore,
  _log: Log,
  _values: Values,
  { now }: Circumstances,
): Promise<number> {
  for (const key of await store.listKeys()) {
    const isExpired = key.expiresAt !== null && key.expiresAt <= now;
    const state = key.revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'works';
    const expiry = key.expiresAt === null ? 'never expires' : `expires ${key.expiresAt.toISOString()}`;
    const use = key.lastUsedAt === null ? 'never used' : `used ${key.lastUsedAt.toISOString()}`;
    const { operator: person } = key;
    const rights = person === null ? key.scopes.join(',') : `${person.role} ${person.name}`;
    process.stdout.write(`${key.id}  ${key.name}  ${state}  ${rights}  ${expiry}  ${use}\n`);
  }
  return exitCodes.done;
}

async function revokeKey(
  store: CredentialStore,
  log: Log,
  values: Values,
  { now }: Circumstances,
): Promise<number> {
  const id = required('id', values.id);
  const revocation = { by: operatorActor(), at: now };
  return reportOutcome(
    logged(await store.revokeKey(id, revocation), log, { keyId: id, actor: revocation.by }),
    `Key ${id} is revoked.`,
    'There is no such key.',
  );
}

/** `--order`: the public id, or the id in the log. */
async function revokeOrder(
  store: CredentialStore,
  log: Log,
  values: Values,
  { now }: Circumstances,
): Promise<number> {
  const order = required('order', values.order);
  const orderId = parseOrderId(order) ?? order;
  const revocation = { by: operatorActor(), at: now };
  const outcome = await store.revokeOrderAccess(orderId, revocation);
  const isDone = logged(outcome, log, { orderId, actor: revocation.by });
  return reportOutcome(isDone, `The client token of order ${order} is revoked.`, 'There is no such order.');
}

async function revokeCheckout(
  store: CredentialStore,
  log: Log,
  values: Values,
  { now }: Circumstances,
): Promise<number> {
  const partnerReferenceNo = required('checkout', values.checkout);
  const revocation = { by: operatorActor(), at: now };
  const outcome = await store.revokeCheckoutAccess(partnerReferenceNo, revocation);
  return reportOutcome(
    logged(outcome, log, { partnerReferenceNo, actor: revocation.by }),
    `The token of checkout ${partnerReferenceNo} is revoked.`,
    'There is no such checkout.',
  );
}

/** Logs a revocation that is new; returns whether there is such a credential. */
function logged(outcome: RevocationOutcome, log: Log, credential: Record<string, unknown>): boolean {
  if (outcome === 'revoked') log.info('credential.revoked', credential);
  return outcome !== 'notFound';
}

/** A date means its first instant in Jakarta, where the merchant lives. */
function instantOf(text: string, now: Date): Date {
  const instant = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+07:00` : text);
  if (!(instant > now && instant.getTime() <= expiresMaxMs)) {
    throw new UsageError('--expires is a date or an RFC 3339 instant in the future, in 9999 at the latest');
  }
  return instant;
}

const subcommands = {
  create: createKey,
  list: listKeys,
  revoke: revokeKey,
  'revoke-order-access': revokeOrder,
  'revoke-checkout-access': revokeCheckout,
} as const;

await runCommand({
  usage,
  options: {
    name: { type: 'string' },
    scopes: { type: 'string' },
    person: { type: 'string' },
    role: { type: 'string' },
    'refund-max': { type: 'string' },
    'day-max': { type: 'string' },
    expires: { type: 'string' },
    id: { type: 'string' },
    order: { type: 'string' },
    checkout: { type: 'string' },
  },
  subcommands: ['create', 'list', 'revoke', 'revoke-order-access', 'revoke-checkout-access'],
  run: (values, name) =>
    withOperatorDatabase(readConfiguration(), async (database, environment) => {
      const now = await makeReadDatabaseTime(database)();
      const circumstances = { environment, now };
      return subcommands[name](createCredentialStore(database), createLog('info'), values, circumstances);
    }),
});
