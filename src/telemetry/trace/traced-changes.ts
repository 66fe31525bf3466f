import { SpanKind } from '@opentelemetry/api';
import type { Order } from '../../domain/order.ts';
import type { EventSender } from '../../use-cases/ports/event-sender.ts';
import type { DecideChange, OrderChange } from '../../use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import { activeTraceparent, contextOf, type Tracing } from '../tracing.ts';

/** The traceparent of the work that made this version of an order; null if nobody traced it. */
export type ReadTrace = (orderId: string, version: number) => Promise<string | null>;

/** The store, which keeps with each event the trace of the work that records it. */
export function traceStore(store: OrderStore): OrderStore {
  const traced =
    (decide: DecideChange): DecideChange =>
    (order, refunds) => {
      const change = decide(order, refunds);
      const traceparent = activeTraceparent();
      return change === null || traceparent === undefined ? change : withTrace(change, traceparent);
    };
  return {
    ...store,
    insert(input) {
      const traceparent = activeTraceparent();
      if (traceparent === undefined) return store.insert(input);
      return store.insert({ ...input, event: { ...input.event, trace: traceparent } });
    },
    change: (orderId, decide, options) => store.change(orderId, traced(decide), options),
    reapply: (inboxIds, orderId, decide) => store.reapply(inboxIds, orderId, traced(decide)),
  };
}

function withTrace(change: OrderChange, trace: string): OrderChange {
  const { earlier, ...last } = change;
  return {
    ...last,
    event: { ...change.event, trace },
    ...(earlier === undefined
      ? {}
      : { earlier: earlier.map((step) => ({ ...step, event: { ...step.event, trace } })) }),
  };
}

/** The merchant's servers: each attempt is a child of the change that the event is about. */
export function traceSender(sender: EventSender, tracing: Tracing, readTrace: ReadTrace): EventSender {
  return {
    async send(endpointUrl, event, signal) {
      const { orderId, version, id } = event.event;
      const parent = contextOf(await readTrace(orderId, version).catch(() => null));
      const attributes = {
        'http.request.method': 'POST',
        'server.address': new URL(endpointUrl).hostname,
        'gapura.order.id': orderId,
        'gapura.event.id': id,
      };
      return tracing.within('webhook', { kind: SpanKind.CLIENT, attributes, parent }, async (span) => {
        const answer = await sender.send(endpointUrl, event, signal);
        if (answer.kind === 'failed') span.setAttribute('error.type', answer.failure);
        return answer;
      });
    },
  };
}

/** Lookups of pushes under way at once; further pushes make no span. */
const lookupsMax = 16;

/** Makes the function that records a push as a child of the change that it shows, after the fact: it delays no push. */
export function makeTracePush(tracing: Tracing, readTrace: ReadTrace) {
  let lookupCount = 0;
  return ({ id: orderId, version }: Pick<Order, 'id' | 'version'>, lagMs: number): void => {
    if (lookupCount >= lookupsMax) return;
    lookupCount += 1;
    const endTime = new Date();
    const startTime = new Date(endTime.getTime() - Math.max(0, lagMs));
    readTrace(orderId, version)
      .then((traceparent) => {
        if (traceparent === null) return;
        const attributes = { 'gapura.order.id': orderId };
        const parent = contextOf(traceparent);
        tracing.start('push', { kind: SpanKind.PRODUCER, attributes, startTime, parent }).end(endTime);
      })
      .catch(() => undefined)
      .finally(() => {
        lookupCount -= 1;
      });
  };
}
