import type { Checkout } from '../domain/checkout.ts';
import type { MerchantEvent } from '../domain/merchant-event.ts';
import type { Rupiah } from '../domain/money.ts';
import type { Goods, MetadataEntry, Order } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-event.ts';
import type { Refund } from '../domain/refund.ts';
import type { PayerChoice } from './checkouts/checkout-attempts.ts';
import type { CreateCheckoutInput } from './checkouts/create-checkout.ts';
import type {
  CancelOrderOutcome,
  CreateCheckoutOutcome,
  CreateOrderOutcome,
  FinishNotifyOutcome,
  PayCheckoutOutcome,
  PaymentOptionsOutcome,
  RefundOrderOutcome,
} from './outcomes.ts';
import type { InboxEntry, Incident, IncidentKind } from './ports/inbox.ts';
import type { OrderKey } from './ports/order-store.ts';
import type { OrderFilter, Page, PageRequest } from './ports/pages.ts';
import type { FinishNotify, OrderDetails } from './ports/payment-provider.ts';

/** createOrder's input after the scalars were parsed, before any rule was applied. Absent optional fields are null. */
export interface CreateOrderInput extends Omit<OrderDetails, 'isDeeplink'> {
  readonly partnerReferenceNo: string;
  readonly amount: Rupiah;
  readonly title: string;
  readonly payMethod: string | null;
  readonly payOption: string | null;
  readonly expiresAt: Date | null;
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
  readonly goods: readonly Goods[];
  readonly metadata: readonly MetadataEntry[];
}

export interface WatchOptions {
  /** Versions up to this one have been seen and are not repeated. */
  readonly afterVersion: number | null;
  /** Ends the sequence: the client left, its credential ended, the process drains. */
  readonly signal: AbortSignal;
}

/** What the product does, as its edges (GraphQL, the notify path, commands) call it. */
export interface UseCases {
  listPaymentOptions(input: {
    amount: Rupiah;
    externalStoreId: string | null;
  }): Promise<PaymentOptionsOutcome>;
  createOrder(input: CreateOrderInput): Promise<CreateOrderOutcome>;
  cancelOrder(input: { orderId: string; reason: string | null }): Promise<CancelOrderOutcome>;
  refundOrder(input: {
    orderId: string;
    partnerRefundNo: string;
    amount: Rupiah | null;
    reason: string | null;
  }): Promise<RefundOrderOutcome>;
  createCheckout(input: CreateCheckoutInput): Promise<CreateCheckoutOutcome>;
  payCheckout(checkoutId: string, choice: PayerChoice): Promise<PayCheckoutOutcome>;
  findCheckout(id: string): Promise<Checkout | null>;
  /** The try that counts now: the paid one, else the latest; null before the first. */
  findCurrentAttempt(checkout: Checkout): Promise<Order | null>;
  /** `isFresh`: DANA is asked first, at most once per 5 s and order over all processes. */
  findOrder(key: OrderKey, options: { isFresh: boolean }): Promise<Order | null>;
  findRefund(id: string): Promise<Refund | null>;
  listOrders(filter: OrderFilter, page: PageRequest): Promise<Page<Order>>;
  listRefunds(orderId: string, page: PageRequest): Promise<Page<Refund>>;
  listTimeline(orderId: string, page: PageRequest): Promise<Page<OrderEvent>>;
  /** Every recorded change of every order, in an order that nobody who follows its cursors can skip. */
  listEvents(page: PageRequest): Promise<Page<MerchantEvent>>;
  listIncidents(filter: { kind?: IncidentKind }, page: PageRequest): Promise<Page<Incident>>;
  /**
   * The order now, then after every change; versions strictly grow and the last is never missed. Completes
   * `streamGraceMs` after the order came to rest, or when `signal` aborts. The order must exist.
   */
  watchOrder(orderId: string, options: WatchOptions): AsyncGenerator<Order, void, undefined>;
  recordFinishNotify(notify: FinishNotify, inbox: InboxEntry): Promise<FinishNotifyOutcome>;
  /** A verified Finish Notify whose body could not be understood: kept, with an incident. */
  quarantineFinishNotify(inbox: InboxEntry, reason: string): Promise<void>;
}
