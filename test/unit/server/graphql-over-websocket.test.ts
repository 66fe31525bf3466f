import { expect, test, vi } from 'vitest';
import { OrderStatusDocument } from '../../../src/client/core/generated/graphql.ts';
import type { Order } from '../../../src/domain/order.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { createCallerSessions } from '../../../src/server/admission/caller-sessions.ts';
import { createRefusalPacer } from '../../../src/server/admission/refusal-pacer.ts';
import { createRequestRates } from '../../../src/server/admission/request-rates.ts';
import { createStreamSlots } from '../../../src/server/admission/stream-slots.ts';
import { createGraphqlServer } from '../../../src/server/graphql/graphql-server.ts';
import { limits } from '../../../src/server/limits.ts';
import { createGraphqlProtocol } from '../../../src/server/websocket/graphql-over-websocket.ts';
import type { WebSocketState } from '../../../src/server/websocket/websocket-state.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { patienceMs } from '../../support/eventually.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { anOrder } from '../../support/orders.ts';
import { silentLog } from '../../support/silent-log.ts';

const order = anOrder();

/** The protocol over a socket that hands messages over parsed, as websockets.ts does; `end` completes the source. */
async function openSocket() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  async function* watchOrder(): AsyncGenerator<Order, void, undefined> {
    yield order;
    await ended;
  }
  const clock = manualClock();
  const useCases: Partial<UseCases> = { watchOrder };
  const needs = {
    schema,
    documents: { registered: null, isIntrospectionOpen: true },
    useCases: useCases as UseCases,
    issueClientToken: () => '',
    issueCheckoutToken: () => '',
    checkoutUrl: null,
    dashboardUrl: null,
    clock,
    log: silentLog,
    chance: { uuid: () => 'request-1', fraction: () => 0.5 },
    refusalPacer: createRefusalPacer(limits, clock, silentLog),
    sessions: createCallerSessions(clock),
    requestRates: createRequestRates(limits, clock),
    streamSlots: createStreamSlots(limits),
  };
  const protocol = createGraphqlProtocol(
    { ...needs, graphqlServer: createGraphqlServer(needs, limits) },
    limits,
  );
  const sent: { type: string; id?: string }[] = [];
  const state: WebSocketState = {
    close: () => undefined,
    send: async (text) => void sent.push(JSON.parse(text)),
    address: null,
    authenticate: async () => ({ kind: 'serverKey', keyId: 'key-1', scopes: new Set(['orders:read']) }),
    caller: null,
    session: null,
    releaseSlot: () => undefined,
    isClosed: false,
    operations: new Map(),
    isAnswering: true,
    idlePingsCount: 0,
    messagesCount: 0,
    pingAtMs: 0,
  };
  let handle: (message: object) => Promise<void> = async () => undefined;
  const closed = protocol.opened(
    {
      protocol: 'graphql-transport-ws',
      close: state.close,
      send: state.send,
      onMessage: (take) => {
        handle = take as unknown as typeof handle;
      },
    },
    state,
  );
  await handle({ type: 'connection_init' });
  const variables = { orderId: globalId('Order', order.id), afterVersion: null };
  const payload = { query: OrderStatusDocument.toString(), variables };
  const running = handle({ type: 'subscribe', id: 'a', payload });
  await vi.waitFor(() => expect(sent.at(-1)?.type).toBe('next'), patienceMs);
  return { state, sent, payload, running, end, closed };
}

test('a stream that waits holds its life, and nothing of the text it came as', async () => {
  const { state, payload, closed } = await openSocket();
  expect(state.operations.size).toBe(1);
  expect(payload).toEqual({ query: '', variables: undefined });
  await closed(1000, '');
});

test('a stream that ended by itself leaves nothing on its socket', async () => {
  const { state, sent, end, running, closed } = await openSocket();
  end();
  await running;
  expect(sent.at(-1)).toEqual({ type: 'complete', id: 'a' });
  expect(state.operations.size).toBe(0);
  await closed(1000, '');
});
