import type { ServerResponse } from 'node:http';
import type { Change } from '../ledger/documents.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ControlRefusal, type ControlRoute } from './control-route.ts';
import { orderSummary } from './order-view.ts';

/** How many desks may watch at the same time. */
const watchersMax = 100;
/**
 * A watcher that does not read is disconnected before it fills the memory; it reconnects and reads everything
 * again.
 */
const unsentBytesMax = 4 * 1024 * 1024;
/** Often enough that no proxy considers the stream dead. */
const heartbeatMs = 15_000;

const watchers = new WeakMap<Ledger, Set<ServerResponse>>();

/**
 * Server-sent events: `ready` once the stream is open, then a `change` for every document, after it is on
 * disk. Missed changes are not repeated: a client reads the lists after `ready`, and again after each
 * reconnect.
 */
export const liveFeed: ControlRoute = {
  method: 'GET',
  path: '/simulator/events',
  run: ({ desk: { ledger } }) => {
    const open = watchers.get(ledger) ?? new Set();
    watchers.set(ledger, open);
    if (open.size >= watchersMax) throw new ControlRefusal(503, `${watchersMax} desks are watching already.`);
    return { kind: 'takeover', run: (response) => watch(ledger, open, response) };
  },
};

function watch(ledger: Ledger, open: Set<ServerResponse>, response: ServerResponse): void {
  open.add(response);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const write = (text: string) => {
    response.write(text);
    if (response.writableLength > unsentBytesMax) response.destroy();
  };
  write('event: ready\ndata: {}\n\n');
  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();
  const stop = ledger.onCommit((changes) => {
    const events = changes.map((change) => `event: change\ndata: ${JSON.stringify(shown(change))}\n\n`);
    ledger.durable().then(
      () => write(events.join('')),
      () => response.destroy(),
    );
  });
  response.once('close', () => {
    stop();
    clearInterval(heartbeat);
    open.delete(response);
  });
}

/**
 * The data that a desk needs to redraw: orders as in the list, everything else as stored; null means removed.
 */
function shown(change: Change) {
  if (change.kind !== 'order' || change.value === null) return change;
  return { kind: change.kind, id: change.id, value: orderSummary(change.value) };
}
