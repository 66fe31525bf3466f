import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import type { GatewaySettings } from '../../src/config/settings.ts';
import { judgeWorld } from '../../src/doctor/check-database.ts';
import { startGateway } from '../../src/gateway/compose.ts';
import { embeddedWorld } from '../../src/gateway/embedded.ts';
import { worldOf } from '../../src/gateway/world-of.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { closeDatabase, connectDatabase, type Database } from '../../src/store/postgres/database.ts';
import { claimWorld, ForeignDatabase, readWorld } from '../../src/store/world/database-world.ts';
import { runCommand } from '../support/command.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { silentLog } from '../support/silent-log.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const danaKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 4 });
});

afterAll(async () => {
  if (database) await closeDatabase(database);
  await fresh?.drop();
});

/** The variables of a production gateway on this database, with these changes. */
const environment = (changed: Record<string, string> = {}) => ({
  PORT: '0',
  HOST: '127.0.0.1',
  DANA_ENV: 'production',
  X_PARTNER_ID: 'partner-1',
  PRIVATE_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  DANA_WEBHOOK_PUBLIC_KEY_STRING: danaKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  MERCHANT_ID: '216620000000000000001',
  MCC: '5732',
  PUBLIC_URL: 'https://pay.example',
  RETURN_URL: 'https://shop.example/thanks',
  DATABASE_URL: fresh.url,
  SERVER_KEY: `gsk_${changed.DANA_ENV === 'sandbox' ? 'test' : 'live'}_world-test-server-key-of-32-chars`,
  TOKEN_SECRET: 'world-test-token-secret-of-32-bytes',
  ...changed,
});

const simulated = { DANA_ENV: 'sandbox', DANA_BASE_URL: 'http://127.0.0.1:4010' };

function settings(changed: Record<string, string> = {}): GatewaySettings {
  const result = readConfig(environment(changed), () => '');
  if (result.kind === 'faulty') throw new Error(result.faults.join('\n'));
  if (result.config.mode === 'embedded') throw new Error('a configured gateway is needed');
  return result.config.settings;
}

const start = (changed?: Record<string, string>) =>
  startGateway(settings(changed), systemClock(), silentLog).then((gateway) => gateway.close());

test('a database belongs to the gateway that started on it first, and no gateway of another world starts on it', async () => {
  await start();
  await start();
  expect(await readWorld(database)).toEqual({
    environment: 'production',
    danaHost: 'api.saas.dana.id',
    partnerId: 'partner-1',
    merchantId: '216620000000000000001',
  });
  for (const changed of [
    simulated,
    { DANA_ENV: 'sandbox' },
    { X_PARTNER_ID: 'partner-2' },
    { MERCHANT_ID: '216620000000000000002' },
  ]) {
    const refusal = await start(changed).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ForeignDatabase);
    expect(String(refusal)).toMatch(/belongs to "production api.saas.dana.id partner-1 2.*DATABASE_URL/);
  }
  await expect(claimWorld(database, embeddedWorld, new Date())).rejects.toThrow(ForeignDatabase);
});

test('commands that read or change orders, events or keys refuse a database of another world', async () => {
  const events = { EVENTS_URL: 'https://shop.example/events', EVENTS_SECRET: `whsec_${'A'.repeat(43)}=` };
  const ends = await Promise.all([
    runCommand('inbox', ['replay'], environment(simulated)),
    runCommand('events', ['list'], environment({ ...simulated, ...events })),
    runCommand('keys', ['list'], environment({ MERCHANT_ID: '216620000000000000002' })),
  ]);
  for (const { stdout, stderr, exitCode } of ends) {
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatch(/^This database belongs to "production api.saas.dana.id partner-1 /);
  }
});

test('only an operator who names its present world gives a database to another one', async () => {
  const renewed = { X_PARTNER_ID: 'partner-2' };
  const from = 'production api.saas.dana.id partner-1 216620000000000000001';
  const wrong = await runCommand(
    'database',
    ['reassign', '--from', embeddedWorld.danaHost],
    environment(renewed),
  );
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('nothing was changed') });
  expect(await readWorld(database)).toEqual(worldOf(settings()));

  expect(await runCommand('database', ['reassign', '--from', from], environment(renewed))).toMatchObject({
    exitCode: 0,
    stdout: 'The database belongs to production api.saas.dana.id partner-2 216620000000000000001 now.',
  });
  await start(renewed);
  await expect(start()).rejects.toThrow(ForeignDatabase);
});

test('of gateways of two worlds that start first at the same time, one starts', async () => {
  const empty = await freshDatabase();
  const shared = connectDatabase({ url: empty.url, connectionsMax: 4 });
  try {
    const worlds = [worldOf(settings()), embeddedWorld, worldOf(settings()), embeddedWorld];
    const ends = await Promise.allSettled(worlds.map((world) => claimWorld(shared, world, new Date())));
    const stamped = await readWorld(shared);
    expect(ends.map(({ status }) => status === 'fulfilled')).toEqual(
      worlds.map(({ environment: name }) => name === stamped?.environment),
    );
  } finally {
    await closeDatabase(shared);
    await empty.drop();
  }
});

test('the doctor says whose the database is', () => {
  const ours = worldOf(settings());
  expect(judgeWorld(null, ours)).toMatchObject({ verdict: 'ok' });
  expect(judgeWorld(ours, ours)).toMatchObject({ verdict: 'ok' });
  expect(judgeWorld(embeddedWorld, ours)).toMatchObject({
    verdict: 'fail',
    says: expect.stringContaining('embedded simulator gapura-embedded'),
  });
});
