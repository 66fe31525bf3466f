import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/global-id.ts';
import { fuzzMs, fuzzRuns } from '../../support/fuzz-runs.ts';
import { connectPeer, openPeer, type SocketPeer, subscribe } from './socket-peer.ts';
import { aWatchedOrder, openStage, type Stage, serverKey } from './stage.ts';

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);
let stage: Stage;
let sibling: SocketPeer;

beforeAll(async () => {
  stage = await openStage({
    useCases: watched.useCases,
    limits: { refusals: { perSecondMax: 100_000, burstMax: 100_000 } },
  });
  sibling = await connectPeer(stage.url);
  subscribe(sibling, 'sibling', orderId);
  await sibling.next();
});
afterAll(() => stage.server.drain());

/** Messages that are nearly right, and some that are not: what a broken or hostile client sends. */
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

it(
  'survives whatever its peers say, and nobody else notices',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(message, { maxLength: 12 }), async (isConnected, messages) => {
        const peer = isConnected ? await connectPeer(stage.url) : await openPeer(stage.url);
        for (const text of messages) if (peer.socket.readyState === peer.socket.OPEN) peer.socket.send(text);
        peer.socket.close();
        await peer.closed;

        watched.change();
        expect(await sibling.next()).toMatchObject({ type: 'next', id: 'sibling' });
      }),
      { numRuns: fuzzRuns(300), seed: 20_260_115 },
    );
    expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await watched.until(({ opened, ended }) => opened === ended + 1);
  },
  fuzzMs,
);
