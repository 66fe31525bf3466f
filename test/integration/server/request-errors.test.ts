import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.server.drain());

const deep = `{ ${'node(id: "1") { id '.repeat(20)}${'}'.repeat(20)} }`;
const costly = `{ ${'abcdefghij'.replace(/./g, (name) => `${name}: orders(first: 100) { nodes { refunds { nodes { id } } } } `)} }`;

/** What is refused before it runs, by the step that refuses it. */
const refused: readonly [string, object][] = [
  ['that does not parse', { query: '{ order(' }],
  ['with too many tokens', { query: `{ __typename ${'@skip(if: false) '.repeat(500)}}` }],
  ['with too many levels', { query: deep }],
  ['with a field that nobody knows', { query: '{ nothing }' }],
  ['that costs too much', { query: costly }],
  ['without a variable that it needs', { query: 'query ($id: ID!) { node(id: $id) { id } }' }],
  [
    'with a variable that does not parse',
    { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: {} } },
  ],
  ['that names an operation it does not have', { query: 'query A { __typename }', operationName: 'B' }],
];

/** GraphQL over HTTP: `application/json` is 200 whatever happened, `application/graphql-response+json` says it. */
describe.each([
  ['application/json', 'application/json', 200],
  ['application/graphql-response+json', 'application/graphql-response+json', 400],
  ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json', 400],
  ['multipart/mixed', 'application/json', 200],
])('a client that accepts %s', (accept, type, status) => {
  test.each(refused)(`gets ${type} with ${status} for an operation %s`, async (_, body) => {
    const response = await fetch(`${stage.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
    });
    expect({ type: response.headers.get('content-type'), status: response.status }).toEqual({
      type: expect.stringContaining(type),
      status,
    });
    const answer: unknown = await response.json();
    expect(answer).toEqual({ errors: [expect.objectContaining({ message: expect.any(String) })] });
  });
});
