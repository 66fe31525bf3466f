import { vi } from 'vitest';
import type { GatewayClient } from '../../../../src/client/core/gateway-client.ts';
import type { GatewayError } from '../../../../src/client/core/gateway-error.ts';
import type { OrderView } from '../../../../src/client/core/watch-order.ts';
import { patienceMs } from '../../../support/eventually.ts';

export interface Question {
  readonly operation: string;
  answer(data: unknown): void;
  fail(error: GatewayError): void;
}

/** A gateway whose every answer the test gives, when and in which order it wants. */
export function scriptedGateway() {
  const asked: Question[] = [];
  const watches = new Map<string, { tell(view: OrderView): void; complete(): void; isClosed: boolean }>();

  const client: Pick<GatewayClient, 'request' | 'watchOrder'> = {
    request: (document) =>
      new Promise((answer, fail) => {
        const operation = /^\s*(?:query|mutation) (\w+)/m.exec(document.toString())?.[1] ?? '';
        asked.push({ operation, answer: (data) => answer(data as never), fail });
      }),
    watchOrder({ orderId }) {
      const views: (OrderView | null)[] = [];
      let wake = () => {};
      const tell = (view: OrderView | null) => {
        views.push(view);
        wake();
      };
      const watch = { tell, complete: () => tell(null), isClosed: false };
      watches.set(orderId, watch);
      return {
        async *[Symbol.asyncIterator]() {
          for (;;) {
            const view = views.shift();
            if (view === null) return;
            if (view !== undefined) yield view;
            else
              await new Promise<void>((resolve) => {
                wake = resolve;
              });
          }
        },
        hurry() {},
        close() {
          watch.isClosed = true;
          watch.complete();
        },
      };
    },
  };

  /** The oldest question of this kind that is not answered yet. */
  const next = (operation: string) =>
    vi.waitUntil(() => {
      const index = asked.findIndex((one) => one.operation === operation);
      return index < 0 ? null : asked.splice(index, 1)[0];
    }, patienceMs);
  return { client, next, asked, watches };
}
