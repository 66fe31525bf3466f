import { type Checkout, checkoutTriesMax, countingTry, tryReference } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import { contentHash } from '../input/content-hash.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { CreateOrderInput } from '../use-cases.ts';

/** How the payer wants to pay. */
export interface PayerChoice {
  readonly payMethod: string | null;
  readonly payOption: string | null;
  readonly phoneNumber: string | null;
}

/** What stands at the number of a try: its order, an order of another sale that bears the number, or nothing. */
export interface TryNumber {
  readonly number: number;
  readonly order: Order | null;
  readonly isForeign: boolean;
}

/** The orders of checkouts, by their numbers. */
export function makeCheckoutTries({ store }: { store: OrderStore }) {
  /** Every number that a try may have, in order. */
  async function numbersOf(checkout: Checkout): Promise<readonly TryNumber[]> {
    const numbers = Array.from({ length: checkoutTriesMax }, (_, index) => index + 1);
    return Promise.all(
      numbers.map(async (number) => {
        const partnerReferenceNo = tryReference(checkout.partnerReferenceNo, number);
        const order = await store.find({ partnerReferenceNo });
        const isTry = order?.checkoutId === checkout.id;
        return { number, order: isTry ? order : null, isForeign: order !== null && !isTry };
      }),
    );
  }

  /** The orders that were opened for this checkout, oldest first. */
  async function triesOf(checkout: Checkout): Promise<readonly Order[]> {
    return (await numbersOf(checkout)).flatMap(({ order }) => order ?? []);
  }

  return {
    numbersOf,
    triesOf,
    countingTryOf: async (checkout: Checkout) => countingTry(await triesOf(checkout)),
  };
}
export type CheckoutTries = ReturnType<typeof makeCheckoutTries>;

/** The order of a try, as createOrder takes it: all but the choice is the checkout's. */
export function inputOfTry(checkout: Checkout, number: number, choice: PayerChoice): CreateOrderInput {
  return {
    ...choice,
    partnerReferenceNo: tryReference(checkout.partnerReferenceNo, number),
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
  return contentHash(inputOfTry(checkout, number, choice)) === order.contentHash;
}
