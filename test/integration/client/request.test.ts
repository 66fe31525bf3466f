import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGatewayClient } from '../../../src/client/core/gateway-client.ts';
import { OrderDocument } from '../../../src/client/core/generated/graphql.ts';
import { type ScriptedGateway, startScriptedGateway } from './scripted-gateway.ts';

let gateway: ScriptedGateway;
beforeEach(async () => {
  gateway = await startScriptedGateway();
});
afterEach(() => gateway.close());

const variables = { by: { id: 'order-1' }, fresh: false } as const;
const client = (timing = {}) => createGatewayClient({ url: gateway.url, token: 'token-1', timing });

test('a request sends JSON with the credential and returns the data', async () => {
  const answered = client().request(OrderDocument, variables);
  const post = await gateway.nextPost();
  expect(post.request.headers).toMatchObject({
    authorization: 'Bearer token-1',
    'content-type': 'application/json',
  });
  expect(post.body).toEqual({ query: OrderDocument.toString(), variables });
  post.json(200, { data: { order: null } });
  expect(await answered).toEqual({ order: null });
});

test('a client without a token sends no credential', async () => {
  const answered = createGatewayClient({ url: gateway.url }).request(OrderDocument, variables);
  const post = await gateway.nextPost();
  expect(post.request.headers).not.toHaveProperty('authorization');
  post.json(200, { data: { order: null } });
  await answered;
});

test('an error of the gateway says whether and when to repeat the request', async () => {
  const answered = client().request(OrderDocument, variables);
  const extensions = { code: 'RATE_LIMITED', retryAfterMs: 1_500, requestId: 'request-1' };
  (await gateway.nextPost()).json(429, { errors: [{ message: 'Slower.', extensions }] });
  await expect(answered).rejects.toMatchObject({
    name: 'GatewayError',
    code: 'RATE_LIMITED',
    message: 'Slower.',
    isRetryable: true,
    retryAfterMs: 1_500,
    requestId: 'request-1',
  });
});

test.each([
  ['UNAUTHENTICATED', false],
  ['BAD_USER_INPUT', false],
  ['SERVICE_UNAVAILABLE', true],
  ['INTERNAL_SERVER_ERROR', true],
])('%s may be repeated: %s', async (code, isRetryable) => {
  const answered = client().request(OrderDocument, variables);
  (await gateway.nextPost()).json(200, { data: null, errors: [{ message: 'No.', extensions: { code } }] });
  await expect(answered).rejects.toMatchObject({ code, isRetryable });
});

test.each([
  ['a page of some proxy', '<html>'],
  ['JSON that is no answer', []],
])('%s is a fault of the network', async (_, answer) => {
  const answered = client().request(OrderDocument, variables);
  (await gateway.nextPost()).json(502, answer);
  await expect(answered).rejects.toMatchObject({ code: 'NETWORK', isRetryable: true });
});

test('a broken connection is a NETWORK error', async () => {
  const answered = client().request(OrderDocument, variables);
  (await gateway.nextPost()).response.destroy();
  await expect(answered).rejects.toMatchObject({ code: 'NETWORK', isRetryable: true });
});

test('a request to a silent gateway ends by timeout', async () => {
  const answered = client({ requestTimeoutMs: 10 }).request(OrderDocument, variables);
  await expect(answered).rejects.toMatchObject({ code: 'NETWORK', isRetryable: true });
});

test('an aborted request rejects with the caller’s reason', async () => {
  const abort = new AbortController();
  const answered = client().request(OrderDocument, variables, { signal: abort.signal });
  const post = await gateway.nextPost();
  abort.abort(new Error('the page is gone'));
  await expect(answered).rejects.toThrow('the page is gone');
  await new Promise((closed) => post.response.once('close', closed));
  expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  const given = client().request(OrderDocument, variables, { signal: abort.signal });
  await expect(given).rejects.toThrow('the page is gone');
});

test('watching needs a token of the order or of the client', () => {
  const anonymous = createGatewayClient({ url: gateway.url });
  expect(() => anonymous.watchOrder({ orderId: 'order-1' })).toThrow(
    expect.objectContaining({ code: 'UNAUTHENTICATED' }),
  );
  expect(() => anonymous.watchOrder({ orderId: 'order-1', token: 'token-2' })).not.toThrow();
});
