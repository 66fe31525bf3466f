// A merchant's server: a checkout or an order for a cart, what its status means for the shop, cancel and refund.
import type { OrderFieldsFragment } from '@gapura/client';
import {
  connectGateway,
  createEventReceiver,
  type EventReceiver,
  type GapuraEvent,
  type Gateway,
} from '@gapura/server';

/** `url` is the gateway's: https://pay.shop.example/graphql. The key stays on this server. */
export function connect(url: string, serverKey: string): Gateway {
  return connectGateway({ url, serverKey, language: 'ID' });
}

/** What the shop has on record before it asks for a payment. A changed cart gets a new number. */
export interface Cart {
  readonly number: string;
  /** Whole rupiah, e.g. "75000". */
  readonly amount: string;
  readonly title: string;
  /** The shop's page of this cart, to which DANA sends the payer back. Its origin is in RETURN_URLS_ALLOWED. */
  readonly page: string;
}

/** Where the payer chooses how to pay: the token for the shop's page. */
export async function openCheckout(gateway: Gateway, cart: Cart): Promise<string> {
  const { number: partnerReferenceNo, amount, title, page: returnUrl } = cart;
  const made = await gateway.createCheckout({ partnerReferenceNo, amount, title, returnUrl });
  if (made.__typename === 'CreateCheckoutSuccess') return made.checkoutToken;
  // InvalidInput, PartnerReferenceNoConflict: mistakes of this program, for its log.
  throw new Error(`${made.code}: ${made.message}`);
}

/** The page of a cart, for a payer who comes from the shop, reloads, or is back from DANA. `url`: the gateway's. */
export async function pageOf(gateway: Gateway, cart: Cart, url: string): Promise<string> {
  // The same cart again returns the same token, so neither the address nor the browser has to keep it.
  const token = await openCheckout(gateway, cart);
  return `<main data-gateway="${url}" data-token="${token}"></main><script type="module" src="/shop.js"></script>`;
}

export type Placed =
  | { readonly kind: 'placed'; readonly order: OrderFieldsFragment; readonly clientToken: string }
  | { readonly kind: 'declined'; readonly message: string }
  | { readonly kind: 'tryLater'; readonly message: string };

/** Where the shop has chosen: one order, here by a virtual account of BRI. */
export async function placeOrder(gateway: Gateway, cart: Cart): Promise<Placed> {
  const made = await gateway.createOrder({
    partnerReferenceNo: cart.number,
    amount: cart.amount,
    title: cart.title,
    returnUrl: cart.page,
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  });
  switch (made.__typename) {
    case 'CreateOrderSuccess':
      // PENDING, or CONFIRMING where DANA has not answered clearly: both are watched with the clientToken.
      return { kind: 'placed', order: made.order, clientToken: made.clientToken };
    case 'ProviderDeclined':
      // For good. Another way to pay is another order, with another number.
      return { kind: 'declined', message: made.message };
    case 'TemporarilyUnavailable':
      // Nothing was sent and nothing recorded: the same request again, when the payer presses the button again.
      return { kind: 'tryLater', message: made.message };
    case 'InvalidInput':
    case 'PartnerReferenceNoConflict':
      // Mistakes of this program, for its log.
      throw new Error(`${made.code}: ${made.message}`);
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
export async function findOrder(gateway: Gateway, number: string): Promise<OrderFieldsFragment | null> {
  return gateway.order({ partnerReferenceNo: number });
}

/** True: cancelled. False: asked for, and an event tells the end. Throws where a cancel is ruled out. */
export async function cancelOrder(gateway: Gateway, orderId: string, reason: string): Promise<boolean> {
  const cancelled = await gateway.cancelOrder({ orderId, reason });
  if (cancelled.__typename === 'CancelOrderSuccess') return true;
  if (cancelled.__typename === 'CancelOrderPending') return false;
  throw new Error(`${cancelled.code}: ${cancelled.message}`);
}

/** What the shop wrote down before it asked: a repeat must find the same number, or the money goes back twice. */
export interface RefundNote {
  readonly number: string;
  readonly orderId: string;
  readonly amount: string;
}

/** True: the money is on its way. False: DANA is at it, and an event tells the end. Throws where it is refused. */
export async function refundOrder(gateway: Gateway, note: RefundNote): Promise<boolean> {
  const { orderId, number: partnerRefundNo, amount } = note;
  const refunded = await gateway.refundOrder({ orderId, partnerRefundNo, amount });
  if (refunded.__typename === 'RefundOrderSuccess') return true;
  if (refunded.__typename === 'RefundOrderPending') return false;
  throw new Error(`${refunded.code}: ${refunded.message}`);
}

/** The shop's table of events, whose primary key is the event's id. */
export interface EventInbox {
  insert(event: GapuraEvent): Promise<boolean>;
  work(event: GapuraEvent): Promise<void>;
}

/** The receiver of the shop's route for events; `secret` is EVENTS_SECRET. */
export function receiveEvents(secret: string, inbox: EventInbox): EventReceiver {
  return createEventReceiver({
    secret,
    // INSERT … ON CONFLICT DO NOTHING: true if this id is new. Only then is the event answered.
    keep: (event) => inbox.insert(event),
    work: (event) => inbox.work(event),
  });
}
