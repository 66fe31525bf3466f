import { attemptReference } from '../../../src/domain/checkout.ts';
import type { Dice } from '../world/dice.ts';
import type { Act, Intent, OutsiderKind } from './act.ts';

/** The parts from which a script is made. */
export interface Pen {
  readonly dice: Dice;
  readonly add: (atMs: number, act: Act) => void;
  /** Some instant around this one. */
  readonly near: (momentMs: number) => number;
}

const second = 1_000;

/**
 * One checkout: its buyer chooses again while money is on its way, repeats and the merchant's own orders use its
 * number, and its attempts are paid, cancelled, refunded and watched like other orders.
 */
export function writeCheckoutLife(
  { dice, add, near }: Pen,
  intent: Intent,
  createdMs: number,
  expiresMs: number,
): void {
  const open = (isOtherContent: boolean): Act => ({
    kind: 'createCheckout',
    intent,
    isOtherContent,
    attemptsMax: dice.pick([1, 4, 10]),
  });
  add(createdMs, open(false));
  for (let repeats = dice.pick([0, 0, 1, 2]); repeats > 0; repeats--) add(near(createdMs), open(false));
  if (dice.hits(0.1)) add(near(createdMs), open(true));
  const ofOrder = { kind: 'create', intent, isOtherContent: false, attemptsMax: dice.pick([1, 4]) } as const;
  if (dice.hits(0.25)) add(near(createdMs), ofOrder);
  if (dice.hits(0.15)) {
    const number = dice.between(1, 3);
    add(near(createdMs + 5 * second), { ...ofOrder, intent: asAttempt(intent, number) });
  }

  const paidMs = createdMs + dice.fraction() * 30 * second;
  const choosesMs = [createdMs + 300, paidMs, paidMs, createdMs + 15 * second, expiresMs - 60 * second];
  for (let choices = dice.pick([1, 2, 3, 6]); choices > 0; choices--) {
    const momentMs = choosesMs[dice.between(0, choosesMs.length - 1)] ?? paidMs;
    const bank = dice.pick(['BRI', 'BNI'] as const);
    add(near(momentMs), { kind: 'payCheckout', intent, bank, attemptsMax: dice.pick([1, 4, 10]) });
  }

  // Buyers of the first and third cart come back after minutes and want another bank. No dice: another throw would
  // change the others.
  if (/[13]$/.test(intent.partnerReferenceNo)) {
    for (const [afterMs, bank] of [
      [300, 'BRI'],
      [30 * second, 'BNI'],
      [100 * second, 'BNI'],
      [200 * second, 'BNI'],
    ] as const) {
      add(createdMs + afterMs, { kind: 'payCheckout', intent, bank, attemptsMax: 2 });
    }
  }

  const moments = [paidMs, paidMs, createdMs + 20 * second, expiresMs] as const;
  const someMoment = () => near(dice.pick(moments));
  for (const number of [1, 2, 3]) {
    const one = asAttempt(intent, number);
    const payer = (kind: OutsiderKind): Act => ({ kind, intent: one, share: dice.fraction() });
    if (dice.hits(0.3)) add(someMoment(), payer('startPaying'));
    for (let attempts = dice.pick([0, 1, 3]); attempts > 0; attempts--) add(someMoment(), payer('pay'));
    if (dice.hits(0.3)) add(someMoment() + dice.fraction() * 30 * second, payer('lateMoney'));
    if (dice.hits(0.05)) add(someMoment(), payer('refusePayment'));
    if (dice.hits(0.15)) add(someMoment(), { kind: 'cancel', intent: one, attemptsMax: dice.pick([1, 3]) });
    if (dice.hits(0.3)) add(someMoment(), { kind: 'read', intent: one, isFresh: dice.hits(0.6) });
    if (dice.hits(0.15)) {
      const partnerRefundNo = `${one.partnerReferenceNo}-r1`;
      add(someMoment(), { kind: 'refund', intent: one, partnerRefundNo, amount: null, attemptsMax: 4 });
    }
    if (dice.hits(0.3)) {
      add(someMoment(), { kind: 'watch', intent: one, leavesAfterMs: 2 * 60 * second, slowMs: 0 });
    }
  }
}

/** The order of an attempt; others act on it by its number. */
function asAttempt(intent: Intent, number: number): Intent {
  return { ...intent, partnerReferenceNo: attemptReference(intent.partnerReferenceNo, number) };
}
