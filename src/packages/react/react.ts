/** The entry of `@gapura/react`. */
export type { PaymentOption, PayProblem } from '../../client/elements/checkout-view.ts';
export type { PayerChoice } from '../../client/elements/payer-actions.ts';
export { type CheckoutOptions, type OpenCheckout, useCheckout } from './use-checkout.ts';
export { type OrderStatusOptions, useOrderStatus } from './use-order-status.ts';
export type { OrderStatus } from './watched-order.ts';
