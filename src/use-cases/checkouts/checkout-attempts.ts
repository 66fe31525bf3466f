import {
  attemptReference,
  type Checkout,
  checkoutAttemptsMax,
  currentAttempt,
} from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import type { CreateOrderInput } from '../input/check-create-order.ts';
import { contentHash } from '../input/content-hash.ts';
import type { OrderStore } from '../ports/order-store.ts';

/** How the payer wants to pay. */
export interface PayerChoice {
  readonly payMethod: string | null;
  readonly payOption: string | null;
  readonly phoneNumber: string | null;
}

/** What stands at the number of a try: its order, an order of another sale that bears the number, or nothing. */
export interface AttemptNumber {
  readonly number: number;
  readonly order: Order | null;
  readonly isForeign: boolean;
}

/** The orders of checkouts, by their numbers. */
export function makeCheckoutAttempts({ store }: { store: OrderStore }) {
  /** Every number that a try may have, in order. */
  async function numbersOf(checkout: Checkout): Promise<readonly AttemptNumber[]> {
    const numbers = Array.from({ length: checkoutAttemptsMax }, (_, index) => index + 1);
    return Promise.all(
      numbers.map(async (number) => {
        const partnerReferenceNo = attemptReference(checkout.partnerReferenceNo, number);
        const order = await store.find({ partnerReferenceNo });
        const isAttempt = order?.checkoutId === checkout.id;
        return { number, order: isAttempt ? order : null, isForeign: order !== null && !isAttempt };
      }),
    );
  }

  /** The orders that were opened for this checkout, oldest first. */
  async function attemptsOf(checkout: Checkout): Promise<readonly Order[]> {
    return (await numbersOf(checkout)).flatMap(({ order }) => order ?? []);
  }

  return {
    numbersOf,
    attemptsOf,
    currentAttemptOf: async (checkout: Checkout) => currentAttempt(await attemptsOf(checkout)),
  };
}
export type CheckoutAttempts = ReturnType<typeof makeCheckoutAttempts>;

/** The order of a try, as createOrder takes it: all but the choice is the checkout's. */
export function inputOfAttempt(checkout: Checkout, number: number, choice: PayerChoice): CreateOrderInput {
  return {
    ...choice,
    partnerReferenceNo: attemptReference(checkout.partnerReferenceNo, number),
    amount: checkout.amount,
    title: checkout.title,
    expiresAt: checkout.expiresAt,
    returnUrl: checkout.returnUrl,
    externalStoreId: checkout.externalStoreId,
    subMerchantId: checkout.subMerchantId,
    goods: checkout.goods,
    metadata: checkout.metadata,
    merchantTransType: null,
    disabledPayMethods: [],
    memo: null,
    buyer: null,
    shipping: [],
    terminal: 'WEB',
    clientIp: null,
  };
}

/** Whether paying with this choice would open this very try again. */
export function isSameChoice(checkout: Checkout, number: number, order: Order, choice: PayerChoice): boolean {
  return contentHash(inputOfAttempt(checkout, number, choice)) === order.contentHash;
}
