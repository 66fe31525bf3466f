import { createHash } from 'node:crypto';
import { parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { OrderDocument, OrderStatusDocument } from '../../../src/client/core/generated/graphql.ts';
import { registeredDocuments } from '../../../src/client/core/generated/registered-documents.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { documentHash } from '../../../src/server/graphql/registered-documents.ts';
import { withTypenames } from '../../../src/server/graphql/with-typenames.ts';
import { aWatchedOrder, openStage, type Stage } from './stage.ts';

const watched = aWatchedOrder({ checkoutId: 'checkout-1' });
const orderId = globalId('Order', watched.order.id);
const ownWords = 'query ($by: OrderBy!) { order(by: $by) { id } }';
const introspection = '{ __schema { queryType { name } } }';
const nested =
  'query ($by: OrderBy!) { order(by: $by) { id } ...S } fragment S on Query { __type(name: "Order") { name } }';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    useCases: {
      ...watched.useCases,
      listRefunds: async () => ({ items: [], hasNextPage: false, hasPreviousPage: false }),
    },
    graphql: {
      documents: {
        registered: new Set(registeredDocuments),
        persisted: [String(OrderDocument), String(OrderStatusDocument)],
        isIntrospectionOpen: false,
      },
    },
  });
});
afterAll(() => stage.server.drain());

async function ask(query: string, headers: Record<string, string> = {}, variables = { by: { id: orderId } }) {
  const response = await stage.post(query, { variables, headers });
  const { data, errors } = (await response.json()) as {
    data?: object;
    errors?: { extensions: { code: string } }[];
  };
  return errors?.[0]?.extensions.code ?? Object.keys(data ?? {}).join();
}

const asPayer = () => ({ authorization: `Bearer ${stage.clientToken(watched.order, 60_000)}` });
const asCheckout = () => ({ authorization: `Bearer ${stage.checkoutToken('checkout-1')}` });

describe.each([
  ['client token', asPayer],
  ['checkout token', asCheckout],
])('if documents are registered, a %s', (_, holder) => {
  test('sends no other, not even one that a server key has just sent', async () => {
    for (const _round of [1, 2]) expect(await ask(ownWords)).toBe('order');
    for (const _round of [1, 2]) expect(await ask(ownWords, holder())).toBe('FORBIDDEN');
  });

  test('sends those of our clients, however they are spaced', async () => {
    const text = String(OrderDocument);
    expect(await ask(text, holder())).toBe('order');
    expect(await ask(`# a comment\n${text.replaceAll('\n', ' \n ')}`, holder())).toBe('order');
    // A normalised cache adds to what it sends.
    expect(await ask(print(withTypenames(parse(text))), holder())).toBe('order');
  });

  test('may send no other document, even one that a merchant’s server has just sent', async () => {
    expect(await ask(ownWords)).toBe('order');
    expect(await ask(ownWords, holder())).toBe('FORBIDDEN');
    expect(await ask(ownWords)).toBe('order');
  });

  test.each([
    ['server-sent events', overEvents],
    ['WebSocket', overWebSocket],
  ])('the same over %s', async (_transport, watch) => {
    const own = `subscription ($orderId: ID!) { orderStatus(orderId: $orderId) { version } }`;
    expect(await watch(own, holder())).toContain('FORBIDDEN');
    expect(await watch(String(OrderStatusDocument), holder())).toContain(
      `"version":${watched.order.version}`,
    );
  });
});

describe('in production', () => {
  test('the schema is shown to server keys with ops:read', async () => {
    expect(await ask(introspection)).toBe('__schema');
  });

  test.each([introspection, nested])('the schema is shown to no other caller', async (text) => {
    expect(await ask(text, asPayer())).toBe('FORBIDDEN');
    const response = await fetch(`${stage.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables: { by: { id: orderId } } }),
    });
    expect(await response.text()).toContain('UNAUTHENTICATED');
  });
});

describe('a client that names an operation by its hash', () => {
  const named = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const askByHash = async (body: object) =>
    await fetch(`${stage.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...asPayer() },
      body: JSON.stringify({ ...body, variables: { by: { id: orderId } } }),
    });

  test.each([
    ['text', sha256(String(OrderDocument))],
    ['printed text, as Apollo and urql hash it', sha256(print(parse(String(OrderDocument))))],
    [
      'text with __typename, as their normalised caches hash it',
      sha256(print(withTypenames(parse(String(OrderDocument))))),
    ],
    ['normal form, as the manifest has it', documentHash(String(OrderDocument))],
  ])('runs that operation by the hash of its %s', async (_, hash) => {
    const response = await askByHash(named(hash));
    expect(await response.json()).toHaveProperty('data.order.id', orderId);
  });

  test('runs the persisted document that a documentId names', async () => {
    const response = await askByHash({ documentId: `sha256:${documentHash(String(OrderDocument))}` });
    expect(await response.json()).toHaveProperty('data.order.id', orderId);
  });

  test.each([
    ['of another operation', `sha256:${'0'.repeat(64)}`],
    ['without its prefix', documentHash(String(OrderDocument))],
    ['of another kind', 'x-shop:1'],
  ])('is told that there is no document for a documentId %s', async (_, documentId) => {
    const response = await askByHash({ documentId });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PERSISTED_DOCUMENT_NOT_FOUND']);
  });

  test('cannot send a text and a documentId together', async () => {
    const documentId = `sha256:${documentHash(String(OrderDocument))}`;
    const response = await askByHash({ query: String(OrderDocument), documentId });
    expect(response.status).toBe(400);
  });

  test.each([{}, { query: '' }, { query: null }])(
    'must send the text of any other operation',
    async (more) => {
      const response = await askByHash({ ...more, ...named('0'.repeat(64)) });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        errors: [
          {
            message: 'PersistedQueryNotSupported',
            extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
          },
        ],
      });
    },
  );

  test('and may send the text with the hash', async () => {
    const response = await askByHash({ query: String(OrderDocument), ...named('0'.repeat(64)) });
    expect(await response.json()).toHaveProperty('data.order.id', orderId);
  });

  test('the same over WebSocket, with an empty query or none', async () => {
    const known = named(sha256(print(parse(String(OrderStatusDocument)))));
    const unknown = named('0'.repeat(64));
    for (const query of ['', undefined]) {
      expect(await overWebSocket(query, asPayer(), known)).toContain(`"version":${watched.order.version}`);
      expect(await overWebSocket(query, asPayer(), unknown)).toContain('"PersistedQueryNotSupported"');
    }
  });
});

async function overEvents(query: string, holder: Record<string, string>): Promise<string> {
  const response = await stage.post(query, {
    variables: { orderId },
    headers: { ...holder, accept: 'text/event-stream' },
  });
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += Buffer.from(bytes).toString();
    if (/data: ?\{|"errors"/.test(text)) return text;
  }
  return text;
}

async function overWebSocket(
  query: string | undefined,
  holder: Record<string, string>,
  more: object = {},
): Promise<string> {
  const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  return new Promise((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: holder })));
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data)) as { type: string };
      if (type === 'connection_ack') {
        socket.send(
          JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { orderId }, ...more } }),
        );
        return;
      }
      resolve(String(data));
      socket.close();
    });
  });
}
