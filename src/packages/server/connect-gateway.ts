import { createGatewayClient, type GatewayClient } from '../../client/core/gateway-client.ts';
import { GatewayError } from '../../client/core/gateway-error.ts';
import {
  CancelOrderDocument,
  type CancelOrderInput,
  type CancelOrderMutation,
  CreateCheckoutDocument,
  type CreateCheckoutInput,
  type CreateCheckoutMutation,
  CreateOrderDocument,
  type CreateOrderInput,
  type CreateOrderMutation,
  EventsDocument,
  type EventsQuery,
  type OrderBy,
  OrderDocument,
  type OrderQuery,
  PaymentOptionsDocument,
  type PaymentOptionsInput,
  type PaymentOptionsQuery,
  RefundOrderDocument,
  type RefundOrderInput,
  type RefundOrderMutation,
} from '../../client/core/generated/graphql.ts';

/** Attempts of one request, the first included; the waits between them are 0.5, 1, 2 and 4 s, or what the gateway asks. */
const attemptsMax = 5;
const waitFirstMs = 500;

/** Where the gateway is, and who calls. */
export interface GatewayConnection {
  /** The gateway's GraphQL endpoint: https://pay.shop.example/graphql */
  readonly url: string;
  /** The server key; it never leaves the server. */
  readonly serverKey: string;
  /** The language of messages for payers. The default is ID. */
  readonly language?: 'EN' | 'ID';
  /** The default is the platform's own. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * The operations of a merchant's server. Each sends the identical request until the gateway has answered: the numbers in
 * its input stand for one order or refund, so a lost answer costs a repeat and never a second payment. What a shop must
 * expect comes back as a union with `__typename`; only a GatewayError is thrown.
 */
export interface Gateway {
  /** The payer chooses how to pay: `checkoutToken` is for the shop's page. */
  createCheckout(input: CreateCheckoutInput): Promise<CreateCheckoutMutation['createCheckout']>;
  /** The shop has chosen how to pay: `clientToken` lets the shop's page watch the order. */
  createOrder(input: CreateOrderInput): Promise<CreateOrderMutation['createOrder']>;
  /** Null if no such order is on record. `fresh` queries DANA first. */
  order(by: OrderBy, options?: { readonly fresh?: boolean }): Promise<OrderQuery['order']>;
  cancelOrder(input: CancelOrderInput): Promise<CancelOrderMutation['cancelOrder']>;
  refundOrder(input: RefundOrderInput): Promise<RefundOrderMutation['refundOrder']>;
  paymentOptions(input: PaymentOptionsInput): Promise<PaymentOptionsQuery['paymentOptions']>;
  /** Up to 100 events after a cursor of this list, null for the first. Keep `pageInfo.endCursor` for the next call. */
  events(after: string | null): Promise<EventsQuery['events']>;
  /** Any other operation, and `watchOrder`. It repeats nothing by itself; see `untilAnswered`. */
  readonly client: GatewayClient;
}

/** Connects a merchant's server. Nothing is sent before the first call. */
export function connectGateway({ url, serverKey, language = 'ID', fetch }: GatewayConnection): Gateway {
  const client = createGatewayClient({ url, token: serverKey, ...(fetch && { fetch }) });
  const send: GatewayClient['request'] = (document, variables) =>
    untilAnswered(() => client.request(document, variables));

  return {
    client,
    createCheckout: async (input) => (await send(CreateCheckoutDocument, { input, language })).createCheckout,
    createOrder: async (input) => (await send(CreateOrderDocument, { input, language })).createOrder,
    order: async (by, { fresh = false } = {}) => (await send(OrderDocument, { by, fresh })).order,
    cancelOrder: async (input) => (await send(CancelOrderDocument, { input, language })).cancelOrder,
    refundOrder: async (input) => (await send(RefundOrderDocument, { input, language })).refundOrder,
    paymentOptions: async (input) => (await send(PaymentOptionsDocument, { input, language })).paymentOptions,
    events: async (after) => (await send(EventsDocument, { first: 100, after })).events,
  };
}

/** Sends the identical request again while the gateway cannot answer. Safe for every query and mutation. */
export async function untilAnswered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let attemptsCount = 1; ; attemptsCount += 1) {
    try {
      return await send();
    } catch (error) {
      const mayPass = error instanceof GatewayError && error.isRetryable && attemptsCount < attemptsMax;
      if (!mayPass) throw error;
      const waitMs = Math.max(error.retryAfterMs, waitFirstMs * 2 ** (attemptsCount - 1));
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
