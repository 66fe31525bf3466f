import { afterEach, describe, expect, it } from 'vitest';
import { openStage, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

describe('a document', () => {
  const chain = (depth: number) => `{ ${'node(id: "1") { id '.repeat(depth)}${'}'.repeat(depth)} }`;

  it.each([
    ['is too long', `{ __typename ${' '.repeat(40_000)}}`],
    ['has too many tokens', `{ __typename ${'@skip(if: false) '.repeat(500)}}`],
    ['has too many levels', chain(20)],
    ['has too many aliases', `{ ${aliases(31)} }`],
    ['has too many directives', `{ ${'__typename @skip(if: false) '.repeat(31)} }`],
    ['has too many root fields', `{ ${'__typename '.repeat(11)} }`],
    ['moves money twice', `mutation { ${cancel('a')} ${cancel('b')} }`],
    [
      'moves money twice in fragments',
      `mutation { ...a } fragment a on Mutation { ${cancel('a')} ${cancel('b')} }`,
    ],
    ['grows by its fragments', growing('abcdefghij')],
    [
      'reads pages of pages of pages',
      '{ orders(first: 100) { nodes { refunds { nodes { id } } timeline { nodes { type } } a: refunds { edges { cursor } } } } }',
    ],
    [
      'reads pages of a size that a variable decides',
      'query ($n: Int) { orders(first: $n) { ...p } } fragment p on OrderConnection { edges { node { a: refunds { nodes { id } } b: refunds { nodes { id } } c: refunds { nodes { id } } } } }',
    ],
    [
      'reads pages of a negative size',
      `{ a: orders(first: -100) { nodes { refunds { nodes { id } } } } ${'bcdefghi'.replace(/./g, (name) => `${name}: orders { nodes { refunds { nodes { id } } timeline { nodes { type } } } }`)} }`,
    ],
  ])('that %s is refused', async (_, query) => {
    await open();
    const response = await stage.post(query, { headers: { accept: 'application/graphql-response+json' } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringMatching(/more tha[nt] \d+/) }],
    });
  });

  it('that reads a page of orders with their refunds and timelines is answered', async () => {
    const empty = async () => ({ items: [], hasNextPage: false, hasPreviousPage: false });
    await open({ useCases: { listOrders: empty } });
    const query = '{ orders(first: 100) { nodes { refunds { nodes { id } } timeline { nodes { type } } } } }';
    expect(await (await stage.post(query)).json()).toEqual({ data: { orders: { nodes: [] } } });
  });

  it('that spreads a fragment inside itself is refused with the name of the fragment', async () => {
    await open();
    const response = await stage.post('{ ...a } fragment a on Query { ...a }');
    expect(await response.text()).toContain('Cannot spread fragment');
  });

  it('by which GraphiQL introspects the schema is within all limits', async () => {
    await open();
    const { getIntrospectionQuery } = await import('graphql');
    const query = getIntrospectionQuery({ descriptions: true, oneOf: true, specifiedByUrl: true });
    expect(await (await stage.post(query)).json()).toHaveProperty('data.__schema');
  });
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ');
}

function cancel(alias: string): string {
  return `${alias}: cancelOrder(input: { orderId: "1" }) { __typename }`;
}

/** Each fragment spreads the next one four times. */
function growing(names: string): string {
  const fragments = [...names].map((name, index) => {
    const next = names[index + 1];
    return `fragment ${name} on Query { ${next === undefined ? '__typename' : `...${next} `.repeat(4)} }`;
  });
  return `{ node(id: "1") { id } ...${names[0]} } ${fragments.join(' ')}`;
}
