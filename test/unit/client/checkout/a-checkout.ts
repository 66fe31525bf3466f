import type { Checkout, CheckoutView, Order } from '../../../../src/client/elements/checkout-view.ts';
import { firstView } from '../../../../src/client/elements/checkout-view.ts';

/** When the checkouts of these tests end. */
export const expiresAt = '2026-11-22T12:00:00+07:00';
export const expiresAtMs = Date.parse(expiresAt);

export function anOrder(wish: Partial<Order> = {}): Order {
  return {
    id: 'order-1',
    partnerReferenceNo: 'cart-1',
    referenceNo: '2026112200000001',
    title: 'Two tickets',
    amount: { value: '75000.00', currency: 'IDR' },
    status: 'PENDING',
    version: 2,
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
    instruction: {
      __typename: 'VirtualAccountInstruction',
      bank: 'BRI',
      number: '8881000011112222',
      expiresAt,
    },
    createdAt: '2026-11-22T11:30:00+07:00',
    updatedAt: '2026-11-22T11:30:01+07:00',
    expiresAt,
    paidAt: null,
    cancellation: null,
    voidedAmount: { value: '0.00' },
    refundedAmount: { value: '0.00' },
    returnedAmount: { value: '0.00' },
    refundableAmount: { value: '0.00' },
    ...wish,
  };
}

export function aCheckout(wish: Partial<Checkout> = {}): Checkout {
  return {
    partnerReferenceNo: 'cart-1',
    title: 'Two tickets',
    amount: { value: '75000.00', currency: 'IDR' },
    expiresAt,
    asOf: '2026-11-22T11:30:00+07:00',
    successUrl: null,
    goods: [],
    paymentOptions: { __typename: 'PaymentOptions', options: [], stale: false },
    order: null,
    closed: false,
    ...wish,
  };
}

export function aView(wish: Partial<CheckoutView> = {}): CheckoutView {
  return { ...firstView, stage: 'ready', checkout: aCheckout(), ...wish };
}
