import type { ExecutionResult } from 'graphql';
import { describe, expect, test } from 'vitest';
import { type Caller, scopes } from '../../../src/access/caller.ts';
import { permissions } from '../../../src/access/permissions.ts';
import { globalId } from '../../../src/graphql/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { anonymous, clientToken, run, serverKey, watch } from '../../support/graphql-execution.ts';
import { anOrder } from '../../support/orders.ts';

const order = anOrder({ status: 'PENDING', metadata: [{ key: 'cart', value: '7' }] });
const id = globalId('Order', order.id);
const emptyPage = { items: [], hasNextPage: false, hasPreviousPage: false };

const useCases: Partial<UseCases> = {
  findOrder: async () => order,
  listOrders: async () => emptyPage,
  listEvents: async () => emptyPage,
  listIncidents: async () => emptyPage,
  listPaymentOptions: async () => ({ kind: 'ProviderUnavailable', retryAfterMs: null }),
  createOrder: async () => ({ kind: 'CreateOrderSuccess', order }),
  cancelOrder: async () => ({ kind: 'CancelOrderPending', order }),
  refundOrder: async () => ({ kind: 'OrderNotRefundable', order }),
  async *watchOrder() {
    yield order;
  },
};

type Answer = 'seen' | 'null' | string;

/** One request for every root field, and for every field below that has a row of its own. */
const requests: Readonly<Record<string, string>> = {
  'Query.node': `{ answer: node(id: "${id}") { id } }`,
  'Query.order': `{ answer: order(by: { id: "${id}" }) { id } }`,
  'Query.orders': '{ answer: orders { nodes { id } } }',
  'Query.paymentOptions': '{ answer: paymentOptions(input: { amount: 75000 }) { __typename } }',
  'Query.events': '{ answer: events { nodes { id } } }',
  'Query.incidents': '{ answer: incidents { nodes { id } } }',
  'Mutation.createOrder':
    'mutation { answer: createOrder(input: { partnerReferenceNo: "a", amount: 1, title: "t" }) { __typename } }',
  'Mutation.cancelOrder': `mutation { answer: cancelOrder(input: { orderId: "${id}" }) { __typename } }`,
  'Mutation.refundOrder': `mutation { answer: refundOrder(input: { orderId: "${id}", partnerRefundNo: "r" }) { __typename } }`,
  'Subscription.orderStatus': `subscription { answer: orderStatus(orderId: "${id}") { id } }`,
  'Order.metadata': `{ answer: order(by: { id: "${id}" }) { metadata { key } } }`,
};

async function answerTo(coordinate: string, caller: Caller): Promise<Answer> {
  const text = requests[coordinate] ?? '';
  if (!coordinate.startsWith('Subscription')) return answerOf(await run(text, { caller, useCases }));
  const result = await watch(text, { caller, useCases });
  return answerOf('errors' in result ? result : ((await (result as AsyncGenerator).next()).value ?? {}));
}

function answerOf({ data, errors }: ExecutionResult): Answer {
  const code = errors?.[0]?.extensions.code;
  if (code !== undefined) return String(code);
  return data?.answer === null ? 'null' : 'seen';
}

describe('the permission table', () => {
  test('has a row for every root field, and no row without a field', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
      (root) => Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name}.${field}`),
    );
    const rows = Object.keys(permissions);
    expect(roots.filter((field) => !rows.includes(field))).toEqual([]);
    expect(rows.filter((row) => !roots.includes(row))).toEqual(['Order.metadata']);
  });

  test('is tried below, row by row', () => {
    expect(Object.keys(requests).sort()).toEqual(Object.keys(permissions).sort());
  });

  describe.each(Object.entries(permissions))(
    '%s',
    (coordinate, { serverKey: scope, clientToken: isForTokens }) => {
      test('gives nothing without a credential', async () => {
        expect(await answerTo(coordinate, anonymous)).toBe('UNAUTHENTICATED');
      });

      test('answers a server key with its scope', async () => {
        const key = scope === 'any' ? serverKey('orders:read') : serverKey(scope);
        expect(await answerTo(coordinate, key)).toBe('seen');
      });

      test(`${isForTokens ? 'answers' : 'is forbidden to'} the client token of this order`, async () => {
        expect(await answerTo(coordinate, clientToken(order.id))).toBe(isForTokens ? 'seen' : 'FORBIDDEN');
      });

      test('shows nothing to the client token of another order', async () => {
        const other = clientToken('00000000-0000-4000-8000-000000000002');
        const answer = await answerTo(coordinate, other);
        if (!isForTokens) expect(answer).toBe(coordinate === 'Order.metadata' ? 'null' : 'FORBIDDEN');
        else expect(answer).toBe(coordinate === 'Subscription.orderStatus' ? 'NOT_FOUND' : 'null');
      });
    },
  );
});

const scoped = Object.entries(permissions).flatMap(([coordinate, { serverKey: scope }]) =>
  scope === 'any' ? [] : [{ coordinate, scope }],
);

describe('scopes', () => {
  test.each(scoped)(
    '$coordinate is forbidden to a key that has every scope but $scope',
    async ({ coordinate, scope }) => {
      const others = scopes.filter((other) => other !== scope);
      expect(await answerTo(coordinate, serverKey(...others))).toBe('FORBIDDEN');
    },
  );
});

describe('beside the table', () => {
  test('a payer’s client token is for its own order and nothing else', () => {
    const forTokens = Object.entries(permissions).filter(([, { clientToken: isForTokens }]) => isForTokens);
    expect(forTokens.map(([coordinate]) => coordinate)).toEqual([
      'Query.node',
      'Query.order',
      'Subscription.orderStatus',
    ]);
  });

  test('only a server key makes the gateway ask DANA', async () => {
    const text = `{ order(by: { id: "${id}" }, fresh: true) { id } }`;
    const result = await run(text, { caller: clientToken(order.id), useCases });
    expect(result.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(result.data).toEqual({ order: null });
  });

  test('a forbidden field takes no use case with it', async () => {
    const result = await run(requests['Query.orders'] ?? '', { caller: clientToken(order.id), useCases: {} });
    expect(result.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });
});
