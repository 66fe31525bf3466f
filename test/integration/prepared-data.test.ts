import { access, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareData } from '../../src/packages/testing/prepared-data.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { ask } from '../support/embedded-postgres-stage.ts';
import { sampleOf } from '../support/sample.ts';

let folder: string;
let cache: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gapura-prepared-'));
  cache = join(folder, 'cache');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The data folder of one more start. */
async function prepared(cacheFolder = cache): Promise<string> {
  const dataDir = await mkdtemp(join(folder, 'data-'));
  await prepareData(dataDir, cacheFolder);
  return dataDir;
}
const read = (dataDir: string, file: string) => readFile(join(dataDir, file), 'utf8');
const secretsOf = async (dataDir: string) =>
  JSON.parse(await read(dataDir, 'gateway-secrets.json')) as Record<string, string>;

test('the first starts of a machine come together, each makes what it needs, and one of them is kept', async () => {
  const [first, second] = await Promise.all([prepared(), prepared()]);
  expect(await readdir(cache)).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
  expect(await read(first, 'postgres/server/password')).toBe(await read(second, 'postgres/server/password'));
  expect(await read(first, 'postgres/server/port')).not.toBe(await read(second, 'postgres/server/port'));
});

test('a later start has a migrated database of its own, known keys, and secrets that nobody else has', async () => {
  const [one, other] = [await prepared(), await prepared()];
  const dataDir = join(one, 'postgres');
  const postgres = await startEmbeddedPostgres({ dataDir });
  expect(await migrateDatabase(postgres.url)).toBe(0);
  expect(await ask(postgres.url, 'select count(*)::int as count from orders')).toEqual([{ count: 0 }]);
  expect(await ask(postgres.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
  await postgres.leave();
  const [mine, others] = [await secretsOf(one), await secretsOf(other)];
  expect(mine.privateKeyPem).toBe(others.privateKeyPem);
  expect(mine.serverKey).not.toBe(others.serverKey);
  expect(mine.tokenSecret).not.toBe(others.tokenSecret);
  expect(await read(one, 'simulator/notify-private-key.pem')).toContain('PRIVATE KEY');
});

/** Each is made again by a Postgres of its own. */
const damages = [
  ['of which a file is missing', (template: string) => rm(join(template, 'server/data/global/pg_control'))],
  ['of which a file is cut', (template: string) => truncate(join(template, 'server/data/PG_VERSION'), 1)],
  ['whose key cannot be read', (template: string) => writeFile(join(template, 'simulator-key.pem'), '')],
] as const;
test.each(sampleOf(damages, 3))('what is kept and %s is made again, never used', async (_, damage) => {
  const [name = ''] = await readdir(cache);
  const template = join(cache, name);
  await damage(template);
  const dataDir = await prepared();
  expect(await read(dataDir, 'postgres/server/data/PG_VERSION')).toBe('18\n');
  await access(join(template, 'server/data/global/pg_control'));
  expect(await read(template, 'simulator-key.pem')).toContain('PRIVATE KEY');
});

test('where nothing can be kept, a start prepares nothing and goes on', async () => {
  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  const dataDir = await prepared(file);
  expect(await readdir(dataDir)).toEqual([]);
});
