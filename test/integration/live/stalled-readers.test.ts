import { createServer } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { OrderStatusDocument } from '../../../src/client/core/generated/graphql.ts';
import type { Order } from '../../../src/domain/order.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { createCallerSessions } from '../../../src/server/admission/caller-sessions.ts';
import { createRefusalPacer } from '../../../src/server/admission/refusal-pacer.ts';
import { createRequestRates } from '../../../src/server/admission/request-rates.ts';
import { createStreamSlots } from '../../../src/server/admission/stream-slots.ts';
import { createGraphqlServer } from '../../../src/server/graphql/graphql-server.ts';
import { limits } from '../../../src/server/limits.ts';
import { createGraphqlProtocol } from '../../../src/server/websocket/graphql-over-websocket.ts';
import { createWebSockets } from '../../../src/server/websocket/websockets.ts';
import { makeReadInBatches } from '../../../src/use-cases/orders/read-in-batches.ts';
import type { WatchOptions } from '../../../src/use-cases/orders/watch-order.ts';
import { makeWatchOrder } from '../../../src/use-cases/orders/watch-order.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { createInMemoryOrderStore, type InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { silentLog } from '../../support/silent-log.ts';
import { openWire, type Wire } from './wire.ts';

const stalledCount = 1_000;
const readingCount = 20;
const changesCount = 50;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The server's own way from a change to a socket, over the store in memory and wires without a network. */
function openLiveServer() {
  const clock = systemClock();
  const store: InMemoryOrderStore = createInMemoryOrderStore({ onCommit: (id) => store.feed.announce(id) });
  const { feed } = store;
  const noteReader = async () => undefined;
  const watchOrder = makeWatchOrder({ readOrder: makeReadInBatches(store), feed, clock, noteReader });
  /** How many states were read from the watch of each order. */
  const takenCounts = new Map<string, number>();
  async function* countTaken(id: string, options: WatchOptions): AsyncGenerator<Order, void, undefined> {
    for await (const order of watchOrder(id, options)) {
      takenCounts.set(id, (takenCounts.get(id) ?? 0) + 1);
      yield order;
    }
  }
  const needs = {
    schema,
    documents: { registered: null, isIntrospectionOpen: true },
    useCases: { watchOrder: countTaken } as Partial<UseCases> as UseCases,
    issueClientToken: () => '',
    issueCheckoutToken: () => '',
    checkoutUrl: null,
    dashboardUrl: null,
    clock,
    log: silentLog,
    chance: { uuid: () => 'request-1', fraction: () => 0.5 },
    sessions: createCallerSessions(clock),
    streamSlots: createStreamSlots(limits),
    refusalPacer: createRefusalPacer(limits, clock, silentLog),
    requestRates: createRequestRates(
      {
        ...limits,
        costBudgets: {
          ...limits.costBudgets,
          serverKey: { costPerSecondMax: 1e7, costBurstMax: 1e7, operationCostMax: 1e7 },
        },
      },
      clock,
    ),
  };
  const protocol = createGraphqlProtocol(
    { ...needs, graphqlServer: createGraphqlServer(needs, limits) },
    limits,
  );
  const sockets = createWebSockets(protocol, { headerLines: [], log: silentLog, limits });
  const authenticate = async () =>
    ({ kind: 'serverKey', keyId: 'key-1', scopes: new Set(['orders:read'] as const) }) as const;
  const server = createServer().on('upgrade', (request, connection, head) =>
    sockets.accept(request, connection, head, { address: null, authenticate }),
  );
  closers.push(sockets.terminate);

  /** Watches over a wire of its own; `versions` are what came out at the other end. */
  async function openReader(order: Order) {
    const wire = openWire();
    server.emit('connection', wire.server);
    const socket = new WebSocket('ws://gateway/graphql', 'graphql-transport-ws', {
      createConnection: (() => wire.client) as never,
    });
    const versions: number[] = [];
    const send = (message: object) => socket.send(JSON.stringify(message));
    await new Promise<void>((seen) => {
      socket.on('open', () => send({ type: 'connection_init' }));
      socket.on('message', (data) => {
        const { type, payload } = JSON.parse(String(data));
        if (type === 'connection_ack') {
          const variables = { orderId: globalId('Order', order.id), afterVersion: null };
          send({ id: '1', type: 'subscribe', payload: { query: OrderStatusDocument.toString(), variables } });
        } else if (type === 'next') {
          versions.push(payload.data.orderStatus.version);
          seen();
        }
      });
    });
    return { wire, versions, order };
  }
  return { store, takenCounts, openReader };
}

/** Waits until no state was read for some turns of the event loop. */
async function settle(takenCounts: Map<string, number>): Promise<void> {
  const total = () => [...takenCounts.values()].reduce((sum, count) => sum + count, 0);
  for (let [before, quietCount] = [-1, 0]; quietCount < 5; quietCount += 1) {
    await nextTurn();
    if (total() !== before) quietCount = 0;
    before = total();
  }
}

function waitingBytes(wires: readonly Wire[]): number[] {
  return wires.map(({ server }) => server.writableLength);
}

test('a thousand readers that read nothing hold one state each, and the others see everything', async () => {
  const live = openLiveServer();
  const open = async () => live.openReader(await insertOrder(live.store));
  const stalled = await Promise.all(Array.from({ length: stalledCount }, open));
  const reading = await Promise.all(Array.from({ length: readingCount }, open));
  for (const { wire } of stalled) wire.stall();
  const messageBytesMax = 2 * 1024;

  for (let count = 0; count < changesCount; count += 1) {
    for (const { order } of [...stalled, ...reading]) await live.store.change(order.id, force({}));
    await settle(live.takenCounts);
  }

  // The first state went out before the wire stalled, the second waits to be read; the other 49 cost nothing.
  for (const { order } of stalled) expect(live.takenCounts.get(order.id)).toBe(2);
  for (const bytes of waitingBytes(stalled.map(({ wire }) => wire))) {
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(messageBytesMax);
  }
  const allVersions = Array.from({ length: changesCount + 1 }, (_, index) => index + 1);
  for (const { versions } of reading) expect(versions).toEqual(allVersions);
  expect(live.store.feed.count()).toBe(stalledCount + readingCount);
});
