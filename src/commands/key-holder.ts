import { randomUUID } from 'node:crypto';
import { type Role, roles, type Scope, scopes } from '../access/caller.ts';
import type { CeilingRecord, CredentialStore, OperatorRecord } from '../access/credential-store.ts';
import { parseRupiah, type Rupiah } from '../domain/money.ts';
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

/** The person, added or changed first if the command says so. */
export async function personOf(
  store: CredentialStore,
  log: Log,
  values: HolderOptions,
  person: string,
  now: Date,
): Promise<Holder> {
  if (values.scopes !== undefined) throw new UsageError('--scopes is a server’s: a person has a --role');
  const name = nameOf(required('person', person));
  const known = await store.findOperator(name);
  const operator: OperatorRecord = {
    id: known?.id ?? randomUUID(),
    name,
    role: known !== null && values.role === undefined ? known.role : roleOf(required('role', values.role)),
    ...(known !== null && values.role === undefined ? limitsOf(known) : ceilingsOf(values)),
    createdAt: known?.createdAt ?? now,
    createdBy: known?.createdBy ?? operatorActor(),
  };
  if (known === null || values.role !== undefined) {
    await store.putOperator(operator);
    const { id: operatorId, role } = operator;
    log.info('operator.recorded', { operatorId, name, role, actor: operatorActor() });
  }
  const keyName = values.name === undefined ? name : nameOf(values.name);
  return { name: keyName, rights: { scopes: [], operatorId: operator.id, eachMax: null, dayMax: null } };
}

function roleOf(text: string): Role {
  const role = roles.find((candidate) => candidate === text);
  if (role === undefined) throw new UsageError(`"${text}" is no role`);
  return role;
}

function limitsOf({ eachMax, dayMax }: CeilingRecord): CeilingRecord {
  return { eachMax, dayMax };
}

function ceilingsOf(values: HolderOptions): CeilingRecord {
  return { eachMax: amountOf('refund-max', values), dayMax: amountOf('day-max', values) };
}

function amountOf(name: 'refund-max' | 'day-max', values: HolderOptions): Rupiah | null {
  const text = values[name];
  if (text === undefined) return null;
  const amount = parseRupiah(text);
  if (amount === undefined) throw new UsageError(`--${name} is an amount in whole rupiah, such as 500000`);
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
