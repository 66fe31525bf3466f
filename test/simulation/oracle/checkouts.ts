import { abandonedReason, isPaidAttempt } from '../../../src/domain/checkout.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import type {
  CreateCheckoutOutcome,
  PayCheckoutOutcome,
} from '../../../src/use-cases/checkouts/checkout-outcomes.ts';
import { said } from '../../support/incidents.ts';
import type { Exchange } from '../dana/connection.ts';
import { type DanaOrder, isOpen } from '../dana/dana-order.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Answers, AnswerTables } from './answers.ts';

export interface CheckoutsNeeds {
  readonly database: { readonly store: { readonly tables: AnswerTables } };
  readonly chronicle: Chronicle;
  readonly commits: { of(orderId: string): readonly { readonly event: OrderEvent }[] };
  readonly answers: Pick<Answers, 'sawOrder'>;
  readonly danaOrder: (partnerReferenceNo: string) => DanaOrder | undefined;
  /** The time of the world, without any machine's clock. */
  readonly nowMs: () => number;
  /** By how much the times on record may be wrong. */
  readonly clockWrongByMs: () => number;
}

/**
 * After the faults are over, the other attempts of a paid one are cancelled within this time: an attempt that
 * was being opened when the money came notices the payment at its first recovery, a minute later.
 */
const guardMaxMs = 120_000;

/** An attempt is abandoned only if DANA answered twice, this far apart, that it does not have it. */
const abandonedApartMs = 60_000;
/** Creates that were under way when their attempt was abandoned leave within this time of each other. */
const lastCreateMaxMs = 30_000;

/** Checks that nobody can pay a checkout twice, and that no attempt that can be paid is overlooked (I12). */
export function createCheckoutOracle(needs: CheckoutsNeeds) {
  const { database, chronicle, commits, answers, danaOrder, nowMs, clockWrongByMs } = needs;
  /** When the first create of an abandoned attempt was seen, by attempt. */
  const abandonedSinceMs = new Map<string, number>();

  const { tables } = database.store;

  function attemptsOf(checkoutId: string): Order[] {
    const attempts = [...tables.orders.values()].map(({ order }) => order);
    return attempts
      .filter((order) => order.checkoutId === checkoutId)
      .sort((a, b) => (a.partnerReferenceNo < b.partnerReferenceNo ? -1 : 1));
  }

  /** When this attempt was abandoned, with evidence that allows it; null if it was not. */
  function abandonedMs(order: Order): number | null {
    const events = commits.of(order.id).map(({ event }) => event);
    const abandoned = events.find(isAbandonment);
    if (abandoned === undefined) return null;
    const atMs = abandoned.occurredAt.getTime();
    const isProved = events.some(
      ({ fact, occurredAt }) =>
        fact.type === 'NOT_FOUND' && occurredAt.getTime() + abandonedApartMs <= atMs + clockWrongByMs(),
    );
    return isProved ? atMs : null;
  }

  /** The first create after an attempt was abandoned may have been under way; one that comes later is a repeat. */
  function checkOwn(partnerReferenceNo: string, checkoutId: string): void {
    const own = attemptsOf(checkoutId).find((order) => order.partnerReferenceNo === partnerReferenceNo);
    if (own === undefined || abandonedMs(own) === null) return;
    const sinceMs = abandonedSinceMs.get(own.id) ?? nowMs();
    abandonedSinceMs.set(own.id, sinceMs);
    if (nowMs() - sinceMs > lastCreateMaxMs)
      chronicle.violate('I12', `${partnerReferenceNo} was abandoned, and its create is sent again`);
  }

  function checkPair(paid: Order, other: Order, calmSinceMs: number): void {
    const pair = `${paid.partnerReferenceNo} was paid, ${other.partnerReferenceNo} is ${other.status}`;
    const isLater = other.partnerReferenceNo > paid.partnerReferenceNo;
    const isNamed = [...tables.incidents.values()].some(
      (incident) => said(incident).includes(paid.id) && said(incident).includes(other.id),
    );
    if ((isLater || isPaidAttempt(other)) && !isNamed)
      chronicle.violate('I12', `${pair}, and no incident names both`);
    const paidMs = paid.paidAt === null ? Number.POSITIVE_INFINITY : recordedMs(paid, 'PAID');
    const untilMs = Math.max(paidMs, calmSinceMs) + guardMaxMs + clockWrongByMs();
    if (other.cancellation === null && recordedMs(other, 'EXPIRED') > untilMs)
      chronicle.violate('I12', `${pair}, and nobody requested DANA to cancel it`);
  }

  /** When this fact was recorded for this order; the beginning of time if it never was. */
  function recordedMs({ id }: Order, type: 'PAID' | 'EXPIRED'): number {
    const commit = commits.of(id).find(({ event }) => event.fact.type === type);
    return commit?.event.occurredAt.getTime() ?? 0;
  }

  return {
    /** A create leaves for DANA: while it is an open attempt, no other attempt of its checkout may be payable. */
    sent({ operation, partnerReferenceNo }: Exchange): void {
      const checkoutId = tables.references.get(partnerReferenceNo) ?? null;
      if (operation !== 'create' || checkoutId === null) return;
      // DANA makes no second order under a reference: the late repeat of a create that has ended opens nothing.
      const own = danaOrder(partnerReferenceNo);
      if (own !== undefined && !isOpen(own)) return;
      checkOwn(partnerReferenceNo, checkoutId);
      for (const attempt of attemptsOf(checkoutId)) {
        const { partnerReferenceNo: other } = attempt;
        const dana = other === partnerReferenceNo ? undefined : danaOrder(other);
        // Two of them may be payable only if the payer is shown the newer one only.
        if (other !== partnerReferenceNo && abandonedMs(attempt) !== null) continue;
        if (dana !== undefined && isOpen(dana))
          chronicle.violate('I12', `${partnerReferenceNo} is made while ${other} is ${dana.state} at DANA`);
      }
    },

    sawCheckout(
      outcome: CreateCheckoutOutcome,
      request: { partnerReferenceNo: string; title: string },
    ): void {
      const { partnerReferenceNo, title } = request;
      if (outcome.kind === 'CreateCheckoutSuccess') {
        const { checkout } = outcome;
        const isHeld = tables.references.get(partnerReferenceNo) === checkout.id;
        if (!isHeld || checkout.title !== title)
          chronicle.violate('I1', `${partnerReferenceNo}: the answer contains another checkout`);
      } else if (
        outcome.kind === 'PartnerReferenceNoConflict' &&
        !tables.references.has(partnerReferenceNo)
      ) {
        chronicle.violate('I1', `${partnerReferenceNo}: ${outcome.kind}, and nobody has it`);
      }
    },

    sawPaying(outcome: PayCheckoutOutcome, checkoutId: string): void {
      if (!('order' in outcome) || outcome.order === null) return;
      answers.sawOrder(outcome.order);
      if (outcome.order.checkoutId !== checkoutId)
        chronicle.violate(
          'I12',
          `${outcome.order.partnerReferenceNo} is no attempt of the checkout that was paid`,
        );
    },

    /** When nothing is pending any more. `calmSinceMs`: since when nothing has gone wrong. */
    check(calmSinceMs: number): void {
      const ids = new Set([...tables.references.values()].flatMap((id) => id ?? []));
      for (const id of ids) {
        for (const attempt of attemptsOf(id)) {
          if (
            commits.of(attempt.id).some(({ event }) => isAbandonment(event)) &&
            abandonedMs(attempt) === null
          )
            chronicle.violate('I12', `${attempt.partnerReferenceNo} was abandoned without evidence`);
        }
        const attempts = attemptsOf(id);
        for (const paid of attempts.filter(isPaidAttempt)) {
          for (const other of attempts) if (other !== paid) checkPair(paid, other, calmSinceMs);
        }
      }
    },
  };
}

function isAbandonment({ fact }: OrderEvent): boolean {
  return fact.type === 'CANCELLATION_REQUESTED' && fact.reason === abandonedReason;
}

export type CheckoutOracle = ReturnType<typeof createCheckoutOracle>;
/** The part that hears what buyers and their merchants are answered. */
export type CheckoutAnswers = Pick<CheckoutOracle, 'sawCheckout' | 'sawPaying'>;
