import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';

/** The migrations folder: beside this file's folder in src, and in dist too, because the build copies it. */
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** One migration of this build, or one that a database has on record. */
export interface Migration {
  /** SHA-256 of its file. */
  readonly hash: string;
  /** When it was made, in ms since 1970; what is younger than the youngest on record is pending. */
  readonly at: number;
}

/** A migration of this build. */
export interface KnownMigration extends Migration {
  readonly statements: readonly string[];
}

/** The migrations of this build, oldest first. */
export function knownMigrations(): readonly KnownMigration[] {
  return readMigrationFiles({ migrationsFolder }).map(({ hash, folderMillis, sql }) => ({
    hash,
    at: folderMillis,
    statements: sql,
  }));
}

/** The migrations that a database has on record, none if it was never migrated. */
export async function readAppliedMigrations(client: postgres.Sql): Promise<readonly Migration[]> {
  const [record] = await client`select to_regclass('drizzle.__drizzle_migrations') is not null as "isThere"`;
  if (!record?.isThere) return [];
  const rows = await client<{ hash: string; at: string }[]>`
    select hash, created_at::text as at from drizzle.__drizzle_migrations`;
  return rows.map(({ hash, at }) => ({ hash, at: Number(at) }));
}

/** When the youngest of these migrations was made, in ms since 1970; 0 if there is none. */
export function youngestOf(applied: readonly Migration[]): number {
  return applied.reduce((youngest, { at }) => Math.max(youngest, at), 0);
}

/** The migrations of this build that are still to be applied, oldest first. */
export function pendingMigrations(applied: readonly Migration[]): readonly KnownMigration[] {
  const youngest = youngestOf(applied);
  return knownMigrations().filter(({ at }) => at > youngest);
}

/**
 * Whether an older, unreleased build made the database: it has migrations on record, and the first migration of this
 * build is not among them. A newer build's database has it, beside others that this build does not know; during a
 * rolling update such a database is served.
 */
export function isOutdated(applied: readonly Migration[]): boolean {
  const [initial] = knownMigrations();
  return applied.length > 0 && !applied.some(({ hash }) => hash === initial?.hash);
}
