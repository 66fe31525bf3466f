import { generateKeyPairSync } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreateOrderDocument, IncidentsDocument } from '../../src/client/core/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { openShop, type Shop } from '../support/shop.ts';

let world: ConfiguredWorld;
let shop: Shop;

beforeAll(async () => {
  world = await startConfiguredWorld();
  shop = openShop(world.gateway.url, world.serverKey);
});

afterAll(async () => {
  await shop?.close();
  await world?.dispose();
});

function create(partnerReferenceNo: string) {
  const input = { partnerReferenceNo, amount: '75000.00', title: 'Two tickets' };
  return shop.server.request(CreateOrderDocument, { input }).then(({ createOrder }) => createOrder);
}

describe('a key that DANA does not know', () => {
  test('fails no order: an alarm and a pause, and every order is recovered after the fix', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const foreignKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await world.desk.post('/simulator/partners', { ...world.partner, publicKey: foreignKey });

    const first = await create('fault-1');
    expect(first).toMatchObject({ __typename: 'CreateOrderSuccess', order: { status: 'CONFIRMING' } });
    const { incidents } = await shop.server.request(IncidentsDocument, { first: 10 });
    expect(incidents.nodes).toMatchObject([{ kind: 'MISCONFIGURED', partnerReferenceNo: 'fault-1' }]);
    expect(world.gateway.output()).toContain('dana.credentials_rejected');

    const second = await eventually(
      () => create('fault-2'),
      ({ __typename }) => __typename === 'TemporarilyUnavailable',
    );
    expect(second).toMatchObject({ reason: 'DANA_CREDENTIALS_REJECTED', retryable: true });

    await world.desk.post('/simulator/partners', world.partner);
    if (first.__typename !== 'CreateOrderSuccess') throw new Error('unreachable');
    const confirmed = await eventually(
      () => shop.read(first.order.id),
      ({ status }) => status !== 'CONFIRMING',
    );
    expect(confirmed.status).toBe('PENDING');
  });
});

describe('a database that cannot be written', () => {
  test('refuses a mutation before DANA is called, and reads continue', async () => {
    const admin = postgres(world.databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
    const setReadOnly = async (value: 'on' | 'off') => {
      const name = new URL(world.databaseUrl).pathname.slice(1);
      await admin.unsafe(`alter database ${name} set default_transaction_read_only = ${value}`);
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`;
    };
    const { order } = await shop.order({ partnerReferenceNo: 'full-1', amount: '1000', title: 'Before' });
    await setReadOnly('on');
    const refused = await eventually(
      () => create('full-2').catch((error: Error) => ({ __typename: error.message })),
      ({ __typename }) => __typename === 'TemporarilyUnavailable',
    );
    expect(refused).toMatchObject({ reason: 'DATABASE_UNAVAILABLE', retryable: true });
    await expect(world.desk.order('full-2')).rejects.toThrow('404');
    expect(await shop.read(order.id)).toMatchObject({ status: 'PENDING' });

    await admin`set default_transaction_read_only = off`;
    await setReadOnly('off');
    await admin.end();
    const created = await eventually(
      () => create('full-2').catch((error: Error) => ({ __typename: error.message })),
      ({ __typename }) => __typename === 'CreateOrderSuccess',
    );
    expect(created).toMatchObject({ order: { status: 'PENDING' } });
  });
});

test('afterwards DANA and the gateway say the same, and nothing is broken', async () => {
  await eventually(
    () => world.judge(true),
    (broken) => broken.length === 0,
  );
});
