import { readFileSync } from 'node:fs';
import { knownMigrations } from '../store/postgres/migrations.ts';

/** What runs here. */
export interface BuildInfo {
  /** Of package.json. */
  readonly version: string;
  /** The first 12 digits of the hash of the newest migration: what the tables are like. */
  readonly schema: string;
}

/** package.json is two folders up, both from src and from dist. */
export function readBuildInfo(): BuildInfo {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return { version, schema: knownMigrations().at(-1)?.hash.slice(0, 12) ?? 'none' };
}
