import { createGatewayClient } from '../../client/core/gateway-client.ts';
import {
  CancelOrderDocument,
  CreateOrderDocument,
  type CreateOrderInput,
  OrderDocument,
  type OrderFieldsFragment,
  PaymentOptionsDocument,
  RefundOrderDocument,
} from '../../client/core/generated/graphql.ts';
import type { TypedDocument } from '../../client/core/typed-document.ts';

/** What a client asked the gateway and was answered, for the evidence. */
export interface ClientCall {
  readonly operation: string;
  readonly variables: unknown;
  readonly answer: unknown;
}

/** The merchant of the acceptance tests, as any merchant uses the gateway: over GraphQL, with a server key. */
export interface Shop {
  readonly calls: readonly ClientCall[];
  listPaymentOptions(input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Throws where the gateway does not answer with an order; `tryToOrder` gives whatever it answers. */
  order(input: CreateOrderInput): Promise<OrderFieldsFragment>;
  tryToOrder(input: CreateOrderInput): Promise<unknown>;
  cancel(orderId: string): Promise<unknown>;
  refund(orderId: string, partnerRefundNo: string, amount: string): Promise<unknown>;
  /** `isFresh`: the gateway asks DANA first. */
  read(orderId: string, options: { isFresh: boolean }): Promise<OrderFieldsFragment>;
  /** The order once it has this status; null where it has not by `withinMs`. */
  sees(orderId: string, status: string, withinMs: number): Promise<OrderFieldsFragment | null>;
}

export function openShop(gatewayUrl: string, serverKey: string): Shop {
  const client = createGatewayClient({ url: `${gatewayUrl}/graphql`, token: serverKey, webSocket: null });
  const calls: ClientCall[] = [];

  async function ask<Data, Variables>(
    operation: string,
    document: TypedDocument<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const answer = await client.request(document, variables);
    calls.push({ operation, variables, answer });
    return answer;
  }

  async function tryToOrder(input: CreateOrderInput) {
    return (await ask('createOrder', CreateOrderDocument, { input })).createOrder;
  }

  return {
    calls,
    tryToOrder,
    async listPaymentOptions(input) {
      const variables = { input: { amount: String(input.amount) } };
      return (await ask('paymentOptions', PaymentOptionsDocument, variables)).paymentOptions;
    },
    async order(input) {
      const made = await tryToOrder(input);
      if (made.__typename === 'CreateOrderSuccess' && made.order.status === 'PENDING') return made.order;
      throw new Error(`the order that is needed could not be made: ${JSON.stringify(made)}`);
    },
    async cancel(orderId) {
      return (await ask('cancelOrder', CancelOrderDocument, { input: { orderId } })).cancelOrder;
    },
    async refund(orderId, partnerRefundNo, amount) {
      const input = { orderId, partnerRefundNo, amount };
      return (await ask('refundOrder', RefundOrderDocument, { input })).refundOrder;
    },
    async read(orderId, { isFresh }) {
      const { order } = await ask('order', OrderDocument, { by: { id: orderId }, fresh: isFresh });
      if (order) return order;
      throw new Error('the gateway does not know its own order');
    },
    async sees(orderId, status, withinMs) {
      const watch = client.watchOrder({ orderId });
      const timer = setTimeout(() => watch.close(), withinMs);
      try {
        for await (const { order } of watch) {
          if (order?.status === status) return order;
        }
        return null;
      } finally {
        clearTimeout(timer);
        watch.close();
      }
    },
  };
}
