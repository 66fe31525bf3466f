import { randomUUID } from 'node:crypto';
import { type Role, roles, type Scope, scopes } from '../access/caller.ts';
import type { CeilingRecord, CredentialStore, OperatorRecord } from '../access/credential-store.ts';
import { formatSen, parseRupiah, type Rupiah } from '../domain/money.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { operator as operatorActor } from './operator.ts';
import { UsageError } from './run-command.ts';

const nameLengthMax = 64;

/** The options that say who gets a key. */
export interface HolderOptions {
  readonly name?: string | undefined;
  readonly scopes?: string | undefined;
  readonly person?: string | undefined;
  readonly role?: string | undefined;
  readonly 'refund-max'?: string | undefined;
  readonly 'day-max'?: string | undefined;
}

/** Who gets a key, and what the key itself may do. */
export interface Holder {
  readonly name: string;
  readonly rights: CeilingRecord & { readonly scopes: readonly Scope[]; readonly operatorId: string | null };
}

/** A merchant's server, with the scopes of the command. */
export function serverOf(values: HolderOptions): Holder {
  if (values.role !== undefined) throw new UsageError('--role is a person’s: name the person with --person');
  const granted = scopesOf(required('scopes', values.scopes));
  if (granted.includes('approvals:decide'))
    throw new UsageError('approvals:decide needs a person: use --person');
  const name = nameOf(required('name', values.name));
  return { name, rights: { scopes: granted, operatorId: null, ...ceilingsOf(values) } };
}

/** A key of a person, who is added or changed first if the command says so. */
export async function personOf(
  store: CredentialStore,
  log: Log,
  values: HolderOptions,
  person: string,
  now: Date,
): Promise<Holder> {
  if (values.scopes !== undefined) throw new UsageError('--scopes is a server’s: a person has a --role');
  const operator = await recordPerson(store, log, values, person, now);
  const keyName = values.name === undefined ? operator.name : nameOf(values.name);
  return { name: keyName, rights: { scopes: [], operatorId: operator.id, eachMax: null, dayMax: null } };
}

/**
 * The person with this name, added if there is none. What the options name is changed, whatever they do not name stays. Throws
 * a UsageError for a person who was revoked.
 */
export async function recordPerson(
  store: Pick<CredentialStore, 'findOperator' | 'putOperator'>,
  log: Log,
  values: HolderOptions,
  person: string,
  now: Date,
): Promise<OperatorRecord> {
  const name = nameOf(required('person', person));
  const known = await store.findOperator(name);
  if (known !== null && known.revokedAt !== null)
    throw new UsageError(`${name} is revoked: npm run operators -- restore --person ${name}`);
  const operator: OperatorRecord = {
    id: known?.id ?? randomUUID(),
    name,
    role: known !== null && values.role === undefined ? known.role : roleOf(required('role', values.role)),
    eachMax: amountOf('refund-max', values, known?.eachMax ?? null),
    dayMax: amountOf('day-max', values, known?.dayMax ?? null),
    createdAt: known?.createdAt ?? now,
    createdBy: known?.createdBy ?? operatorActor(),
  };
  const { id: operatorId, role, eachMax, dayMax } = operator;
  const isSame =
    known !== null && known.role === role && known.eachMax === eachMax && known.dayMax === dayMax;
  if (!isSame) {
    await store.putOperator(operator);
    const limits = { eachMax: eachMax && formatSen(eachMax), dayMax: dayMax && formatSen(dayMax) };
    log.info('operator.recorded', { operatorId, name, role, ...limits, actor: operatorActor() });
  }
  return operator;
}

function roleOf(text: string): Role {
  const role = roles.find((candidate) => candidate === text);
  if (role === undefined) throw new UsageError(`"${text}" is no role`);
  return role;
}

function ceilingsOf(values: HolderOptions): CeilingRecord {
  return { eachMax: amountOf('refund-max', values, null), dayMax: amountOf('day-max', values, null) };
}

/** The limit that the option names; `none` removes it, and without the option `kept` stays. */
function amountOf(name: 'refund-max' | 'day-max', values: HolderOptions, kept: Rupiah | null): Rupiah | null {
  const text = values[name];
  if (text === undefined) return kept;
  if (text === 'none') return null;
  const amount = parseRupiah(text);
  if (amount === undefined)
    throw new UsageError(`--${name} is an amount in whole rupiah, such as 500000, or none`);
  return amount;
}

/** The value of an option. Throws a UsageError without one. */
export function required(name: string, value: string | undefined): string {
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
