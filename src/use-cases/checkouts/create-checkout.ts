import type { Actor } from '../../domain/actor.ts';
import { type Checkout, checkoutReferenceLengthMax } from '../../domain/checkout.ts';
import { openOrder } from '../../domain/lifecycle.ts';
import type { Rupiah } from '../../domain/money.ts';
import type { Goods, MetadataEntry } from '../../domain/order.ts';
import { type CreateOrderRules, checkCreateOrder, checkPayerUrl } from '../input/check-create-order.ts';
import { contentHash } from '../input/content-hash.ts';
import { expiresInDefaultMs } from '../input/limits.ts';
import { refuseUnsendable } from '../input/refuse-unsendable.ts';
import { newIssues } from '../input/text.ts';
import type { Chance } from '../ports/chance.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import { inputOfAttempt } from './checkout-attempts.ts';
import type { CreateCheckoutOutcome } from './checkout-outcomes.ts';

/** createCheckout's input with its scalars parsed. Absent optional fields are null. */
export interface CreateCheckoutInput {
  readonly partnerReferenceNo: string;
  readonly amount: Rupiah;
  readonly title: string;
  readonly expiresAt: Date | null;
  readonly returnUrl: string | null;
  readonly successUrl: string | null;
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
  readonly goods: readonly Goods[];
  readonly metadata: readonly MetadataEntry[];
}

/** The payer chooses later, so the input is checked by the rules of an order without a method. */
const noChoice = { payMethod: null, payOption: null, phoneNumber: null };

/** Creates a checkout without calling DANA. Idempotent on partnerReferenceNo, which it shares with orders. */
export function makeCreateCheckout(deps: {
  readonly checkouts: CheckoutStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly provider: Pick<PaymentProvider, 'writeCreateRequest'>;
  readonly rules: CreateOrderRules;
  readonly log: Log;
}) {
  const { checkouts, clock } = deps;

  return async function createCheckout(
    input: CreateCheckoutInput,
    by: Actor,
  ): Promise<CreateCheckoutOutcome> {
    const hash = contentHash(input);
    const now = clock.now();
    // A repeat is answered from the record, even if the rules have changed by now.
    const existing = await checkouts.find({ partnerReferenceNo: input.partnerReferenceNo });
    if (existing !== null) return answerRepeat(existing, hash);
    const checkout: Checkout = {
      ...input,
      id: deps.chance.uuid(),
      createdAt: now,
      actor: by,
      expiresAt: input.expiresAt ?? new Date(now.getTime() + expiresInDefaultMs),
      contentHash: hash,
      endedAt: null,
      endedBy: null,
      endReason: null,
    };
    const checked = checkCreateOrder(
      { ...inputOfAttempt(checkout, 1, noChoice), expiresAt: input.expiresAt },
      deps.rules,
      now,
    );
    const own = newIssues();
    checkPayerUrl(own, 'successUrl', input.successUrl, deps.rules);
    const issues = [...(checked.kind === 'InvalidInput' ? checked.issues : []), ...own.list];
    if (input.partnerReferenceNo.length > checkoutReferenceLengthMax) {
      const path = ['partnerReferenceNo'];
      issues.push({ path, rule: 'TOO_LONG', max: checkoutReferenceLengthMax });
    }
    if (issues.length > 0 || checked.kind === 'InvalidInput') return { kind: 'InvalidInput', issues };
    const identity = { id: checkout.id, contentHash: hash, checkoutId: checkout.id, createdAt: now };
    const { order } = openOrder({ ...checked.order, ...identity }, by);
    const inserted = await refuseUnsendable(() => {
      // A checkout whose first attempt can never be sent could never be paid.
      deps.provider.writeCreateRequest(order, checked.details);
      return checkouts.insert(checkout);
    });
    if (inserted.kind === 'InvalidInput') return inserted;
    if (inserted.kind === 'referenceTaken') return { kind: 'PartnerReferenceNoConflict' };
    if (inserted.kind === 'inserted') {
      const { id: checkoutId, partnerReferenceNo } = checkout;
      deps.log.info('checkout.created', { checkoutId, partnerReferenceNo, actor: by });
    }
    return answerRepeat(inserted.checkout, hash);
  };

  function answerRepeat(checkout: Checkout, hash: string): CreateCheckoutOutcome {
    return checkout.contentHash === hash
      ? { kind: 'CreateCheckoutSuccess', checkout }
      : { kind: 'PartnerReferenceNoConflict' };
  }
}
