import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { limits } from '../../../src/server/limits.ts';
import { openRawPeer } from './raw-peer.ts';
import { connectPeer, subscribe } from './socket-peer.ts';
import { aWatchedOrder, openStage, type Stage, serverKey } from './stage.ts';

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ useCases: { ...watched.useCases, findRefund: async () => null } });
});
afterAll(() => stage.server.drain());

const question = '{"query":"{ __typename }"}';
const asked = `Content-Type: application/json\r\nContent-Length: ${question.length}\r\n`;
const right = `Authorization: Bearer ${serverKey}\r\n`;
const wrong = 'Authorization: Bearer wrong\r\n';

/** The answer to these bytes, until the connection is closed. */
function send(bytes: string): Promise<string> {
  return openRawPeer(stage.server.port, Buffer.from(bytes, 'latin1')).answer;
}
const post = (headers: string, body: string) =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n${body}`;

describe('a request that two servers could read differently', () => {
  test.each([
    ['two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', '12345')],
    ['a length and chunks', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
    [
      'chunks and something else',
      post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n'),
    ],
    ['nearly chunks', post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n')],
    ['a space before the colon', post('Content-Length : 5\r\n', '12345')],
    ['a header on two lines', post(`X: a\r\n b\r\n${asked}`, question)],
    ['lines that end without a return', post(asked, question).replaceAll('\r', '')],
    ['a control character', post(`X: \x01\r\n${asked}`, question)],
  ])('is refused: %s', async (_, bytes) => {
    const answer = await send(bytes);
    expect(answer).toContain('HTTP/1.1 400');
    expect(answer).not.toContain('HTTP/1.1 200');
  });

  test('the first of two credentials counts, as for every proxy before the gateway', async () => {
    expect(await send(post(wrong + right + asked, question))).toMatch(/^HTTP\/1.1 401/);
    expect(await send(post(right + wrong + asked, question))).toMatch(/^HTTP\/1.1 200/);
  });

  test('a request behind an offer of another protocol is checked like any other', async () => {
    const offer = 'Upgrade: h2c\r\n';
    const hidden = (credential: string) =>
      post(`${credential}${offer}${asked}`, question).replace('Connection: close', 'Connection: Upgrade');
    const wanted = (bytes: string) => {
      const peer = openRawPeer(stage.server.port, bytes);
      return once(peer.socket, 'data').then(([answer]) => {
        peer.socket.destroy();
        return String(answer);
      });
    };
    expect(await wanted(hidden(wrong))).toMatch(/^HTTP\/1.1 401/);
    expect(await wanted(hidden(right))).toMatch(/^HTTP\/1.1 200/);
  });
});

describe('a credential in an address', () => {
  const searches = ['access_token', 'authorization', 'token', 'key'].map(
    (name) => `?${name}=${encodeURIComponent(serverKey)}&${name}=Bearer%20${serverKey}`,
  );

  test.each(searches)('does not count: %s', async (search) => {
    const body = JSON.stringify({ query: `{ order(by: { id: "${orderId}" }) { id } }` });
    const headers = { 'content-type': 'application/json' };
    const asked = await fetch(`${stage.url}/graphql${search}`, { method: 'POST', headers, body });
    expect(await asked.text()).toContain('UNAUTHENTICATED');

    const socket = new WebSocket(
      `${stage.url.replace('http', 'ws')}/graphql${search}`,
      'graphql-transport-ws',
    );
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    expect(await once(socket, 'close')).toContain(4403);
  });
});

describe('JSON that would change what objects are', () => {
  const ask = async (text: string) =>
    (await (await fetch(`${stage.url}/graphql`, asJson(text))).json()) as object;
  const asJson = (body: string) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
    body,
  });
  const query = 'query ($by: OrderBy!) { order(by: $by) { id } }';

  test.each([
    [
      'as variables',
      `{"query":"${query}","variables":{"__proto__":{"by":{"id":"${orderId}"}}}}`,
      'was not provided',
    ],
    [
      'in a variable',
      `{"query":"${query}","variables":{"by":{"__proto__":{"x":1},"id":"${orderId}"}}}`,
      'not defined',
    ],
    ['around the query', `{"__proto__":{"query":"{ __typename }"}}`, 'Unexpected parameter'],
    [
      'as the constructor',
      `{"constructor":{"prototype":{}},"query":"{ __typename }"}`,
      'Unexpected parameter',
    ],
  ])('%s is refused', async (_, text, reason) => {
    const answer = await ask(text);
    expect(JSON.stringify(answer)).toContain(reason);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('as an alias, such a name is only a name', async () => {
    const { data } = (await ask('{"query":"{ __proto__: __typename constructor: __typename }"}')) as {
      data: object;
    };
    expect(Object.entries(data)).toEqual([
      ['__proto__', 'Query'],
      ['constructor', 'Query'],
    ]);
  });
});

describe('a client that sends too much at once', () => {
  test('on one connection is cut off, and others are answered', async () => {
    const one = `POST /graphql HTTP/1.1\r\nHost: x\r\n${right}${asked}\r\n${question}`;
    const peer = openRawPeer(stage.server.port, one.repeat(1_000));
    const answers = (await peer.answer).split('HTTP/1.1 ').length - 1;
    expect(answers).toBeLessThanOrEqual(limits.pipelinedRequestsMax);
    // A few requests ahead are as good as one after the other.
    const few = `${one.repeat(8)}${post(right + asked, question)}`;
    expect((await send(few)).split('{"data":{"__typename":"Query"}}')).toHaveLength(10);
  });

  test('loses a connection after the second offer of another protocol', async () => {
    const offer = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
    const peer = openRawPeer(stage.server.port, offer);
    await once(peer.socket, 'data');
    peer.socket.write(offer);
    expect((await peer.answer).split('{"status":"live"}')).toHaveLength(3);
  });

  test.each([
    ['messages', (socket: WebSocket) => socket.send('{"type":"ping"}')],
    ['pings', (socket: WebSocket) => socket.ping()],
    ['pongs', (socket: WebSocket) => socket.pong()],
  ])('loses the socket after %s, and other sockets see no difference', async (_, say) => {
    const sibling = await connectPeer(stage.url);
    subscribe(sibling, 'a', orderId, 'version');
    await sibling.next();
    const loud = await connectPeer(stage.url);
    for (let count = 0; count < limits.messagesPerPingMax * 2; count += 1) say(loud.socket);
    // The close frame, or the end of the connection if there was no frame.
    expect([1008, 1006]).toContain((await loud.closed).code);
    watched.change();
    expect(await sibling.next()).toMatchObject({ type: 'next', id: 'a' });
    sibling.socket.terminate();
  });

  test('gets no validation of many fields with one name', async () => {
    const pairs = `{ order(by: { id: "x" }) { ${'refunds { nodes { id id } } '.repeat(40)} } }`;
    expect(await (await stage.post(pairs)).text()).toContain('more than 30 repeated fields');
    const hidden = `{ order(by: { id: "x" }) { ${'... { refunds { nodes { id } } } '.repeat(40)} } }`;
    expect(await (await stage.post(hidden)).text()).toContain('more than 30 repeated fields');
  });

  test('may select the same field in every member of a union', async () => {
    const problem = [
      'InvalidInput',
      'OrderNotFound',
      'OrderNotRefundable',
      'RefundExceedsBalance',
      'PartnerRefundNoConflict',
      'InsufficientMerchantBalance',
      'ProviderDeclined',
      'TemporarilyUnavailable',
    ]
      .map((name) => `... on ${name} { code message retryable en: message id: message(language: ID) }`)
      .join(' ');
    const text = `mutation { refundOrder(input: { orderId: "x", partnerRefundNo: "r" }) { ${problem} } }`;
    expect(await (await stage.post(text)).json()).toEqual({
      data: { refundOrder: expect.objectContaining({ code: 'ORDER_NOT_FOUND' }) },
    });
  });

  test('gets five errors about values that do not parse, and the others are not read', async () => {
    const status = Array.from({ length: 15_000 }, () => 'NOPE');
    const response = await stage.post('query ($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', {
      variables: { f: { status } },
    });
    expect(((await response.json()) as { errors: unknown[] }).errors).toHaveLength(5);
  });

  test.each([
    ['a variable', { title: Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`key${n}`, n])) }],
    ['an unknown field of a variable', { ['x'.repeat(50_000)]: 1 }],
  ])('gets a message of bounded length about %s', async (_, input) => {
    const query = 'mutation ($input: CreateCheckoutInput!) { createCheckout(input: $input) { __typename } }';
    const text = await (await stage.post(query, { variables: { input } })).text();
    expect(text).toContain('BAD_USER_INPUT');
    expect(text.length).toBeLessThan(5_000);
  });

  test('gets a message of bounded length about a long literal', async () => {
    const text = `{ paymentOptions(input: { amount: [${'1 '.repeat(400)}] }) { __typename } }`;
    expect((await (await stage.post(text)).text()).length).toBeLessThan(5_000);
    const unknown = Array.from({ length: 300 }, (_, place) => `field${place}: 1`).join(' ');
    const response = await stage.post(`{ paymentOptions(input: { ${unknown} }) { __typename } }`);
    expect(((await response.json()) as { errors: unknown[] }).errors).toHaveLength(
      limits.validationErrorsMax + 1,
    );
  });
});
