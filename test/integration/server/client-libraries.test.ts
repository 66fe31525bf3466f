import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type IntrospectionQuery, introspectionFromSchema } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { OrderDocument } from '../../../src/client/core/generated/graphql.ts';
import { ownOperations } from '../../../src/gateway/own-operations.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { patienceMs } from '../../support/eventually.ts';
import { isLong } from '../../support/sample.ts';
import { aWatchedOrder, openStage, type Stage, serverKey } from './stage.ts';

/** The libraries have packages of their own: `npm ci --prefix test/clients`. */
const folder = join(import.meta.dirname, '../../clients');
const isInstalled = (name: string) => existsSync(join(folder, 'node_modules', name));
const areInstalled = isInstalled('@apollo/client') && isInstalled('@urql/core');
if (!areInstalled) console.warn('SKIPPED: urql and Apollo Client (npm ci --prefix test/clients)');

interface Library {
  readonly warnings: readonly string[];
  query(document: unknown, variables: object): Promise<unknown>;
  mutate(document: unknown, variables: object): Promise<unknown>;
  watch(document: unknown, variables: object, show: (data: { order: unknown }) => void): () => void;
}
interface Opening {
  readonly url: string;
  readonly key: string;
  readonly fetch: typeof fetch;
  readonly schema: IntrospectionQuery;
  readonly isPersisted?: boolean;
}

/** What a merchant's engineer writes first: the same field in a success and in a problem, without aliases. */
const naturalOrder = 'query ($by: OrderBy!) { order(by: $by) { __typename id status version } }';
const naturalCreate = `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) {
    __typename
    ... on CreateOrderSuccess { clientToken order { __typename id status version amount { __typename value } } }
    ... on ProviderDeclined { responseCode order { __typename id status version amount { __typename value } } }
    ... on Problem { code message retryable }
  }
}`;

const watched = aWatchedOrder({ status: 'PENDING', version: 2 });
const by = { id: globalId('Order', watched.order.id) };
const failed = { ...watched.order, status: 'FAILED' as const, version: 3 };
const input = { partnerReferenceNo: 'cart-1', amount: '75000', title: 'Two tickets', payMethod: 'BALANCE' };

let stage: Stage;
const sent: { query?: string; extensions?: object }[] = [];
const countingFetch: typeof fetch = async (address, init) => {
  sent.push(JSON.parse(String(init?.body)) as object);
  return fetch(address, init);
};
beforeAll(async () => {
  stage = await openStage({
    useCases: {
      ...watched.useCases,
      listRefunds: async () => ({ items: [], hasNextPage: false, hasPreviousPage: false }),
      createOrder: async () => ({
        kind: 'ProviderDeclined',
        responseCode: '4035414',
        responseMessage: 'Insufficient Funds',
        order: failed,
      }),
    },
    graphql: { documents: { registered: null, persisted: ownOperations, isIntrospectionOpen: true } },
  });
});
afterEach(() => sent.splice(0));
afterAll(() => stage.server.drain());

describe.skipIf(!areInstalled).each(['urql', 'apollo'])('%s', (name) => {
  async function opened(more: Partial<Opening> = {}): Promise<Library> {
    const { open } = (await import(pathToFileURL(join(folder, `${name}.js`)).href)) as {
      open(opening: Opening): Library;
    };
    const url = `${stage.url}/graphql`;
    const known = introspectionFromSchema(schema);
    return open({ url, key: serverKey, fetch: countingFetch, schema: known, ...more });
  }

  test('shows what a mutation says about an order wherever that order is shown, also if DANA declined', async () => {
    const library = await opened();
    const shown: unknown[] = [];
    const leave = library.watch(naturalOrder, { by }, ({ order }) => shown.push(order));
    await vi.waitFor(() => expect(shown.at(-1)).toMatchObject({ id: by.id, status: 'PENDING' }), patienceMs);
    const answer = await library.mutate(naturalCreate, { input });
    expect(answer).toMatchObject({
      createOrder: { __typename: 'ProviderDeclined', code: 'PROVIDER_DECLINED' },
    });
    await vi.waitFor(
      () => expect(shown.at(-1)).toMatchObject({ id: by.id, status: 'FAILED', version: 3 }),
      patienceMs,
    );
    leave();
    // Two requests: the order was not read again.
    expect(sent).toHaveLength(2);
    expect(library.warnings).toEqual([]);
  });

  test('names our operations by their hash alone, and sends the text of its own after one refusal', async () => {
    const library = await opened({ isPersisted: true });
    expect(await library.query(String(OrderDocument), { by })).toMatchObject({ order: { id: by.id } });
    expect(sent.map(({ query }) => query ?? '')).toEqual(['']);
    expect(await library.query(naturalOrder, { by })).toMatchObject({ order: { id: by.id } });
    expect(sent).toHaveLength(3);
    expect(sent[2]?.query).toContain('query');
  });
});

/** A program of 30 MB for each platform, which is only needed for this. */
const hasRelay = isInstalled('relay-compiler');
if (isLong && !hasRelay) console.warn('SKIPPED: relay-compiler (npm ci --prefix test/clients)');

describe.skipIf(!hasRelay)('relay-compiler', () => {
  test('compiles the natural selection of a mutation, a subscription and a connection', async () => {
    const app = await mkdtemp(join(tmpdir(), 'gapura-relay-'));
    await mkdir(join(app, 'src'));
    await writeFile(
      join(app, 'relay.config.json'),
      JSON.stringify({
        src: './src',
        schema: './schema.graphql',
        language: 'typescript',
        eagerEsModules: true,
      }),
    );
    await writeFile(
      join(app, 'schema.graphql'),
      await readFile(join(import.meta.dirname, '../../../schema.graphql')),
    );
    await writeFile(join(app, 'package.json'), '{ "name": "shop" }');
    await writeFile(
      join(app, 'src/shop.ts'),
      `import { graphql } from 'relay-runtime';
      graphql\`${naturalCreate.replace('mutation (', 'mutation shopCreateMutation(')}\`;
      graphql\`subscription shopStatusSubscription($orderId: ID!) { orderStatus(orderId: $orderId) { id status version } }\`;
      graphql\`query shopOrdersQuery { orders(first: 20) @connection(key: "shop_orders") { edges { node { id status } } } }\`;`,
    );
    const program = join(folder, 'node_modules/relay-compiler/cli.js');
    await promisify(execFile)(process.execPath, [program, 'relay.config.json'], { cwd: app });
    expect((await readdir(join(app, 'src/__generated__'))).sort()).toEqual([
      ...['shopCreateMutation.graphql.ts', 'shopOrdersQuery.graphql.ts', 'shopStatusSubscription.graphql.ts'],
    ]);
    await rm(app, { recursive: true, force: true });
  });
});
