import { type ExecutionResult, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { type Caller, scopes } from '../../../src/access/caller.ts';
import { permissions, readableWithParent } from '../../../src/access/permissions.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import {
  anonymous,
  checkoutToken,
  clientToken,
  run,
  serverKey,
  watch,
} from '../../support/graphql-execution.ts';
import { aCheckout, anOrder } from '../../support/orders.ts';

const checkout = aCheckout();
const metadata = [{ key: 'cart', value: '7' }];
const order = anOrder({ status: 'PENDING', checkoutId: checkout.id, metadata });
const id = globalId('Order', order.id);
const refusal: OrderEvent = {
  orderId: order.id,
  version: 2,
  occurredAt: order.createdAt,
  status: 'PENDING',
  source: 'CANCEL_ANSWER',
  fact: {
    type: 'CANCELLATION_DECLINED',
    reason: 'TOO_LATE',
    responseCode: '4035715',
    responseMessage: 'Internal to the merchant',
  },
};
const emptyPage = { items: [], hasNextPage: false, hasPreviousPage: false };

const ownCheckout = checkoutToken(checkout.id);
/** The token of another checkout: genuine, and of none of these orders. */
const otherCheckout = checkoutToken('00000000-0000-4000-8000-0000000000ff');

const useCases: Partial<UseCases> = {
  findCheckout: async (checkoutId) => (checkoutId === checkout.id ? checkout : null),
  findCurrentAttempt: async () => order,
  createCheckout: async () => ({ kind: 'CreateCheckoutSuccess', checkout }),
  payCheckout: async (checkoutId) =>
    checkoutId === checkout.id ? { kind: 'PayCheckoutSuccess', order } : { kind: 'CheckoutClosed' },
  findOrder: async () => order,
  listTimeline: async () => ({ ...emptyPage, items: [{ cursor: 'c', item: refusal }] }),
  listOrders: async () => emptyPage,
  listEvents: async () => emptyPage,
  listIncidents: async () => emptyPage,
  listPaymentOptions: async () => ({
    kind: 'TemporarilyUnavailable',
    reason: 'DANA_UNREACHABLE',
    retryAfterMs: null,
  }),
  createOrder: async () => ({ kind: 'CreateOrderSuccess', order }),
  cancelOrder: async () => ({ kind: 'CancelOrderPending', order }),
  refundOrder: async () => ({ kind: 'OrderNotRefundable', order }),
  async *watchOrder() {
    yield order;
  },
};

type Answer = 'seen' | 'null' | string;

/** The order's timeline, with one field of its events. */
const timeline = (field: string) =>
  `{ answer: order(by: { id: "${id}" }) { timeline { nodes { ${field} } } } }`;

/** One request for every root field, and for every field below that has a row of its own. */
const requests: Readonly<Record<string, string>> = {
  'Query.node': `{ answer: node(id: "${id}") { id } }`,
  'Query.order': `{ answer: order(by: { id: "${id}" }) { id } }`,
  'Query.orders': '{ answer: orders { nodes { id } } }',
  'Query.paymentOptions': '{ answer: paymentOptions(input: { amount: 75000 }) { __typename } }',
  'Query.events': '{ answer: events { nodes { id } } }',
  'Query.checkout': '{ answer: checkout { partnerReferenceNo } }',
  'Query.incidents': '{ answer: incidents { nodes { id } } }',
  'Mutation.createOrder':
    'mutation { answer: createOrder(input: { partnerReferenceNo: "a", amount: 1, title: "t" }) { __typename } }',
  'Mutation.cancelOrder': `mutation { answer: cancelOrder(input: { orderId: "${id}" }) { __typename } }`,
  'Mutation.refundOrder': `mutation { answer: refundOrder(input: { orderId: "${id}", partnerRefundNo: "r" }) { __typename } }`,
  'Mutation.createCheckout':
    'mutation { answer: createCheckout(input: { partnerReferenceNo: "a", amount: 1, title: "t" }) { __typename } }',
  'Mutation.payCheckout': 'mutation { answer: payCheckout(input: {}) { __typename } }',
  'Subscription.orderStatus': `subscription { answer: orderStatus(orderId: "${id}") { id } }`,
  'Order.metadata': `{ answer: order(by: { id: "${id}" }) { metadata { key } } }`,
  'OrderEvent.responseCode': timeline('responseCode'),
  'OrderEvent.responseMessage': timeline('responseMessage'),
  'OrderEvent.detail': timeline('detail'),
};

/** Rows of fields that are reached by way of an order. */
const belowTheRoots = [
  'Order.metadata',
  'OrderEvent.responseCode',
  'OrderEvent.responseMessage',
  'OrderEvent.detail',
];

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
    expect(rows.filter((row) => !roots.includes(row))).toEqual(belowTheRoots);
  });

  test('is tried below, row by row', () => {
    expect(Object.keys(requests).sort()).toEqual(Object.keys(permissions).sort());
  });

  test('every other field has its place in the list of what may be read by whoever reached it', () => {
    const rows = new Set([
      ...Object.keys(permissions),
      ...Object.entries(readableWithParent).flatMap(([type, names]) =>
        names.split(' ').map((name) => `${type}.${name}`),
      ),
    ]);
    const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith('__')
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    );
    expect(fields.filter((field) => !rows.has(field))).toEqual([]);
    expect([...rows].filter((row) => !fields.includes(row))).toEqual([]);
  });

  describe.each(Object.entries(permissions))('%s', (coordinate, row) => {
    test('gives nothing without a credential', async () => {
      expect(await answerTo(coordinate, anonymous)).toBe('UNAUTHENTICATED');
    });

    test(`${row.serverKey === 'none' ? 'is forbidden to every' : 'answers a'} server key`, async () => {
      const { serverKey: needed } = row;
      const key = needed === 'any' || needed === 'none' ? serverKey() : serverKey(needed, 'orders:read');
      expect(await answerTo(coordinate, key)).toBe(needed === 'none' ? 'FORBIDDEN' : 'seen');
    });

    test(`${row.clientToken ? 'answers' : 'is forbidden to'} the client token of this order`, async () => {
      expect(await answerTo(coordinate, clientToken(order.id))).toBe(row.clientToken ? 'seen' : 'FORBIDDEN');
    });

    test(`${row.checkoutToken ? 'answers' : 'is forbidden to'} the token of this checkout`, async () => {
      expect(await answerTo(coordinate, ownCheckout)).toBe(row.checkoutToken ? 'seen' : 'FORBIDDEN');
    });

    test.each([
      ['client token of another order', clientToken('00000000-0000-4000-8000-000000000002'), row.clientToken],
      ['token of another checkout', otherCheckout, row.checkoutToken],
    ])('shows nothing to the %s', async (_, caller, isForTokens) => {
      expect(await answerTo(coordinate, caller)).toBe(
        isForTokens ? unseen(coordinate) : forbidden(coordinate),
      );
    });
  });

  /** What a caller reads where there is nothing for it: the very answer that an unknown id gets. */
  function unseen(coordinate: string): Answer {
    if (coordinate === 'Subscription.orderStatus') return 'NOT_FOUND';
    // Neither tells of any order or checkout: options are of an amount, and a closed checkout is a problem.
    return coordinate === 'Query.paymentOptions' || coordinate === 'Mutation.payCheckout' ? 'seen' : 'null';
  }

  function forbidden(coordinate: string): Answer {
    return belowTheRoots.includes(coordinate) ? 'null' : 'FORBIDDEN';
  }
});

const scoped = Object.entries(permissions).flatMap(([coordinate, { serverKey: scope }]) =>
  scope === 'any' || scope === 'none' ? [] : [{ coordinate, scope }],
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

  test('a checkout token is for its checkout, its payment, and its orders', () => {
    const forTokens = Object.entries(permissions).filter(([, { checkoutToken: isFor }]) => isFor);
    expect(forTokens.map(([coordinate]) => coordinate)).toEqual([
      'Query.node',
      'Query.order',
      'Query.paymentOptions',
      'Query.checkout',
      'Mutation.payCheckout',
      'Subscription.orderStatus',
    ]);
  });

  test.each([
    ['order', `{ order(by: { id: "${id}" }) { metadata { key } } }`],
    ['node', `{ node(id: "${id}") { ... on Order { metadata { key } } } }`],
    ['checkout', '{ checkout { order { metadata { key } } } }'],
    [
      'payCheckout',
      'mutation { payCheckout(input: {}) { ... on PayCheckoutSuccess { order { metadata { key } } } } }',
    ],
  ])('metadata is not for payers, by way of %s either', async (_, text) => {
    const result = await run(text, { caller: ownCheckout, useCases });
    expect(result.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });

  test.each([
    '',
    'garbage',
    globalId('Order', '00000000-0000-4000-8000-0000000000aa'),
    globalId('Checkout', checkout.id),
  ])('to a token, id "%s" reads as an order of somebody else does', async (other) => {
    const text = `query ($id: ID!) { order(by: { id: $id }) { id } node(id: $id) { id } }`;
    for (const variables of [{ id: other }, { id }]) {
      const result = await run(text, { caller: otherCheckout, variables, useCases });
      expect(result).toEqual({ data: { order: null, node: null } });
    }
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
