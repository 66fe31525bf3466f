import {
  CancelOrderDocument,
  CreateOrderDocument,
  type CreateOrderInput,
  OrderDocument,
  type OrderFieldsFragment,
  OrderStatusDocument,
  RefundOrderDocument,
} from '../../src/client/core/generated/graphql.ts';
import { createTestClient, type TestClient } from './graphql-client.ts';

/** A watcher that has not seen the expected state within this time has missed it. */
const watchDeadlineMs = 60_000;

/** A payer's screen: one order, watched over WebSocket with the order's own token. */
export interface Screen {
  /** The first state that satisfies, with its time of arrival (milliseconds of performance.now). */
  sees(
    wanted: string,
    is: (order: OrderFieldsFragment) => boolean,
  ): Promise<{ order: OrderFieldsFragment; atMs: number }>;
  close(): Promise<void>;
}

/** A merchant's shop as it uses the gateway: its server has a key, its payers' screens have an order's token. */
export function openShop(url: string, serverKey: string) {
  const server: TestClient = createTestClient(url, serverKey);
  const screens: Screen[] = [];

  return {
    server,

    async order(input: CreateOrderInput): Promise<{ order: OrderFieldsFragment; clientToken: string }> {
      const { createOrder } = await server.request(CreateOrderDocument, { input, language: 'EN' });
      if (createOrder.__typename !== 'CreateOrderSuccess') {
        throw new Error(`createOrder answered ${JSON.stringify(createOrder)}`);
      }
      return createOrder;
    },

    async cancel(orderId: string) {
      return (await server.request(CancelOrderDocument, { input: { orderId }, language: 'EN' })).cancelOrder;
    },

    async refund(orderId: string, partnerRefundNo: string, amount?: string) {
      const input = { orderId, partnerRefundNo, ...(amount === undefined ? {} : { amount }) };
      return (await server.request(RefundOrderDocument, { input, language: 'EN' })).refundOrder;
    },

    async read(orderId: string) {
      const { order } = await server.request(OrderDocument, { by: { id: orderId }, fresh: false });
      if (order === null || order === undefined) throw new Error('the order is gone');
      return order;
    },

    /** Opens a screen and waits until it shows the order's present state. */
    async screen(orderId: string, clientToken: string): Promise<Screen> {
      const client = createTestClient(url, clientToken);
      const states = client.watch(OrderStatusDocument, { orderId });
      const screen: Screen = {
        async sees(wanted, is) {
          const late = AbortSignal.timeout(watchDeadlineMs);
          const tooLate = new Promise<never>((_, reject) => {
            late.addEventListener('abort', () => reject(new Error(`no screen saw ${wanted}`)), {
              once: true,
            });
          });
          for (;;) {
            const next = await Promise.race([states.next(), tooLate]);
            if (next.done) throw new Error(`the watcher ended before it saw ${wanted}`);
            const order = next.value.orderStatus;
            if (is(order)) return { order, atMs: performance.now() };
          }
        },
        close: () => client.close(),
      };
      screens.push(screen);
      return screen;
    },

    async close() {
      await Promise.all([...screens.map((screen) => screen.close()), server.close()]);
    },
  };
}
export type Shop = ReturnType<typeof openShop>;
