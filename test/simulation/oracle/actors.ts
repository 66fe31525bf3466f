import { isDeepStrictEqual } from 'node:util';
import { type Actor, danaActor, gatewayActor } from '../../../src/domain/actor.ts';
import { attemptReference, checkoutAttemptsMax } from '../../../src/domain/checkout.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import { cancellerOf, creatorOf, payerOf, refunderOf } from '../people/credentials.ts';

/**
 * What is wrong with the actors of one commit (I16), by what the simulated people did: each of their requests has a
 * credential of its own. What the merchant's software and the payers did not request comes from DANA, or is a
 * cancellation by the gateway of another attempt of a paid checkout.
 */
export function wrongActors(order: Order, event: OrderEvent, refunds: readonly Refund[]): string[] {
  const found: string[] = [];
  // Who asks for a second person, who decides, and what they attest, is in the books of `approvals.ts`.
  const isOfPeople = 'approvalId' in event.fact;
  if (!isOfPeople && !includes(expectedActors(order, event), event.actor)) {
    found.push(`${event.fact.type} by ${JSON.stringify(event.actor)}`);
  }
  if (
    event.fact.type === 'CANCELLATION_REQUESTED' &&
    !isDeepStrictEqual(order.cancellation?.actor, event.actor)
  ) {
    found.push('the cancellation has another actor than its event');
  }
  for (const { partnerRefundNo, actor } of refunds) {
    if (!isDeepStrictEqual(actor, refunderOf(partnerRefundNo))) {
      found.push(`the refund ${partnerRefundNo} by ${JSON.stringify(actor)}`);
    }
  }
  return found;
}

function expectedActors({ checkoutId, partnerReferenceNo }: Order, { fact }: OrderEvent): readonly Actor[] {
  const payers = checkoutId === null ? [] : [payerOf(checkoutId)];
  switch (fact.type) {
    case 'CREATED':
      return checkoutId === null ? [creatorOf(partnerReferenceNo)] : payers;
    case 'CANCELLATION_REQUESTED':
      if (checkoutId === null) return [cancellerOf(partnerReferenceNo)];
      return [...payers, gatewayActor, ...cancellersOfAttempt(partnerReferenceNo)];
    case 'REFUND_REQUESTED':
      return [refunderOf(fact.partnerRefundNo)];
    default:
      return [danaActor];
  }
}

/** The merchant's software names an attempt by the number of its checkout or by its own. */
function cancellersOfAttempt(partnerReferenceNo: string): readonly Actor[] {
  const numbers = Array.from({ length: checkoutAttemptsMax }, (_, index) => index + 1);
  const suffix = numbers
    .map((number) => attemptReference('', number))
    .find((end) => end !== '' && partnerReferenceNo.endsWith(end));
  const checkoutNo = suffix === undefined ? partnerReferenceNo : partnerReferenceNo.slice(0, -suffix.length);
  return [cancellerOf(partnerReferenceNo), cancellerOf(checkoutNo)];
}

function includes(actors: readonly Actor[], actor: Actor): boolean {
  return actors.some((one) => isDeepStrictEqual(one, actor));
}
