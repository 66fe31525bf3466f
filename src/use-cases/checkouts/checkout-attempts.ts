import { attemptReference, type Checkout, checkoutAttemptsMax } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import type { CreateOrderInput } from '../input/check-create-order.ts';
import { contentHash } from '../input/content-hash.ts';
import type { OrderReads } from '../ports/order-reads.ts';

/** How the payer wants to pay. */
export interface PayerChoice {
  readonly payMethod: string | null;
  readonly payOption: string | null;
  readonly phoneNumber: string | null;
}

/** Which order has the number of an attempt: the attempt's own, one of another sale, or none. */
export interface AttemptNumber {
  readonly number: number;
  readonly order: Order | null;
  readonly isForeign: boolean;
}

/** The orders of checkouts, by their numbers. */
export function makeCheckoutAttempts({ store }: { store: OrderReads }) {
  /** Every number that an attempt may have, in order. */
  async function numbersOf(checkout: Checkout): Promise<readonly AttemptNumber[]> {
    const references = Array.from({ length: checkoutAttemptsMax }, (_, index) =>
      attemptReference(checkout.partnerReferenceNo, index + 1),
    );
    const orders = await store.findByNumbers(references);
    return references.map((reference, index) => {
      const order = orders.find(({ partnerReferenceNo }) => partnerReferenceNo === reference) ?? null;
      const isAttempt = order?.checkoutId === checkout.id;
      return { number: index + 1, order: isAttempt ? order : null, isForeign: order !== null && !isAttempt };
    });
  }

  /** The orders that were opened for this checkout, oldest first. */
  async function attemptsOf(checkout: Checkout): Promise<readonly Order[]> {
    return attemptsAmong(await numbersOf(checkout));
  }

  return { numbersOf, attemptsOf };
}
export type CheckoutAttempts = ReturnType<typeof makeCheckoutAttempts>;

/**
 * Reads the numbers of a checkout for the fields of an answer. They begin together and have the same checkout object, and
 * then they share one read.
 */
export function makeShareNumbers({
  numbersOf,
}: Pick<CheckoutAttempts, 'numbersOf'>): CheckoutAttempts['numbersOf'] {
  const reading = new WeakMap<Checkout, Promise<readonly AttemptNumber[]>>();
  return (checkout) => {
    const underWay = reading.get(checkout);
    if (underWay !== undefined) return underWay;
    const numbers = numbersOf(checkout).finally(() => reading.delete(checkout));
    reading.set(checkout, numbers);
    return numbers;
  };
}

/** The attempts among the numbers, oldest first. */
export function attemptsAmong(numbers: readonly AttemptNumber[]): readonly Order[] {
  return numbers.flatMap(({ order }) => order ?? []);
}

/** createOrder's input for an attempt: the payer's choice, and everything else from the checkout. */
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

/** Whether paying with this choice would create this very attempt again. */
export function isSameChoice(checkout: Checkout, number: number, order: Order, choice: PayerChoice): boolean {
  return contentHash(inputOfAttempt(checkout, number, choice)) === order.contentHash;
}
