import { WebSocket } from 'ws';
import { createGatewayClient } from '../../src/client/core/gateway-client.ts';
import type { OrderView } from '../../src/client/core/watch-order.ts';

/** A watcher that has not seen the expected state within this time has missed it. */
const watchDeadlineMs = 60_000;

/** A payer's page with the real client; remembers every view that it showed. */
export interface Watcher {
  readonly views: readonly OrderView[];
  /** What happened to the page, in order, each with its time, for people who look for the reason of a failure. */
  diary(): readonly string[];
  /** The first view, past or future, that satisfies. Rejects if none comes in time. */
  sees(wanted: string, isSo: (view: OrderView) => boolean): Promise<OrderView>;
  /** The first such view from now on. */
  seesNext(wanted: string, isSo: (view: OrderView) => boolean): Promise<OrderView>;
  /** Resolves when the client has ended by itself; rejects with what it threw. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens the page; the client begins at once. */
export function openWatcher(url: string, order: { orderId: string; token: string }): Watcher {
  const client = createGatewayClient({ url: `${url}/graphql`, webSocket: WebSocket });
  const watch = client.watchOrder(order);
  const views: OrderView[] = [];
  const lookers = new Set<() => void>();
  const diary: string[] = [];
  const note = (what: string) => diary.push(`${Math.round(performance.now())} ${what}`);

  async function follow(): Promise<void> {
    for await (const view of watch) {
      views.push(view);
      note(`${view.connection} v${view.order?.version} ${view.order?.status}`);
      for (const look of lookers) look();
    }
  }
  const ended = follow();
  ended.then(
    () => note('ended'),
    (error: unknown) => note(`ended by ${String(error)}`),
  );

  function seesFrom(start: number, wanted: string, isSo: (view: OrderView) => boolean): Promise<OrderView> {
    return new Promise((resolve, reject) => {
      let place = start;
      const look = () => {
        for (; place < views.length; place += 1) {
          const view = views[place];
          if (view === undefined || !isSo(view)) continue;
          clearTimeout(timer);
          lookers.delete(look);
          return resolve(view);
        }
      };
      const timer = setTimeout(() => {
        lookers.delete(look);
        const shown = views.map((view) => `${view.connection} ${view.order?.status}`).join(', ');
        reject(new Error(`no page of ${order.orderId} saw ${wanted}, only ${shown}`));
      }, watchDeadlineMs);
      lookers.add(look);
      look();
    });
  }

  return {
    views,
    diary: () => diary,
    ended,
    sees: (wanted, isSo) => seesFrom(0, wanted, isSo),
    seesNext: (wanted, isSo) => seesFrom(views.length, wanted, isSo),
    close: watch.close,
  };
}

export const isPaid = (view: OrderView) => view.order?.status === 'PAID';
export const isLive = (view: OrderView) => view.connection === 'live';
export const isReconnecting = (view: OrderView) => view.connection === 'reconnecting';
