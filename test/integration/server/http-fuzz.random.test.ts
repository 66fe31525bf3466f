import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { fuzzMs, fuzzRuns, testSeed } from '../../support/sample.ts';
import { aWatchedOrder, openStage, type Stage, serverKey } from './stage.ts';

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);
const honest = `{ order(by: { id: "${orderId}" }) { id } }`;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({
    useCases: watched.useCases,
    verifyFinishNotify: async () => null,
    // Most of these requests are refused, and must be answered at once.
    limits: { refusalRate: { perSecondMax: 100_000, burstMax: 100_000 } },
  });
});
afterAll(() => stage.server.drain());

/** Pieces of GraphQL, joined at random: some results are documents, most are nearly documents. */
const pieces = fc.constantFrom(
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '!',
    '$a',
    '@skip(if: true)',
    '...',
    '... on Order',
    'on',
    ':',
    '=',
    '|',
    '&',
  ],
  ...[
    'query',
    'mutation',
    'subscription',
    'fragment F on Order',
    'order',
    'node',
    'orders',
    'id',
    '__typename',
  ],
  ...[
    'by: { id: "x" }',
    `id: "${orderId}"`,
    '"',
    '"""',
    '\\u0000',
    '#',
    '1e999',
    '-',
    'null',
    'true',
    '$',
    '\ud800',
  ],
  ...['createOrder', 'input: {}', 'amount: 1', 'F', '...F', '{ order', '__schema', 'first: -1', 'after: "%"'],
);
const document = fc.oneof(
  { weight: 4, arbitrary: fc.array(pieces, { maxLength: 25 }).map((words) => words.join(' ')) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(honest.length), pieces)
      .map(([at, piece]) => honest.slice(0, at) + piece + honest.slice(at)),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.nat(3_000).map((depth) => '{a'.repeat(depth) + '}'.repeat(depth)) },
);
const anything = fc.oneof(fc.jsonValue(), fc.constant(undefined));
const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record(
        {
          query: fc.oneof(document, anything),
          variables: anything,
          operationName: anything,
          extensions: anything,
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/json;',
);
const accept = fc.constantFrom(
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'text/html',
  'text/event-stream',
  'text/event-stream, application/json;q=0.5',
  'a/b;q=x',
);
const credential = fc.constantFrom(serverKey, 'gct_a.1.b', `gco_${'a'.repeat(90)}`, '');
const path = fc.constantFrom('/graphql', '/graphql', '/graphql', '/v1.0/debit/notify', '/graphql?query={a}');

/** The results in a stream of server-sent events. */
function eventsIn(text: string): string[] {
  return [...text.matchAll(/^data: ?(.+)$/gm)].map(([, data]) => data ?? '');
}

/** Internals that no answer may contain. */
const insides = /node_modules|\.ts:\d|at \w+ \(|select .* from|postgres|ECONN|TypeError|RangeError/i;

it(
  'answers every request, reveals no internals, and keeps running',
  async () => {
    await fc.assert(
      fc.asyncProperty(path, body, contentType, accept, credential, async (to, text, type, wanted, key) => {
        const response = await fetch(stage.url + to, {
          method: 'POST',
          headers: { 'content-type': type, accept: wanted, authorization: `Bearer ${key}` },
          body: text,
        });
        const answer = await response.text();
        expect(response.status).toBeLessThan(500);
        expect(answer).not.toMatch(insides);
        // A 406 for a client that accepts no JSON has no body; each event is JSON.
        const isEvents = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
        for (const text of isEvents ? eventsIn(answer) : [answer]) {
          if (response.status !== 406) expect(() => JSON.parse(text)).not.toThrow();
        }
      }),
      { numRuns: fuzzRuns(250), seed: testSeed },
    );
    expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await (await stage.post(honest)).json()).toEqual({ data: { order: { id: orderId } } });
  },
  fuzzMs,
);
