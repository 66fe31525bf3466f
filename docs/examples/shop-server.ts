// A merchant's server: a checkout or an order for a cart, what its status means for the shop, cancel and refund.
import { createGatewayClient, type GatewayClient } from '../../src/client/core/gateway-client.ts';
import { GatewayError } from '../../src/client/core/gateway-error.ts';
import {
  CancelOrderDocument,
  CreateCheckoutDocument,
  CreateOrderDocument,
  OrderDocument,
  type OrderFieldsFragment,
  RefundOrderDocument,
} from '../../src/client/core/generated/graphql.ts';

/** `url` is the gateway's: https://pay.shop.example/graphql. The key stays on this server. */
export function connectGateway(url: string, serverKey: string): GatewayClient {
  return createGatewayClient({ url, token: serverKey });
}

/** What the shop has on record before it asks for a payment. A changed cart gets a new number. */
export interface Cart {
  readonly number: string;
  /** Whole rupiah, e.g. "75000". */
  readonly amount: string;
  readonly title: string;
  /** The shop's page for this cart, where DANA sends the payer back to. Its origin is in RETURN_URLS_ALLOWED. */
  readonly page: string;
}

const attemptsMax = 5;

/**
 * Sends the very same request until it is answered. Safe for every mutation: the number in its input stands for one
 * order or refund, however often it comes. A lost answer therefore costs a repeat, and never a second payment.
 */
export async function untilAnswered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let attemptsCount = 1; ; attemptsCount += 1) {
    try {
      return await send();
    } catch (error) {
      const mayPass = error instanceof GatewayError && error.isRetryable && attemptsCount < attemptsMax;
      if (!mayPass) throw error;
      const waitMs = Math.max(error.retryAfterMs, 250 * 2 ** attemptsCount);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Where the payer chooses how to pay: the token for the shop's page. */
export async function openCheckout(gateway: GatewayClient, cart: Cart): Promise<string> {
  const { number: partnerReferenceNo, amount, title, page: returnUrl } = cart;
  const input = { partnerReferenceNo, amount, title, returnUrl };
  const { createCheckout } = await untilAnswered(() => gateway.request(CreateCheckoutDocument, { input }));
  if (createCheckout.__typename === 'CreateCheckoutSuccess') return createCheckout.checkoutToken;
  // InvalidInput, PartnerReferenceNoConflict: mistakes of this program, for its log.
  throw new Error(`${createCheckout.code}: ${createCheckout.message}`);
}

export type Placed =
  | { readonly kind: 'placed'; readonly order: OrderFieldsFragment; readonly clientToken: string }
  | { readonly kind: 'declined'; readonly message: string }
  | { readonly kind: 'tryLater'; readonly message: string };

/** Where the shop has chosen: one order, here by a virtual account of BRI. */
export async function placeOrder(gateway: GatewayClient, cart: Cart): Promise<Placed> {
  const input = {
    partnerReferenceNo: cart.number,
    amount: cart.amount,
    title: cart.title,
    returnUrl: cart.page,
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
  const { createOrder } = await untilAnswered(() =>
    gateway.request(CreateOrderDocument, { input, language: 'ID' }),
  );
  switch (createOrder.__typename) {
    case 'CreateOrderSuccess':
      // PENDING, or CONFIRMING where DANA has not answered clearly: both are watched with the clientToken.
      return { kind: 'placed', order: createOrder.order, clientToken: createOrder.clientToken };
    case 'ProviderDeclined':
      // For good. Another way to pay is another order, with another number.
      return { kind: 'declined', message: createOrder.message };
    case 'TemporarilyUnavailable':
      // Nothing was sent and nothing recorded: the same request again, when the payer presses the button again.
      return { kind: 'tryLater', message: createOrder.message };
    case 'InvalidInput':
    case 'PartnerReferenceNoConflict':
      // Mistakes of this program, for its log.
      throw new Error(`${createOrder.code}: ${createOrder.message}`);
  }
}

/**
 * What the shop does with an order. Only its status counts: not that the payer came back, not how long it took, not
 * the type of an event.
 */
export function dutyOf({ status }: OrderFieldsFragment): 'wait' | 'deliver' | 'release' | 'return' {
  switch (status) {
    // Not known yet, and being found out. Nothing to do: no second order, no "failed" for the payer.
    case 'CONFIRMING':
    case 'PENDING':
      return 'wait';
    case 'PAID':
    case 'PARTIALLY_REFUNDED':
      return 'deliver';
    // The goods go back on the shelf. Should money come late all the same, the order becomes PAID: an event tells.
    case 'FAILED':
    case 'EXPIRED':
      return 'release';
    case 'CANCELLED':
    case 'REFUNDED':
      return 'return';
  }
}

/** After a restart: how an order stands that the shop had asked for. Null: it is not on record, so ask for it again. */
export async function findOrder(gateway: GatewayClient, number: string): Promise<OrderFieldsFragment | null> {
  const { order } = await untilAnswered(() =>
    gateway.request(OrderDocument, { by: { partnerReferenceNo: number } }),
  );
  return order;
}

/** True: cancelled. False: asked for, and an event tells the end. Throws where a cancel is ruled out. */
export async function cancelOrder(gateway: GatewayClient, orderId: string, reason: string): Promise<boolean> {
  const { cancelOrder } = await untilAnswered(() =>
    gateway.request(CancelOrderDocument, { input: { orderId, reason } }),
  );
  if (cancelOrder.__typename === 'CancelOrderSuccess') return true;
  if (cancelOrder.__typename === 'CancelOrderPending') return false;
  throw new Error(`${cancelOrder.code}: ${cancelOrder.message}`);
}

/** What the shop wrote down before it asked: a repeat must find the same number, or the money goes back twice. */
export interface RefundNote {
  readonly number: string;
  readonly orderId: string;
  readonly amount: string;
}

/** True: the money is on its way. False: DANA is at it, and an event tells the end. Throws where it is refused. */
export async function refundOrder(gateway: GatewayClient, note: RefundNote): Promise<boolean> {
  const input = { orderId: note.orderId, partnerRefundNo: note.number, amount: note.amount };
  const { refundOrder } = await untilAnswered(() => gateway.request(RefundOrderDocument, { input }));
  if (refundOrder.__typename === 'RefundOrderSuccess') return true;
  if (refundOrder.__typename === 'RefundOrderPending') return false;
  throw new Error(`${refundOrder.code}: ${refundOrder.message}`);
}
