import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, customType } from 'drizzle-orm/pg-core';
import type { Rupiah } from '../../domain/money.ts';
import { readInstant } from '../postgres/read-instant.ts';
import { storedJson, storedText } from '../postgres/stored-text.ts';

/**
 * Text that is compared byte by byte: the order of rows, and with it every index and cursor, is the same on
 * every machine and survives an update of the operating system's locale files. It also lets an ordinary index
 * answer a search by prefix. Identifiers are kept as text: a malformed one is simply unknown, with no cast
 * that could fail.
 */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: storedText,
});

/** A value as JSON: strings, and what `store/codec` turns into strings. */
export const json = <Value>(name: string) =>
  customType<{ data: Value; driverData: unknown }>({ dataType: () => 'jsonb', toDriver: storedJson })(name);

/**
 * The number that the payer types at a bank or says at a till, from its end: an index of it finds numbers by their last
 * digits. Null for other instructions.
 */
export function paymentNumberReversed(instruction: AnyPgColumn): SQL {
  return sql`(reverse(coalesce(${instruction} ->> 'number', ${instruction} ->> 'code')) collate "C")`;
}

/** An amount in sen. SNAP's 16 digits of rupiah are 18 digits of sen: bigint has room for them. */
export const sen = (name: string) => bigint(name, { mode: 'bigint' }).$type<Rupiah>();

/** An instant in milliseconds, which is what a Date holds: written and read without loss. */
export const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (value) => value.toISOString(),
  fromDriver: readInstant,
});
