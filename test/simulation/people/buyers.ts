import type { CreateCheckoutInput } from '../../../src/use-cases/checkouts/create-checkout.ts';
import type { CheckoutStore } from '../../../src/use-cases/ports/checkout-store.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { CheckoutAnswers } from '../oracle/checkouts.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import type { Act, Intent } from './act.ts';
import { creatorOf, payerOf } from './credentials.ts';
import type { Requests } from './requests.ts';

export interface BuyersNeeds {
  readonly time: WorldTime;
  readonly requests: Requests;
  readonly gateway: Gateway;
  readonly database: { readonly checkouts: Pick<CheckoutStore, 'find'> };
  readonly answers: CheckoutAnswers;
}

/** How long a buyer's page waits for its checkout to exist. */
const lookMs = 400;
const looksMax = 20;

/** Checkouts: the merchant's software opens them, and their buyers choose a payment method, and choose again. */
export function createBuyers({ time, requests, gateway, database, answers }: BuyersNeeds) {
  /** A page gets its checkout's id from the merchant, who has it from an answer, or from a colleague's. */
  async function checkoutOf({ partnerReferenceNo }: Intent): Promise<string | null> {
    for (let looks = 0; looks < looksMax; looks++) {
      const checkout = await database.checkouts.find({ partnerReferenceNo });
      if (checkout !== null) return checkout.id;
      await time.sleep(lookMs);
    }
    return null;
  }

  return {
    async createCheckout(act: Extract<Act, { kind: 'createCheckout' }>, process: number) {
      const { intent, isOtherContent, attemptsMax } = act;
      const input = checkoutInput(intent, isOtherContent);
      const label = `checkout ${intent.partnerReferenceNo}${isOtherContent ? ' with other content' : ''}`;
      const outcome = await requests.persist(label, attemptsMax, () =>
        gateway.call(process, (useCases) =>
          useCases.createCheckout(input, creatorOf(intent.partnerReferenceNo)),
        ),
      );
      if (outcome !== null) answers.sawCheckout(outcome, input);
    },

    async payCheckout({ intent, bank, attemptsMax }: Extract<Act, { kind: 'payCheckout' }>, process: number) {
      const checkoutId = await requests.counted(() => checkoutOf(intent));
      if (checkoutId === null) return;
      const choice = {
        payMethod: 'VIRTUAL_ACCOUNT',
        payOption: `VIRTUAL_ACCOUNT_${bank}`,
        phoneNumber: null,
      };
      const label = `pay ${intent.partnerReferenceNo} by ${bank}`;
      const outcome = await requests.persist(label, attemptsMax, () =>
        gateway.call(process, (useCases) => useCases.payCheckout(checkoutId, choice, payerOf(checkoutId))),
      );
      if (outcome !== null) answers.sawPaying(outcome, checkoutId);
    },
  };
}
export type Buyers = ReturnType<typeof createBuyers>;

function checkoutInput(
  { partnerReferenceNo, amount, expiresAt }: Intent,
  isOtherContent: boolean,
): CreateCheckoutInput {
  return {
    partnerReferenceNo,
    amount,
    expiresAt,
    title: isOtherContent ? 'Three tickets' : 'Two tickets',
    returnUrl: null,
    successUrl: null,
    externalStoreId: null,
    subMerchantId: null,
    goods: [],
    metadata: [],
  };
}
