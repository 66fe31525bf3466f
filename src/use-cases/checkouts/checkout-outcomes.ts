import type { Checkout } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import type { InvalidInput, ProviderDeclined, TemporarilyUnavailable } from '../outcomes.ts';

export type CreateCheckoutOutcome =
  | { readonly kind: 'CreateCheckoutSuccess'; readonly checkout: Checkout }
  | { readonly kind: 'PartnerReferenceNoConflict' }
  | InvalidInput;

export type EndCheckoutOutcome =
  | { readonly kind: 'EndCheckoutSuccess'; readonly checkout: Checkout }
  /** The end is on record; DANA has not answered yet whether an open attempt is cancelled. */
  | { readonly kind: 'EndCheckoutPending'; readonly checkout: Checkout }
  | { readonly kind: 'CheckoutPaid'; readonly order: Order }
  | { readonly kind: 'CheckoutNotFound' }
  | InvalidInput
  | TemporarilyUnavailable;

export type PayCheckoutOutcome =
  | { readonly kind: 'PayCheckoutSuccess'; readonly order: Order }
  /** Expired, all attempts used, or cancelled by the merchant. */
  | { readonly kind: 'CheckoutClosed' }
  | InvalidInput
  | ProviderDeclined
  | TemporarilyUnavailable;
