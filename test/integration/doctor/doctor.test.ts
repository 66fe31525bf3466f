import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import type { Finding } from '../../../src/doctor/finding.ts';
import { runChecks } from '../../../src/doctor/run-checks.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { runCommand } from '../../support/command.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { freePorts } from '../../support/free-ports.ts';
import { hasNats, openNatsServer } from '../../support/nats-server.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';
import { type Scene, startScene } from '../simulator/support/scene.ts';

const token = 'doctor-test-token-secret-of-32-bytes';

let scene: Scene;
let database: FreshDatabase;
let environment: Record<string, string>;
const servers: Server[] = [];

beforeAll(async () => {
  scene = await startScene();
  database = await freshDatabase();
  const [port = 0] = await freePorts(1);
  environment = {
    PORT: String(port),
    HOST: '127.0.0.1',
    DANA_ENV: 'sandbox',
    X_PARTNER_ID: scene.merchant.partnerId,
    PRIVATE_KEY: scene.merchant.privateKeyPem,
    DANA_WEBHOOK_PUBLIC_KEY_STRING: scene.simulator.publicKey,
    DANA_BASE_URL: scene.simulator.url,
    MERCHANT_ID: scene.merchant.merchantId,
    EXTERNAL_STORE_ID: 'store-1',
    MCC: '5732',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    RETURN_URL: 'https://shop.example/thanks',
    DATABASE_URL: database.url,
    SERVER_KEY: 'gsk_test_doctor-test-server-key-of-32',
    TOKEN_SECRET: token,
  };
});

afterAll(async () => {
  for (const server of servers) server.close();
  await scene?.close();
  await database?.drop();
});

/** The doctor's findings about the world, with these variables changed. */
async function findings(changed: Record<string, string> = {}, registered: string | null = null) {
  const found: Finding[] = [];
  const result = readConfig({ ...environment, ...changed }, () => '');
  for await (const finding of runChecks(result, registered)) found.push(finding);
  return new Map(found.map((finding) => [finding.check, finding]));
}

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('the doctor as a command, before the first start', () => {
  test('ends with 0 in a healthy environment, where only the loopback address is not ok, and prints no secret', async () => {
    const publicKey = join(scene.dataDir, 'public.pem');
    await writeFile(publicKey, scene.merchant.publicKey);
    const { stdout, stderr, exitCode } = await runCommand('doctor', ['--public-key', publicKey], environment);
    expect(stdout.match(/^(ok|warn|fail) +\S.*?(?= {2})/gm)?.map((line) => line.replace(/ +/, ' '))).toEqual([
      'ok variables',
      'ok time zone',
      'ok merchant key',
      'ok DANA’s public key',
      'ok database',
      'ok database clock',
      'ok statement timeout',
      'ok pooler',
      'ok migrations',
      'ok world',
      'ok NOTIFY',
      'ok events',
      'ok DANA',
      'ok clock',
      'warn NOTIFICATION URL',
      'warn TLS',
      'ok notify route',
    ]);
    expect(exitCode).toBe(0);
    const said = stdout + stderr;
    for (const secret of [token, environment.SERVER_KEY, new URL(database.url).password]) {
      expect(said).not.toContain(secret);
    }
    for (const line of scene.merchant.privateKeyPem.split('\n').slice(1, -2))
      expect(said).not.toContain(line);
  });

  test('ends with 1 for half a configuration, with one line for each fault', async () => {
    const { stdout, exitCode } = await runCommand('doctor', [], { X_PARTNER_ID: 'partner-1' });
    expect(stdout).toContain('fail  variables             PRIVATE_KEY is missing');
    expect(stdout).toContain('fail  variables             MCC is missing');
    expect(exitCode).toBe(1);
  });
});

describe('the doctor names the fault and what to do', () => {
  test('about a key that DANA does not know', async () => {
    const unknownKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const found = await findings(
      { PRIVATE_KEY: unknownKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
      scene.merchant.publicKey,
    );
    expect(found.get('merchant key')).toMatchObject({ verdict: 'fail' });
    expect(found.get('DANA')).toMatchObject({
      verdict: 'fail',
      says: '4010000 Unauthorized. Invalid Signature',
      todo: expect.stringContaining('X_PARTNER_ID'),
    });
    expect(found.get('database')).toMatchObject({ verdict: 'ok' });
  });

  test('about a wrong merchant, and a DANA that does not answer', async () => {
    const foreign = await findings({ MERCHANT_ID: '216620000000000000009' });
    expect(foreign.get('DANA')).toMatchObject({
      verdict: 'fail',
      todo: expect.stringContaining('MERCHANT_ID'),
    });
    const [closed] = await freePorts(1);
    const away = await findings({ DANA_BASE_URL: `http://127.0.0.1:${closed}` });
    expect(away.get('DANA')).toMatchObject({
      verdict: 'fail',
      says: expect.stringContaining('ECONNREFUSED'),
    });
    expect(away.has('clock')).toBe(false);
  });

  test('about events that no reader gets, until the command has given them places', async () => {
    const sql = postgres(database.url, { max: 1, fetch_types: false, onnotice: () => undefined });
    const connection = connectDatabase({ url: database.url, connectionsMax: 1 });
    try {
      await insertOrder(createOrderStore(connection));
      await sql`delete from event_places`;
      expect((await findings()).get('events')).toEqual({
        check: 'events',
        verdict: 'warn',
        says: 'without a place: 1; no reader and no server of the shop ever gets them',
        todo: expect.stringContaining('npm run events -- place'),
      });
      const { stdout, exitCode } = await runCommand('events', ['place'], environment);
      expect([stdout, exitCode]).toEqual(['1 event(s) have a place now; readers get them last.', 0]);
      expect((await findings()).get('events')).toMatchObject({ verdict: 'ok' });
    } finally {
      await sql.end();
      await closeDatabase(connection);
    }
  });

  test('about a NATS server that is away', async () => {
    const [closed] = await freePorts(1);
    const found = await findings({ WAKE_URL: `nats://somebody:secret@127.0.0.1:${closed}` });
    expect(found.get('NATS')).toMatchObject({
      verdict: 'fail',
      says: expect.stringContaining('CONNECTION_REFUSED'),
      todo: expect.stringContaining('WAKE_URL'),
    });
    expect(JSON.stringify(found.get('NATS'))).not.toContain('secret');
    // With NATS no process listens to Postgres.
    expect(found.has('NOTIFY')).toBe(false);
  });

  test.skipIf(!hasNats)('and none about a NATS server that passes a message on', async () => {
    const server = await openNatsServer();
    const found = await findings({ WAKE_URL: `nats://${server.address}` });
    await server.kill();
    expect(found.get('NATS')).toMatchObject({ verdict: 'ok' });
  });

  test('about a database that is empty, missing or unreachable', async () => {
    const url = new URL(database.url);
    url.pathname = '/postgres';
    expect((await findings({ DATABASE_URL: url.href })).get('migrations')).toMatchObject({
      verdict: 'ok',
      says: expect.stringMatching(/^\d+ to be applied by the next start$/),
    });
    url.pathname = '/no_such_database';
    expect((await findings({ DATABASE_URL: url.href })).get('database')).toMatchObject({
      verdict: 'fail',
      says: expect.stringContaining('3D000'),
    });
    const [closed] = await freePorts(1);
    const away = await findings({
      DATABASE_URL: `postgres://gapura:hunter2hunter2@127.0.0.1:${closed}/gapura`,
    });
    expect(away.get('database')).toMatchObject({
      verdict: 'fail',
      says: expect.stringContaining('ECONNREFUSED'),
    });
    expect(JSON.stringify([...away])).not.toContain('hunter2');
  });

  test('about LISTEN and NOTIFY in two different databases', async () => {
    const url = new URL(database.url);
    url.pathname = '/postgres';
    expect((await findings({ DATABASE_LISTEN_URL: url.href })).get('NOTIFY')).toMatchObject({
      verdict: 'fail',
    });
  });

  test('about a NOTIFICATION URL that leads elsewhere or nowhere', async () => {
    const elsewhere = createServer((_, response) => response.writeHead(200).end('<h1>It works</h1>'));
    const port = await listening(elsewhere);
    expect((await findings({ PUBLIC_URL: `http://127.0.0.1:${port}` })).get('notify route')).toMatchObject({
      verdict: 'fail',
      says: 'HTTP 200 and not our answer',
    });
    const [closed] = await freePorts(1);
    expect((await findings({ PUBLIC_URL: `http://127.0.0.1:${closed}` })).get('notify route')).toMatchObject({
      verdict: 'fail',
      says: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('about an https URL of a server without TLS', async () => {
    const port = await listening(createTcpServer((socket) => socket.end('220 mail\r\n')));
    const found = await findings({ PUBLIC_URL: `https://127.0.0.1:${port}` });
    expect(found.get('TLS')).toMatchObject({ verdict: 'fail' });
    expect(found.get('notify route')).toMatchObject({ verdict: 'fail' });
  });
});
