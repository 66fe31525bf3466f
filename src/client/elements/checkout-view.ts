import type { CheckoutQuery, OrderFieldsFragment } from '../core/generated/graphql.ts';
import type { Connection } from '../core/watch-order.ts';

export type Checkout = NonNullable<CheckoutQuery['checkout']>;
export type Order = OrderFieldsFragment;
/** One option that a checkout offers. */
export type PaymentOption = Extract<
  Checkout['paymentOptions'],
  { __typename: 'PaymentOptions' }
>['options'][number];
/** What the payer does next. */
export type Instruction = NonNullable<Order['instruction']>;

/** Why an attempt to pay failed, for the payer. */
export interface PayProblem {
  /** The gateway's message in the payer's language; null if the gateway was unreachable. */
  readonly message: string | null;
  /** The gateway's message about the phone number, if that is the cause. */
  readonly phoneMessage: string | null;
  /** DANA, a bank or a wallet said no: another method may work. */
  readonly isDeclined: boolean;
}

/** The complete state of the page. Together with the time it determines everything that the page shows. */
export interface CheckoutView {
  readonly stage: 'loading' | 'unreachable' | 'refused' | 'ready';
  readonly checkout: Checkout | null;
  /** The current attempt. Its version never decreases. */
  readonly order: Order | null;
  /** The state of the connection that watches the order; null while the page watches none. */
  readonly connection: Connection | null;
  /** True if the device reports that it has no network. */
  readonly isOffline: boolean;
  /** The payer wants to choose another method although an attempt is open. */
  readonly isChoosing: boolean;
  /** A choice is on its way to the gateway. */
  readonly isPaying: boolean;
  /**
   * The gateway accepts no further attempt: the checkout is paid, the merchant cancelled it, all attempts are used, or the
   * time is over. An open attempt may still be paid.
   */
  readonly isClosed: boolean;
  readonly problem: PayProblem | null;
}

/** The view before the first answer of the gateway. */
export const firstView: CheckoutView = {
  stage: 'loading',
  checkout: null,
  order: null,
  connection: null,
  isOffline: false,
  isChoosing: false,
  isPaying: false,
  isClosed: false,
  problem: null,
};

/** Whether the order was paid, even if it was refunded later. */
export function isPaid({ status }: Order): boolean {
  return status === 'PAID' || status === 'PARTIALLY_REFUNDED' || status === 'REFUNDED';
}

/** Whether the order was paid and then cancelled, so that the payer gets the money back. */
export function isReturned({ status, voidedAmount }: Order): boolean {
  return status === 'CANCELLED' && Number(voidedAmount.value) > 0;
}

/** Whether the payer may still pay the order, or DANA's answer is not known yet. */
export function isOpen({ status }: Order): boolean {
  return status === 'CONFIRMING' || status === 'PENDING';
}

export type Screen =
  | 'loading'
  | 'unreachable'
  | 'refused'
  | 'options'
  /** DANA has not answered yet; the instruction follows. */
  | 'preparing'
  | 'instruction'
  /** The time to pay is over, and the gateway does not know the outcome yet. */
  | 'timeOver'
  | 'ended'
  | 'receipt';

/** DANA requires at least this time between creation and expiry, so a later choice cannot open an order. */
const lastChoiceMs = 60_000;

/**
 * Whether the payer can choose another method at this time. An earlier choice may still be paid afterwards.
 */
export function mayChoose(view: CheckoutView, nowMs: number): boolean {
  return !view.isClosed && isTimeToChoose(view, nowMs);
}

/** Whether the checkout is still open for a choice as far as its time goes. */
export function isTimeToChoose({ checkout }: CheckoutView, nowMs: number): boolean {
  return checkout !== null && nowMs < Date.parse(checkout.expiresAt) - lastChoiceMs;
}

/**
 * The screen for this view at this time of the gateway. A paid attempt always shows the receipt, whatever
 * else is open.
 */
export function screenOf(view: CheckoutView, nowMs: number): Screen {
  const { checkout, order } = view;
  if (view.stage !== 'ready' || checkout === null) return view.stage === 'ready' ? 'loading' : view.stage;
  if (order !== null && isPaid(order)) return 'receipt';
  const wantsToChoose = order === null || view.isChoosing;
  if (view.isPaying || (wantsToChoose && mayChoose(view, nowMs))) return 'options';
  if (order === null || !isOpen(order)) return 'ended';
  if (nowMs >= Date.parse(checkout.expiresAt)) return 'timeOver';
  return order.instruction === null || order.instruction === undefined ? 'preparing' : 'instruction';
}
