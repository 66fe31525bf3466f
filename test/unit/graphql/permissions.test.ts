import { isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import {
  type Caller,
  type Role,
  roles,
  type Scope,
  scopes,
  scopesOfRole,
} from '../../../src/access/caller.ts';
import { permissions } from '../../../src/access/permissions.ts';
import { readableWithParent } from '../../../src/access/readable-with-parent.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { openConsole, openWithKey } from '../../support/console-sessions.ts';
import { anonymous, clientToken, run, serverKey } from '../../support/graphql-execution.ts';
import {
  type Answer,
  answerTo,
  belowTheRoots,
  checkout,
  id,
  order,
  otherCheckout,
  ownCheckout,
  requests,
  useCases,
} from './permission-requests.ts';

/** What a server key needs to reach the field, beside the scope of the field itself. */
const alsoNeeded: Readonly<Record<string, readonly Scope[]>> = {
  'OrderEvidence.settlementLines': ['evidence:read'],
};

describe('the permission table', () => {
  test('has a row for every root field, and no row without a field', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
      (root) => Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name}.${field}`),
    );
    const rows = Object.keys(permissions);
    expect(roots.filter((field) => !rows.includes(field))).toEqual([]);
    expect(rows.filter((row) => !roots.includes(row))).toEqual(belowTheRoots);
  });

  test('has an example request for every row', () => {
    expect(Object.keys(requests).sort()).toEqual(Object.keys(permissions).sort());
  });

  test('leaves no field without a decision: every other field is listed as readable with its parent', () => {
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
    test('returns nothing without a credential', async () => {
      expect(await answerTo(coordinate, anonymous)).toBe('UNAUTHENTICATED');
    });

    test(`${row.serverKey === 'none' ? 'is forbidden to every' : 'answers a'} server key`, async () => {
      const { serverKey: needed } = row;
      const key =
        needed === 'any' || needed === 'none'
          ? serverKey()
          : serverKey(needed, 'orders:read', ...(alsoNeeded[coordinate] ?? []));
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

  /** The answer to a caller who may see nothing: the same as for an unknown id. */
  function unseen(coordinate: string): Answer {
    if (coordinate === 'Subscription.orderStatus') return 'NOT_FOUND';
    // A token may ask for the amount of its own checkout only.
    if (coordinate === 'Query.paymentOptions') return 'FORBIDDEN';
    // A closed checkout is a problem, which reveals no other one.
    return coordinate === 'Mutation.payCheckout' ? 'seen' : 'null';
  }

  function forbidden(coordinate: string): Answer {
    // It is read through createCheckout, which is closed to tokens itself.
    if (coordinate.startsWith('Checkout.')) return 'FORBIDDEN';
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

describe('people, with a key and with a session of the console', () => {
  const { sessions: consoleSessions } = openConsole();
  const selling = ['createOrder', 'createCheckout'];
  const care = ['acknowledgeIncident', 'resolveIncident', 'redeliverEvents', 'replayInbox'];
  /** The mutations that each role may call; every role reads orders, incidents, settlements and approvals. */
  const acts: Readonly<Record<Role, readonly string[]>> = {
    viewer: [],
    support: [...selling, ...care],
    finance: [
      'cancelOrder',
      'refundOrder',
      'attestFact',
      'requestRefundBatch',
      'steerRefundBatch',
      'endCheckout',
      ...selling,
      ...care,
    ],
    approver: ['decideApproval', 'decideRefundBatch'],
    admin: [
      'createOrder',
      'cancelOrder',
      'refundOrder',
      'attestFact',
      'requestRefundBatch',
      'steerRefundBatch',
      'decideRefundBatch',
      'decideApproval',
      'createCheckout',
      'endCheckout',
      ...care,
    ],
  };
  const cells = roles.flatMap((role) =>
    Object.entries(permissions).map(([coordinate, row]) => ({ role, coordinate, row })),
  );

  test.each(cells)('$role, $coordinate', async ({ role, coordinate, row }) => {
    const operator = { id: 'person-1', name: 'Sari', role };
    const withKey: Caller = {
      kind: 'serverKey',
      keyId: 'key-9',
      scopes: new Set(scopesOfRole[role]),
      operator,
    };
    const { session } = await openWithKey(consoleSessions, operator, 'key-9');
    const [root, field = ''] = coordinate.split('.');
    // An order is created before its fields can be read through createCheckout.
    const isThroughCreation = coordinate.startsWith('Checkout.');
    const mayCall =
      root === 'Mutation' || isThroughCreation
        ? acts[role].includes(isThroughCreation ? 'createCheckout' : field)
        : row.serverKey !== 'none';
    for (const caller of [withKey, session.caller])
      expect(await answerTo(coordinate, caller)).toBe(mayCall ? 'seen' : 'FORBIDDEN');
  });
});

describe('beside the table', () => {
  test('a client token is valid only for its own order', () => {
    const forTokens = Object.entries(permissions).filter(([, { clientToken: isForTokens }]) => isForTokens);
    expect(forTokens.map(([coordinate]) => coordinate)).toEqual([
      'Query.node',
      'Query.order',
      'Subscription.orderStatus',
    ]);
  });

  test('a checkout token is valid for its checkout, its payment and its orders', () => {
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
    ['checkout, nor who created it', '{ checkout { actor { kind } } }'],
  ])('payers cannot read metadata through %s', async (_, text) => {
    const result = await run(text, { caller: ownCheckout, useCases });
    expect(result.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });

  test.each([
    '',
    'garbage',
    globalId('Order', '00000000-0000-4000-8000-0000000000aa'),
    globalId('Checkout', checkout.id),
  ])('a token gets the same answer for id "%s" as for an order of somebody else', async (other) => {
    const text = `query ($id: ID!) { order(by: { id: $id }) { id } node(id: $id) { id } }`;
    for (const variables of [{ id: other }, { id }]) {
      const result = await run(text, { caller: otherCheckout, variables, useCases });
      expect(result).toEqual({ data: { order: null, node: null } });
    }
  });

  test('only a server key makes the gateway query DANA', async () => {
    const text = `{ order(by: { id: "${id}" }, fresh: true) { id } }`;
    const result = await run(text, { caller: clientToken(order.id), useCases });
    expect(result.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(result.data).toEqual({ order: null });
  });

  test('a forbidden field calls no use case', async () => {
    const result = await run(requests['Query.orders'] ?? '', { caller: clientToken(order.id), useCases: {} });
    expect(result.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });
});
