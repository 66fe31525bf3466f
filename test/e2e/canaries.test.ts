import { afterAll, beforeAll, expect, test } from 'vitest';
import { catchUp } from '../../docs/examples/event-receiver.js';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { openReceiver, type Receiver, webhookSecret } from '../support/event-receiver.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';
import { openShop, type Shop } from '../support/shop.ts';

const serverKey = 'gsk_test_canary-of-the-server-key-0123456789';
const tokenSecret = 'canary-of-the-token-secret-0123456789abcdef';
const eventsSecret = webhookSecret('the merchant');
const phoneNumber = '081299887766';
const signature = Buffer.from('canary of a signature that is not genuine').toString('base64');

let world: ConfiguredWorld;
let shop: Shop;
/** The merchant's server. It receives events of the order, but no secret and nothing about the payer. */
let receiver: Receiver;
/** The answers to callers without the right to read: they must contain no secret. */
const refusals: string[] = [];

beforeAll(async () => {
  receiver = await openReceiver();
  world = await startConfiguredWorld({
    environment: {
      SERVER_KEY: serverKey,
      TOKEN_SECRET: tokenSecret,
      EVENTS_URL: receiver.url,
      EVENTS_SECRET: eventsSecret,
      EVENTS_ALLOW_PRIVATE: 'true',
      LOG_LEVEL: 'debug',
    },
  });
  shop = openShop(world.gateway.url, serverKey);
});

afterAll(async () => {
  await shop?.close();
  await world?.dispose();
  await receiver?.close();
});

async function refused(path: string, headers: Record<string, string>, body: string): Promise<void> {
  const response = await fetch(world.gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  refusals.push(`${[...response.headers].join('\n')}\n${await response.text()}`);
}

test('no log line, event or answer to a caller without rights contains a secret, whatever goes wrong', async () => {
  const input = { partnerReferenceNo: 'canary-1', amount: '75000', title: 'Two tickets', phoneNumber };
  const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
  const { order, clientToken } = await shop.order({ ...input, ...bri });
  if (order.instruction?.__typename !== 'VirtualAccountInstruction') throw new Error('no virtual account');
  const { number } = order.instruction;
  const screen = await shop.screen(order.id, clientToken);
  await world.desk.pay('canary-1');
  await screen.sees('PAID', ({ status }) => status === 'PAID');
  await shop.refund(order.id, 'canary-refund', '1000');

  // Everything about the next order goes wrong at DANA.
  await world.desk.arm({ operation: 'createOrder', fault: 'html-502', partnerReferenceNo: 'canary-2' });
  await shop.order({ ...input, ...bri, partnerReferenceNo: 'canary-2' });

  const question = JSON.stringify({
    query: `{ order(by: { id: "${order.id}" }) { id } }`,
    variables: { phoneNumber, number },
  });
  await refused('/graphql', { authorization: `Bearer ${serverKey}x` }, question);
  await refused('/graphql', { authorization: `Bearer ${clientToken}x` }, question);
  await refused('/graphql', { authorization: `Basic ${serverKey}` }, question);
  await refused('/graphql', { authorization: `Bearer ${serverKey}` }, `{"query": ${question}`);
  await refused(
    '/v1.0/debit/notify',
    { 'x-signature': signature, 'x-timestamp': '2026-01-15T10:00:00+07:00' },
    question,
  );

  // Created, accepted, paid, refund requested, refunded; and the other order was created at least.
  await receiver.hears(6);
  const listed: string[] = [];
  const keep = async (event: object) => void listed.push(JSON.stringify(event));
  await catchUp({ url: world.gateway.url, serverKey, after: null, keep });
  const events = [...receiver.received.map(({ body }) => body), ...listed].join('\n');

  await world.gateway.stop();
  const log = world.gateway.output();
  const privateKey = world.environment.PRIVATE_KEY?.split('\n')[3] ?? '';
  const canaries = {
    serverKey,
    tokenSecret,
    eventsSecret,
    clientToken,
    privateKey,
    phoneNumber,
    number,
    signature,
  };
  for (const [name, canary] of Object.entries(canaries)) {
    expect(canary.length, name).toBeGreaterThan(7);
    expect(log.includes(canary), `${name} in the log`).toBe(false);
    expect(events.includes(canary), `${name} in an event`).toBe(false);
    expect(refusals.join().includes(canary), `${name} in an answer`).toBe(false);
  }
  // The search finds secrets that are there.
  expect(log).toContain('finish_notify');
  expect(events).toContain('canary-refund');
  expect(refusals).toHaveLength(5);
});

test('the search sees every byte that a gateway answers', async () => {
  // The embedded page for people contains the key, which counts as a secret here.
  const gateway = await startGatewayProcess({ DEV_SERVER_KEY: serverKey, SERVER_KEY: serverKey });
  const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain(serverKey);
  await expect(gateway.dispose()).rejects.toThrow(
    'an answer held a secret: {"event":"canary.in_answer","name":"SERVER_KEY"}',
  );
});
