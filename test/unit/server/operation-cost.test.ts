import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLNamedType, isObjectType, Kind, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { fieldCosts, flagCosts } from '../../../src/graphql/schema/field-costs.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { createOperationCost } from '../../../src/server/graphql/operation-cost.ts';
import { limits } from '../../../src/server/limits.ts';

const costOf = createOperationCost(schema);

function cost(text: string, variables = {}, operationName?: string): number {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return costOf(document, operationName, variables);
}

const fieldsOf = (type: GraphQLNamedType | null | undefined) =>
  isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [];

describe('the table of costs', () => {
  test('has a row for every root field, and no row without a field', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const rows = Object.keys(fieldCosts).filter((row) => !row.startsWith('Query.__'));
    expect(roots.flatMap(fieldsOf).filter((field) => !rows.includes(field))).toEqual([]);
    const fields = Object.values(schema.getTypeMap()).flatMap(fieldsOf);
    const flagged = Object.keys(flagCosts).map((flag) => flag.replace(/\(.*/, ''));
    expect([...rows, ...flagged].filter((row) => !fields.includes(row))).toEqual([]);
  });
});

describe('the cost of an operation', () => {
  const image = '{ instruction { ... on QrisInstruction { image } } }';
  const order = (selection: string, more = '') => `order(by: { id: "x" }${more}) ${selection}`;

  test('grows with every image that it draws, whatever hides it', () => {
    const one = cost(`{ ${order(image)} }`);
    const aliases = Array.from({ length: 10 }, (_, place) => `a${place}: ${order(image)}`).join(' ');
    expect(one).toBeGreaterThan(fieldCosts['QrisInstruction.image'] ?? 0);
    expect(cost(`{ ${aliases} }`)).toBeCloseTo(10 * one);
    expect(
      cost(`{ ...a ...b } fragment a on Query { ${order('{ ...c }')} } fragment b on Query { a: ${order('{ ...c }')} }
      fragment c on Order ${image}`),
    ).toBeCloseTo(2 * one);
  });

  test('grows with every statement', () => {
    const text = (count: number) =>
      `{ ${order(`{ ${Array.from({ length: count }, (_, place) => `a${place}: refunds(first: 1) { nodes { id } }`).join(' ')} }`)} }`;
    expect(cost(text(29)) - cost(text(9))).toBeGreaterThan(20 * (fieldCosts['Order.refunds'] ?? 0));
  });

  test.each([
    [
      'a variable',
      'query ($n: Int) { orders(first: $n) { nodes { refunds { nodes { id } } } } }',
      { n: 100 },
    ],
    ['its default', 'query ($n: Int = 100) { orders(first: $n) { nodes { refunds { nodes { id } } } } }', {}],
    ['a literal', '{ orders(last: 100) { edges { node { refunds { nodes { id } } } } } }', {}],
  ])('grows with a page of a size that %s decides', (_, text, variables) => {
    expect(cost(text, variables)).toBeGreaterThan(100 * (fieldCosts['Order.refunds'] ?? 0));
    expect(cost(text, { n: 1 })).toBeLessThan(text.includes('$n') ? 100 : Number.POSITIVE_INFINITY);
  });

  test('includes the query to DANA that `fresh` causes', () => {
    const stale = cost(`{ ${order('{ id }')} }`);
    expect(cost(`{ ${order('{ id }', ', fresh: true')} }`)).toBeGreaterThan(stale + 30);
    const variable = `query ($fresh: Boolean!) { ${order('{ id }', ', fresh: $fresh')} }`;
    expect(cost(variable, { fresh: true })).toBeGreaterThan(cost(variable, { fresh: false }) + 30);
  });

  test('grows with the values in the variables, however deep they are', () => {
    const text = 'query ($filter: OrderFilter) { orders(filter: $filter) { nodes { id } } }';
    const deep = JSON.parse(`{"filter":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    const wide = { filter: { status: Array.from({ length: 20_000 }, () => 'PAID') } };
    for (const variables of [deep, wide]) expect(cost(text, variables)).toBeGreaterThan(400);
  });

  test('is that of the named operation', () => {
    const text = `query a { ${order(image)} } query b { __typename }`;
    expect(cost(text, {}, 'b')).toBeLessThan(1);
  });
});

test('every operation that our own clients send with a token costs less than half of what one may', () => {
  const folder = join(import.meta.dirname, '../../../src/client/core/operations');
  // The operations of the console stand in a folder of their own: people send them with a key.
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const document = parse(text);
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? ''] : [],
  );
  const forServers = /^(Create|Cancel|Refund|Orders|Events|Incidents)|RefundBatch/;
  const forTokens = names.filter((name) => !forServers.test(name));
  expect(forTokens.length).toBeGreaterThan(4);
  for (const name of forTokens) {
    const { operationCostMax } = limits.costBudgets.checkoutToken;
    expect([name, costOf(document, name, {}) < operationCostMax / 2]).toEqual([name, true]);
  }
  for (const name of names) {
    expect(costOf(document, name, { first: 100 })).toBeLessThan(
      limits.costBudgets.serverKey.operationCostMax,
    );
  }
});
