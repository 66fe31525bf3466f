import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { fuzzMs, fuzzRuns, testSeed } from '../../support/sample.ts';
import { connectPeer, openPeer, type SocketPeer, subscribe } from './socket-peer.ts';
import { aWatchedOrder, openStage, type Stage, serverKey } from './stage.ts';

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);
let stage: Stage;
let sibling: SocketPeer;

beforeAll(async () => {
  stage = await openStage({
    useCases: watched.useCases,
    limits: { refusalRate: { perSecondMax: 100_000, burstMax: 100_000 } },
  });
  sibling = await connectPeer(stage.url);
  subscribe(sibling, 'sibling', orderId);
  await sibling.next();
});
afterAll(() => stage.server.drain());

/** Messages that are nearly right, and some that are not, as a broken or hostile client sends them. */
const query = fc.oneof(
  fc.constant(`subscription { orderStatus(orderId: "${orderId}") { version } }`),
  fc.constantFrom(
    '',
    '{',
    'subscription',
    'subscription { ...a }',
    'fragment a on Order { id }',
    '{ __typename }',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const anything = fc.oneof(fc.jsonValue(), fc.constant(undefined));
const payload = fc.oneof(
  fc.record(
    { query, variables: anything, operationName: anything, extensions: anything },
    { requiredKeys: [] },
  ),
  fc.constant({ authorization: `Bearer ${serverKey}` }),
  anything,
);
const message = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          type: fc.oneof(
            fc.constantFrom('connection_init', 'subscribe', 'complete', 'ping', 'pong', 'next', 'error'),
            anything,
          ),
          id: fc.oneof(fc.constantFrom('a', 'b', '__proto__', ''), anything),
          payload,
        },
        { requiredKeys: ['type'] },
      )
      .map((value) => JSON.stringify(value)),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/** One message, whole or in pieces, as text or as bytes; or a frame of RFC 6455's own. */
const part = fc.oneof(
  { weight: 8, arbitrary: message.map((text) => ({ kind: 'text' as const, text })) },
  { weight: 2, arbitrary: message.map((text) => ({ kind: 'bytes' as const, text })) },
  {
    weight: 2,
    arbitrary: fc.tuple(message, fc.nat(20)).map(([text, at]) => ({ kind: 'pieces' as const, text, at })),
  },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'ping' as const }, { kind: 'pong' as const }) },
);
type Part = typeof part extends fc.Arbitrary<infer Value> ? Value : never;

function say(socket: WebSocket, said: Part): void {
  if (said.kind === 'text') socket.send(said.text);
  else if (said.kind === 'bytes') socket.send(Buffer.from(said.text));
  else if (said.kind === 'pieces') {
    socket.send(said.text.slice(0, said.at), { fin: false });
    socket.send(said.text.slice(said.at), { fin: true });
  } else socket[said.kind]();
}

it(
  'survives every message of its peers, and other clients notice nothing',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(part, { maxLength: 12 }), async (isConnected, messages) => {
        const peer = isConnected ? await connectPeer(stage.url) : await openPeer(stage.url);
        for (const part of messages) if (peer.socket.readyState === peer.socket.OPEN) say(peer.socket, part);
        peer.socket.close();
        await peer.closed;

        watched.change();
        expect(await sibling.next()).toMatchObject({ type: 'next', id: 'sibling' });
      }),
      { numRuns: fuzzRuns(150), seed: testSeed },
    );
    expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await watched.until(({ opened, ended }) => opened === ended + 1);
  },
  fuzzMs,
);
