import { WebSocket } from 'ws';
import { createGatewayClient, type GatewayClientOptions } from '../../../src/client/core/gateway-client.ts';
import type { Timing } from '../../../src/client/core/timing.ts';
import type { OrderView } from '../../../src/client/core/watch-order.ts';
import type { ScriptedGateway } from './scripted-gateway.ts';

/** Reconnects at once, with long waits otherwise; a test shortens the wait it is about. */
const quick: Partial<Timing> = { returnWithinMs: 2, waitFirstMs: 2, waitMaxMs: 4, liveAfterMs: 60_000 };

/** A viewer of a watched order, who remembers every state. */
export function watchAs(
  gateway: ScriptedGateway,
  options: Partial<GatewayClientOptions> = {},
  afterVersion?: number,
) {
  const client = createGatewayClient({
    url: gateway.url,
    token: 'token-1',
    webSocket: WebSocket,
    ...options,
    timing: { ...quick, ...options.timing },
  });
  const watch = client.watchOrder({
    orderId: 'order-1',
    ...(afterVersion === undefined ? {} : { afterVersion }),
  });
  const views = watch[Symbol.asyncIterator]();
  const seen: OrderView[] = [];
  /** The next state; null at the end. */
  async function next(): Promise<OrderView | null> {
    const { done, value } = await views.next();
    if (done) return null;
    seen.push(value);
    return value;
  }
  async function until(isSo: (view: OrderView) => boolean): Promise<OrderView> {
    for (;;) {
      const view = await next();
      if (view === null) throw new Error(`it ended after ${JSON.stringify(seen)}`);
      if (isSo(view)) return view;
    }
  }
  async function untilEnd(): Promise<void> {
    while ((await next()) !== null);
  }
  return {
    watch,
    views,
    seen,
    until,
    untilEnd,
    versions: () => seen.map(({ order }) => order?.version ?? null),
  };
}
export const version = (wanted: number) => (view: OrderView) => view.order?.version === wanted;
export const connection = (wanted: string) => (view: OrderView) => view.connection === wanted;
