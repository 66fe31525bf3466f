import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchUp } from '../../docs/examples/event-receiver.js';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { openReceiver, type Receiver, versionsByOrder, webhookSecret } from '../support/event-receiver.ts';
import { eventually } from '../support/eventually.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { programArguments } from '../support/programs.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { openSimulatorDesk } from '../support/simulator-desk.ts';

let receiver: Receiver;
let environment: Record<string, string>;
const cleanUp: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  receiver = await openReceiver();
  environment = {
    EVENTS_URL: receiver.url,
    EVENTS_SECRET: webhookSecret('the merchant'),
    EVENTS_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'info',
  };
  cleanUp.push(() => receiver.close());
});

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const order = (partnerReferenceNo: string) => ({
  partnerReferenceNo,
  amount: '75000.00',
  title: 'Two tickets',
});

/** Every event of the gateway's own list, as a merchant's server queries it. */
async function list(url: string, serverKey: string): Promise<string[]> {
  const ids: string[] = [];
  await catchUp({ url, serverKey, after: null, keep: async ({ id }) => void ids.push(id) });
  return ids;
}

test('two gateways deliver the events of a sale once, in sequence, and both list the same events', async () => {
  const world: ConfiguredWorld = await startConfiguredWorld({ gatewayCount: 2, environment });
  cleanUp.push(() => world.dispose());
  const shop: Shop = openShop(world.gateway.url, world.serverKey);
  cleanUp.push(() => shop.close());
  const { order: sold } = await shop.order(order('events-1'));
  await world.desk.pay('events-1', { payMethod: 'BALANCE' });
  await receiver.hears(3);
  expect(receiver.received.map(({ type }) => type)).toEqual([
    'order.created',
    'order.accepted',
    'order.paid',
  ]);
  expect(receiver.received.map(({ orderId }) => orderId)).toEqual([sold.id, sold.id, sold.id]);
  expect(receiver.forged).toBe(0);
  for (const { url } of world.gateways) {
    expect(await list(url, world.serverKey)).toEqual(receiver.received.map(({ id }) => id));
  }
});

test('a gateway killed during a delivery delivers after its next start; an operator sends an event again', async () => {
  const gateway: GatewayProcess = await startGatewayProcess(environment);
  cleanUp.push(() => gateway.dispose());
  const shop = openShop(gateway.url, gateway.serverKey);
  cleanUp.push(() => shop.close());
  const desk = openSimulatorDesk(gateway.simulatorUrl);

  receiver.answer = ({ type }) => (type === 'order.paid' ? () => undefined : 204);
  await shop.order(order('events-2'));
  await desk.pay('events-2', { payMethod: 'BALANCE' });
  await receiver.hears(3);
  await gateway.kill();
  receiver.answer = () => 204;
  await gateway.start();
  // The leases of the dead process end 30 s later, by the clock that gateway and simulator share.
  await desk.post('/simulator/clock', { advanceMs: 31_000 });
  await eventually(
    async () => receiver.received.length,
    (count) => count === 4,
  );
  expect([...versionsByOrder(receiver.received).values()]).toEqual([[1, 2, 3]]);
  expect(receiver.received[3]?.body).toBe(receiver.received[2]?.body);

  const [id = ''] = receiver.received.map((delivery) => delivery.id);
  expect(await operate(gateway, 'list')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/ open .*0 pending/),
  });
  expect(await operate(gateway, 'redeliver', '--event', id)).toMatchObject({ exitCode: 0 });
  await eventually(
    async () => receiver.received.length,
    (count) => count === 5,
  );
  expect(receiver.received[4]?.id).toBe(id);
  expect(await operate(gateway, 'redeliver', '--dead')).toMatchObject({ exitCode: 1 });
  expect(await operate(gateway, 'redeliver', '--endpoint', 'https://other.example/')).toMatchObject({
    exitCode: 64,
  });
  expect(gateway.output()).not.toContain(environment.EVENTS_SECRET);
});

/** `npm run events -- …`, as an operator types it beside the gateway. */
async function operate(gateway: GatewayProcess, ...words: string[]) {
  const run = spawn(process.execPath, [...programArguments('src/commands/events.ts'), ...words], {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: gateway.dataDir, ...environment },
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(run.stdout),
    text(run.stderr),
    once(run, 'close'),
  ]);
  return { stdout, stderr, exitCode };
}
