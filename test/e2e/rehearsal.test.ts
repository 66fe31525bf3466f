import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayClient } from '../../src/client/core/gateway-client.ts';
import { CreateOrderDocument, OrderDocument } from '../../src/client/core/generated/graphql.ts';
import { runCommand } from '../support/command.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';

let world: ConfiguredWorld;
beforeAll(async () => {
  world = await startConfiguredWorld({ environment: { DANA_ENV: 'production', REHEARSAL: 'true' } });
});
afterAll(() => world?.dispose());

test('a rehearsal of production sells and is paid at the simulator, with genuine signatures', async () => {
  const client = createGatewayClient({ url: `${world.gateway.url}/graphql`, token: world.serverKey });
  const input = {
    partnerReferenceNo: 'rehearsed',
    amount: '75000',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
  const { createOrder } = await client.request(CreateOrderDocument, { input });
  expect(createOrder).toMatchObject({ __typename: 'CreateOrderSuccess', order: { status: 'PENDING' } });
  await world.desk.pay('rehearsed');
  await eventually(
    () => client.request(OrderDocument, { by: { partnerReferenceNo: 'rehearsed' } }),
    ({ order }) => order?.status === 'PAID',
  );
  expect(await world.judge(true)).toEqual([]);
});

test('it says so at start and in every answer', async () => {
  expect(world.gateway.output()).toContain('gateway.rehearsal_started');
  const ready = await fetch(`${world.gateway.url}/health/ready`);
  expect([ready.status, ready.headers.get('x-gapura-mode')]).toEqual([200, 'rehearsal']);
});

test('its database is no database of production', async () => {
  const { REHEARSAL: _, DANA_BASE_URL: __, ...production } = world.environment;
  const { stdout, exitCode } = await runCommand('doctor', [], {
    ...production,
    SERVER_KEY: 'gsk_live_rehearsal-test-server-key-32',
    PUBLIC_URL: 'https://pay.invalid',
  });
  expect(stdout).toContain('belongs to rehearsal ');
  expect(exitCode).not.toBe(0);
});
