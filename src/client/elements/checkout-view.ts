import type { CheckoutQuery, OrderFieldsFragment } from '../core/generated/graphql.ts';
import type { Connection } from '../core/watch-order.ts';

export type Checkout = NonNullable<CheckoutQuery['checkout']>;
export type Order = OrderFieldsFragment;
export type PaymentOption = Extract<
  Checkout['paymentOptions'],
  { __typename: 'PaymentOptions' }
>['options'][number];
export type Instruction = NonNullable<Order['instruction']>;

/** Why a try to pay came to nothing, for the payer. */
export interface PayProblem {
  /** The gateway's own words, in the payer's language; null where it could not be reached. */
  readonly message: string | null;
  /** What is wrong with the phone number, where that is what is wrong. */
  readonly phoneMessage: string | null;
}

/** Everything that the page shows follows from this, and from the time. */
export interface CheckoutView {
  readonly stage: 'loading' | 'unreachable' | 'refused' | 'ready';
  readonly checkout: Checkout | null;
  /** The try that counts now. Its version never goes back. */
  readonly order: Order | null;
  /** How the page hears of the order; null while it listens to none. */
  readonly connection: Connection | null;
  /** The device itself says that it has no network. */
  readonly isOffline: boolean;
  /** The payer wants to choose a method, although a try is open. */
  readonly isChoosing: boolean;
  /** A choice is on its way to the gateway. */
  readonly isPaying: boolean;
  /** The gateway takes no further try. */
  readonly isClosed: boolean;
  readonly problem: PayProblem | null;
}

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

/** The money is with the merchant, or was given back since. */
export function isPaid({ status }: Order): boolean {
  return status === 'PAID' || status === 'PARTIALLY_REFUNDED' || status === 'REFUNDED';
}

/** The payer may still pay it, or DANA's word about it is owed. */
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
  /** The time to pay is over, and the gateway has not said yet how it ended. */
  | 'timeOver'
  | 'ended'
  | 'receipt';

/** DANA wants this long between the making of an order and its end: a choice that comes later opens nothing. */
const lastChoiceMs = 60_000;

/** Whether another method can be chosen at this time of the gateway's. What was chosen before may still be paid. */
export function mayChoose({ checkout, isClosed }: CheckoutView, nowMs: number): boolean {
  return checkout !== null && !isClosed && nowMs < Date.parse(checkout.expiresAt) - lastChoiceMs;
}

/** What the payer sees at this time of the gateway's. Money comes first: a paid try is the end, whatever else was going on. */
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
