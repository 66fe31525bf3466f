import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, customType } from 'drizzle-orm/pg-core';
import { type Rupiah, zeroRupiah } from '../../domain/money.ts';
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

/** The methods of a column like `paid_with`, in their order, as a JSON list of strings. */
export function methodsOf(paidWith: AnyPgColumn): SQL {
  return sql`jsonb_path_query_array(${paidWith}, '$[*].payMethod')`;
}

/** The ends of the classes below, in seconds: a minute to half a year. */
export const lifetimeBounds = [
  60, 240, 960, 3_840, 15_360, 61_440, 245_760, 983_040, 3_932_160, 15_728_640,
] as const;

/** The class of the time between an order's creation and its last change, from 0; the last class has no end. */
export function lifetimeClass(createdAt: AnyPgColumn, updatedAt: AnyPgColumn): SQL {
  const bounds = sql.raw(`'{${lifetimeBounds.join()}}'::double precision[]`);
  return sql`width_bucket(extract(epoch from ${updatedAt} - ${createdAt})::double precision, ${bounds})`;
}

/** An amount in sen. SNAP's 16 digits of rupiah are 18 digits of sen: bigint has room for them. */
export const sen = customType<{ data: Rupiah; driverData: string | Rupiah }>({
  dataType: () => 'bigint',
  // Most amounts of most orders are zero.
  fromDriver: (text) => (text === '0' ? zeroRupiah : (BigInt(text) as Rupiah)),
});

/** An instant in milliseconds, which is what a Date holds: written and read without loss. */
export const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (value) => value.toISOString(),
  fromDriver: readInstant,
});
