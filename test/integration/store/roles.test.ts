import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { CannotMigrate, migrateDatabase } from '../../../src/store/postgres/migrate-database.ts';
import { requireSuitableDatabase } from '../../../src/store/postgres/preconditions.ts';
import { claimWorld } from '../../../src/store/world/database-world.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';

const role = `gapura_app_${randomBytes(4).toString('hex')}`;
let fresh: FreshDatabase;
let owner: postgres.Sql;
let roleUrl: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  owner = postgres(fresh.url, { max: 1, fetch_types: false, onnotice: () => undefined });
  await owner.unsafe(`create role ${role} login password 'of-this-test'`);
  await owner.unsafe('revoke create on schema public from public');
  const url = new URL(fresh.url);
  url.username = role;
  url.password = 'of-this-test';
  roleUrl = url.href;
});

afterAll(async () => {
  await owner.unsafe(`drop owned by ${role}; drop role ${role}`);
  await owner.end();
  await fresh.drop();
});

test('a role without any grant is refused in a sentence that names the grant', async () => {
  const refusal = await migrateDatabase(roleUrl).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(CannotMigrate);
  expect(String(refusal)).toMatch(/grant usage on schema drizzle/);
});

test('a role that owns nothing starts and works with the grants of docs/operating.md', async () => {
  const document = readFileSync(join(import.meta.dirname, '../../../docs/operating.md'), 'utf8');
  const grants = /```sql\n(grant[^`]+)```/.exec(document)?.[1] ?? '';
  await owner.unsafe(grants.replaceAll('gapura_app', role).replaceAll('gapura_owner', 'current_user'));
  const database = connectDatabase({ url: roleUrl, connectionsMax: 2 });
  try {
    await requireSuitableDatabase(database);
    await migrateDatabase(roleUrl);
    const world = { environment: 'sandbox', danaHost: 'h', partnerId: 'p', merchantId: 'm' } as const;
    await claimWorld(database, world, new Date());
    const store = createOrderStore(database);
    const { id } = await insertOrder(store, {});
    expect(await store.find({ id })).toMatchObject({ id });
    await owner`create table of_the_next_build (id int)`;
    expect(await database.$client.unsafe('select from of_the_next_build')).toHaveLength(0);
  } finally {
    await closeDatabase(database);
  }
});

test('a role that owns nothing cannot apply a pending migration, and is told who can', async () => {
  await owner`delete from drizzle.__drizzle_migrations`;
  const refusal = await migrateDatabase(roleUrl).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(CannotMigrate);
  expect(String(refusal)).toMatch(/migrations are pending.*npm run database -- migrate/s);
});
