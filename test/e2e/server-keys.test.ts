import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { userInfo } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  CheckoutDocument,
  CreateCheckoutDocument,
  OrdersDocument,
  PayCheckoutDocument,
} from '../../src/client/core/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { createTestClient } from '../support/graphql-client.ts';
import { programArguments } from '../support/programs.ts';
import { openShop, type Shop } from '../support/shop.ts';

let world: ConfiguredWorld;
let shop: Shop;

beforeAll(async () => {
  world = await startConfiguredWorld({ gatewayCount: 2 });
  shop = openShop(world.gateway.url, world.serverKey);
});

afterAll(async () => {
  await shop?.close();
  await world?.dispose();
});

/** Runs `npm run keys -- …` as an operator does beside the gateways. */
async function keys(...words: string[]) {
  const run = spawn(process.execPath, [...programArguments('src/commands/keys.ts'), ...words], {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: process.env.PATH, ...world.environment },
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(run.stdout),
    text(run.stderr),
    once(run, 'close'),
  ]);
  return { stdout: stdout.trim(), stderr, exitCode };
}

const operator = { kind: 'OPERATOR', id: null, name: userInfo().username };

/** The log lines among what a command wrote. */
function loggedBy({ stderr }: { stderr: string }): unknown[] {
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line): unknown => JSON.parse(line));
}

/** An authenticated WebSocket; `ended` resolves with its close code. */
async function socketOf(url: string, credential: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const ended = once(socket, 'close').then(([code]) => Number(code));
  await once(socket, 'open');
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${credential}` } }),
  );
  const [message] = await once(socket, 'message');
  expect(JSON.parse(String(message))).toEqual({ type: 'connection_ack' });
  return { ended };
}

/** An SSE stream that has sent its first event; `ended` resolves when the stream ends. */
async function streamOf(url: string, credential: string, orderId: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${credential}`,
    },
    body: JSON.stringify({ query: `subscription { orderStatus(orderId: "${orderId}") { version } }` }),
  });
  const reader = response.body?.getReader();
  await reader?.read();
  const drain = async (): Promise<void> => {
    while (!(await reader?.read())?.done);
  };
  return { status: response.status, ended: drain().catch(() => undefined) };
}

const withinMs = 60_000;
/** The lifetime of the key that expires: long enough to create it and to use it on both gateways. */
const lifeMs = 20_000;

async function inTime<Value>(fact: Promise<Value>, timeMs = withinMs): Promise<Value> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`not within ${timeMs} ms`)), timeMs).unref();
  });
  return Promise.race([fact, late]);
}

describe('a key that an operator creates', () => {
  test('works with its scopes, is listed, and can be revoked in every process', async () => {
    const made = await keys('create', '--name', 'shop-backend', '--scopes', 'orders:read');
    expect(made).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^gsk_test_[\w-]{43}$/) });
    const key = made.stdout;
    const scopes = ['orders:read'];
    expect(loggedBy(made)).toMatchObject([
      { level: 'info', event: 'credential.created', name: 'shop-backend', scopes, actor: operator },
    ]);
    expect(made.stderr).not.toContain(key);
    const client = createTestClient(world.gateway.url, key);
    expect(await client.request(OrdersDocument, { first: 1 })).toMatchObject({ orders: { nodes: [] } });

    const { order, clientToken } = await shop.order({
      partnerReferenceNo: 'keys-1',
      amount: '75000',
      title: 'A',
    });
    const sockets = await Promise.all(world.gateways.map(({ url }) => socketOf(url, key)));
    const streams = await Promise.all(world.gateways.map(({ url }) => streamOf(url, key, order.id)));
    const payers = await Promise.all(world.gateways.map(({ url }) => socketOf(url, clientToken)));

    const listed = await keys('list');
    expect(listed.stdout).toMatch(/shop-backend {2}works {2}orders:read .* used 20/);
    expect(listed.stdout).not.toContain(key);
    const id = listed.stdout.split(' ')[0] ?? '';
    const revoked = await keys('revoke', '--id', id);
    expect(revoked).toMatchObject({ exitCode: 0 });
    expect(loggedBy(revoked)).toMatchObject([
      { level: 'info', event: 'credential.revoked', keyId: id, actor: operator },
    ]);
    expect(await inTime(Promise.all(sockets.map(({ ended }) => ended)))).toEqual([4403, 4403]);
    await inTime(Promise.all(streams.map(({ ended }) => ended)));
    // A process may use a looked-up key from its memory for 3 s.
    await expect
      .poll(() => client.request(OrdersDocument, { first: 1 }).catch(String), { timeout: withinMs })
      .toContain('HTTP 401');

    // Other credentials still work; then the order's own access is revoked, once.
    const ended = await keys('revoke-order-access', '--order', order.id);
    expect(ended).toMatchObject({ exitCode: 0 });
    expect(loggedBy(ended)).toMatchObject([{ event: 'credential.revoked', actor: operator }]);
    const repeated = await keys('revoke-order-access', '--order', order.id);
    expect({ exitCode: repeated.exitCode, logged: loggedBy(repeated) }).toEqual({ exitCode: 0, logged: [] });
    expect(await inTime(Promise.all(payers.map(({ ended }) => ended)))).toEqual([4403, 4403]);
    await expect(shop.read(order.id)).resolves.toMatchObject({ partnerReferenceNo: 'keys-1' });
    await client.close();
  });

  test('ends the connections opened with it when it expires', async () => {
    const expires = new Date(Date.now() + lifeMs).toISOString();
    const { stdout: key } = await keys(
      'create',
      '--name',
      'brief',
      '--scopes',
      'orders:read',
      '--expires',
      expires,
    );
    const sockets = await Promise.all(world.gateways.map(({ url }) => socketOf(url, key)));
    const codes = Promise.all(sockets.map(({ ended }) => ended));
    expect(await inTime(codes, lifeMs + withinMs)).toEqual([4403, 4403]);
    const client = createTestClient(world.gateway.url, key);
    await expect(client.request(OrdersDocument, { first: 1 })).rejects.toThrow('HTTP 401');
    await client.close();
  });

  test('and the token of a checkout can be revoked in every process, while its payments continue', async () => {
    const input = { partnerReferenceNo: 'keys-cart', amount: '75000', title: 'A' };
    const { createCheckout } = await shop.server.request(CreateCheckoutDocument, { input, language: 'EN' });
    if (createCheckout.__typename !== 'CreateCheckoutSuccess') throw new Error(createCheckout.__typename);
    const { checkoutToken } = createCheckout;
    const payer = createTestClient(world.gateway.url, checkoutToken);
    const { payCheckout } = await payer.request(PayCheckoutDocument, { input: {}, language: 'EN' });
    if (payCheckout.__typename !== 'PayCheckoutSuccess') throw new Error(payCheckout.__typename);
    const orderId = payCheckout.order.id;
    const sockets = await Promise.all(world.gateways.map(({ url }) => socketOf(url, checkoutToken)));
    const streams = await Promise.all(world.gateways.map(({ url }) => streamOf(url, checkoutToken, orderId)));

    const revoked = await keys('revoke-checkout-access', '--checkout', 'keys-cart');
    expect(revoked).toMatchObject({ exitCode: 0 });
    expect(await inTime(Promise.all(sockets.map(({ ended }) => ended)))).toEqual([4403, 4403]);
    await inTime(Promise.all(streams.map(({ ended }) => ended)));
    await expect
      .poll(() => payer.request(CheckoutDocument, { language: 'EN' }).catch(String), { timeout: withinMs })
      .toContain('HTTP 401');
    await expect(shop.read(orderId)).resolves.toMatchObject({ status: 'PENDING' });
    await payer.close();
  });

  const mistakes: readonly (readonly [string[], number, string])[] = [
    [['create', '--name', 'x', '--scopes', 'orders:everything'], 64, 'is no scope'],
    [['create', '--scopes', 'orders:read'], 64, '--name is missing'],
    [['create', '--name', 'x', '--scopes', 'ops:read', '--expires', '2020-01-01'], 64, 'in the future'],
    [['revoke', '--id', 'nobody'], 1, 'no such key'],
    [['revoke-order-access', '--order', 'nobody'], 1, 'no such order'],
    [['revoke-checkout-access', '--checkout', 'nobody'], 1, 'no such checkout'],
  ];
  test.each(mistakes)('the command explains what is wrong with %j', async (words, exitCode, reason) => {
    const run = await keys(...words);
    expect(run).toMatchObject({ exitCode, stdout: '', stderr: expect.stringContaining(reason) });
  });
});
