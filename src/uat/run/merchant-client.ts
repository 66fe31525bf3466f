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

/** A client's request to the gateway and the answer, for the evidence. */
export interface ClientCall {
  readonly operation: string;
  readonly variables: unknown;
  readonly answer: unknown;
}

/**
 * The merchant's server in the acceptance tests. It uses the gateway as every merchant does: over GraphQL,
 * with a server key.
 */
export interface MerchantClient {
  readonly calls: readonly ClientCall[];
  listPaymentOptions(input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Throws if the gateway does not return a pending order; `sendCreateOrder` returns any answer. */
  createOrder(input: CreateOrderInput): Promise<OrderFieldsFragment>;
  sendCreateOrder(input: CreateOrderInput): Promise<unknown>;
  cancelOrder(orderId: string): Promise<unknown>;
  refundOrder(orderId: string, partnerRefundNo: string, amount: string): Promise<unknown>;
  /** `isFresh`: the gateway queries DANA first. */
  readOrder(orderId: string, options: { isFresh: boolean }): Promise<OrderFieldsFragment>;
  /** Resolves with the order once it has this status; with null if that takes longer than `withinMs`. */
  waitForStatus(orderId: string, status: string, withinMs: number): Promise<OrderFieldsFragment | null>;
}

/** Opens a client of the gateway that acts as the merchant's server. */
export function openMerchantClient(gatewayUrl: string, serverKey: string): MerchantClient {
  const client = createGatewayClient({ url: `${gatewayUrl}/graphql`, token: serverKey, webSocket: null });
  const calls: ClientCall[] = [];

  async function send<Data, Variables>(
    operation: string,
    document: TypedDocument<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const answer = await client.request(document, variables);
    calls.push({ operation, variables, answer });
    return answer;
  }

  async function sendCreateOrder(input: CreateOrderInput) {
    return (await send('createOrder', CreateOrderDocument, { input })).createOrder;
  }

  return {
    calls,
    sendCreateOrder,
    async listPaymentOptions(input) {
      const variables = { input: { amount: String(input.amount) } };
      return (await send('paymentOptions', PaymentOptionsDocument, variables)).paymentOptions;
    },
    async createOrder(input) {
      const made = await sendCreateOrder(input);
      if (made.__typename === 'CreateOrderSuccess' && made.order.status === 'PENDING') return made.order;
      throw new Error(
        `the gateway did not create the order that the scenario needs: ${JSON.stringify(made)}`,
      );
    },
    async cancelOrder(orderId) {
      return (await send('cancelOrder', CancelOrderDocument, { input: { orderId } })).cancelOrder;
    },
    async refundOrder(orderId, partnerRefundNo, amount) {
      const input = { orderId, partnerRefundNo, amount };
      return (await send('refundOrder', RefundOrderDocument, { input })).refundOrder;
    },
    async readOrder(orderId, { isFresh }) {
      const { order } = await send('order', OrderDocument, { by: { id: orderId }, fresh: isFresh });
      if (order) return order;
      throw new Error('the gateway does not know its own order');
    },
    async waitForStatus(orderId, status, withinMs) {
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
