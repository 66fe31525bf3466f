import { rupiah } from '../../../src/domain/money.ts';
import { type Misfit, misfits } from '../dana/notifications.ts';
import type { Dice } from '../world/dice.ts';
import type { Act, Intent, OutsiderKind } from './act.ts';
import { writeCheckoutLife } from './checkout-script.ts';

export interface TimedAct {
  readonly atMs: number;
  /** The gateway process that an act hits, or goes through. */
  readonly process: number;
  readonly act: Act;
}

export interface Script {
  readonly intents: readonly Intent[];
  readonly acts: readonly TimedAct[];
  /** When the last act is over and the faults stop. */
  readonly endMs: number;
}

const second = 1_000;
const minute = 60 * second;
const lifetimesMs = [60, 60, 61, 90, 120, 180, 7_200, null] as const;
/** A checkout accepts no attempt in its last minute. */
const checkoutLifetimesMs = [100, 120, 180, 7_200, null] as const;
const amounts = [100n, 10_000n, 75_000n, 1_000_000n] as const;
const jumpsMs = [
  5 * second,
  minute,
  10 * minute,
  60 * minute,
  25 * 60 * minute,
  8 * 24 * 60 * minute,
] as const;
const misfitNames = Object.keys(misfits) as [Misfit, ...Misfit[]];

/**
 * A world's script. Acts gather around a few moments (created, paid, expired …), because races need company.
 * `prefix` begins every number of an order or refund, if several worlds share a database.
 */
export function writeScript(dice: Dice, startMs: number, prefix = ''): Script {
  const acts: TimedAct[] = [];
  const intents: Intent[] = [];
  let lastMs = startMs;

  function add(atMs: number, act: Act): void {
    const instant = Math.max(startMs, Math.round(atMs));
    lastMs = Math.max(lastMs, instant);
    acts.push({ atMs: instant, process: dice.between(0, 1), act });
  }
  /** Near a moment: at the same instant, within a second, or within a timeout. */
  function near(momentMs: number): number {
    return momentMs + dice.between(-1, 3) * dice.pick([10, 300, 1_000, 5_000]) * dice.fraction();
  }

  // Most worlds are about one thing, and do much of it.
  const theme = dice.pick(['create', 'cancel', 'refund', 'refund', 'checkout', 'all'] as const);
  const isAbout = (subject: 'create' | 'cancel' | 'refund') => theme === subject || theme === 'all';
  const intentCount = dice.pick([1, 1, 2, 3]);
  for (let count = 0; count < intentCount; count++) {
    const createdMs = startMs + dice.between(0, 20 * second);
    const isCheckout = theme === 'checkout' || (theme === 'all' && dice.hits(0.2));
    const lifetime = dice.pick(isCheckout ? checkoutLifetimesMs : lifetimesMs);
    const intent: Intent = {
      partnerReferenceNo: `${prefix}ord-${count + 1}`,
      amount: rupiah(dice.pick(amounts) * 100n),
      expiresAt: lifetime === null ? null : new Date(createdMs + lifetime * second),
    };
    intents.push(intent);
    const expiresMs = intent.expiresAt?.getTime() ?? createdMs + 30 * minute;
    const endMs = Math.min(expiresMs, createdMs + 4 * minute);
    if (isCheckout) writeCheckoutLife({ dice, add, near }, intent, createdMs, endMs);
    else writeLife(intent, createdMs, endMs);
  }
  writeTrouble();
  writeDisputes();
  writeClocks();
  writeOperators();
  return { intents, acts, endMs: lastMs + 10 * second };

  function writeLife(intent: Intent, createdMs: number, expiresMs: number): void {
    const create = (isOtherContent: boolean): Act => ({
      kind: 'create',
      intent,
      isOtherContent,
      attemptsMax: dice.pick([1, 4, 10]),
    });
    if (dice.hits(0.08)) {
      const elsewhereMs = createdMs - dice.fraction() * 2 * second;
      add(elsewhereMs, { kind: 'openElsewhere', intent, share: dice.pick([0.5, 1]) });
      if (dice.hits(0.5)) add(elsewhereMs + 100, { kind: 'pay', intent, share: 1 });
    }
    add(createdMs, create(false));
    const repeatCount = isAbout('create') ? dice.pick([1, 2, 5]) : dice.pick([0, 0, 1]);
    for (let count = repeatCount; count > 0; count--) add(near(createdMs), create(false));
    if (dice.hits(0.1)) add(near(createdMs), create(true));

    const paidMs = dice.pick([createdMs + dice.fraction() * 30 * second, createdMs + 500, expiresMs]);
    const moments = [createdMs, paidMs, paidMs, expiresMs, createdMs + 10 * second] as const;
    const someMoment = () => near(dice.pick(moments));
    const maybe = (probability: number, act: () => Act) => {
      if (dice.hits(probability)) add(someMoment(), act());
    };
    const payer = (kind: OutsiderKind): Act => ({
      kind,
      intent,
      share: dice.fraction(),
    });

    if (dice.hits(0.3)) add(paidMs - dice.fraction() * 20 * second, payer('startPaying'));
    if (isAbout('refund') || dice.hits(0.7))
      for (let attempts = 5; attempts > 0; attempts--)
        add(near(paidMs) + attempts * dice.fraction() * 500, payer('pay'));
    if (dice.hits(0.08)) add(near(expiresMs) + dice.fraction() * minute, payer('lateMoney'));
    if (dice.hits(0.06)) maybe(0.5, () => payer('refusePayment'));
    maybe(0.04, () => payer('failPayment'));
    if (isAbout('refund') || dice.hits(0.2)) writeRefunds(intent, paidMs);
    const cancelCount = isAbout('cancel') ? dice.pick([1, 2, 4]) : dice.pick([0, 0, 0, 1]);
    for (let count = cancelCount; count > 0; count--) {
      add(someMoment(), { kind: 'cancel', intent, attemptsMax: dice.pick([1, 3]) });
    }
    maybe(0.08, () => payer('cancelElsewhere'));
    for (let reads = dice.pick([0, 1, 4]); reads > 0; reads--) {
      add(someMoment(), { kind: 'read', intent, isFresh: dice.hits(0.6) });
    }
    for (let watchers = dice.pick([0, 1, 1, 3]); watchers > 0; watchers--) {
      const leavesAfterMs = dice.pick([5 * second, 2 * minute, 30 * minute]);
      add(someMoment(), { kind: 'watch', intent, leavesAfterMs, slowMs: dice.pick([0, 0, 0, 4 * second]) });
    }
    maybe(0.1, () => ({ kind: 'mismatchOf', intent, mismatchOf: dice.pick(misfitNames) }));
  }

  function writeRefunds(intent: Intent, paidMs: number): void {
    const refundedMs = paidMs + dice.pick([500, 2_000, 10_000, 20_000]);
    const parts = dice.pick([1n, 2n, 3n, 5n]);
    const part = rupiah(
      intent.amount / 100n >= parts ? (intent.amount / 100n / parts) * 100n : intent.amount,
    );
    for (let count = dice.between(1, isAbout('refund') ? 8 : 2); count > 0; count--) {
      add(near(refundedMs), {
        kind: 'refund',
        intent,
        // A number that is used twice, for this order or for another one, is a repeat or a conflict.
        partnerRefundNo: dice.hits(0.1)
          ? `${prefix}refund-shared`
          : `${intent.partnerReferenceNo}-r${dice.between(1, 4)}`,
        amount: dice.pick([null, part, part, intent.amount]),
        attemptsMax: dice.pick([1, 4]),
      });
    }
    if (dice.hits(0.2)) add(near(refundedMs), { kind: 'refundElsewhere', intent, share: dice.fraction() });
  }

  /** Last, so that the rest of a seed's script is the same with disputes and without. */
  function writeDisputes(): void {
    if (!dice.hits(0.2)) return;
    const kinds = ['chargeBack', 'chargeBack', 'returnChargeback', 'freeze', 'freeze', 'release'] as const;
    for (let count = dice.pick([1, 2, 4]); count > 0; count--) {
      const { atMs } = acts[dice.between(0, acts.length - 1)] ?? { atMs: startMs };
      const intent = dice.pick(intents as [Intent, ...Intent[]]);
      add(near(atMs), { kind: dice.pick(kinds), intent, share: dice.fraction() });
    }
  }

  /** The clock of the database's machine is set wrong, and in some worlds right again. */
  function writeClocks(): void {
    if (!dice.hits(0.12)) return;
    const byMs = dice.pick([-60, -60, -10, 10, 60] as const) * minute;
    const { atMs } = acts[dice.between(0, acts.length - 1)] ?? { atMs: startMs };
    add(near(atMs), { kind: 'clockSet', ms: byMs });
    if (dice.hits(0.5)) add(near(atMs) + dice.fraction() * minute, { kind: 'clockSet', ms: -byMs });
  }

  /** Somebody on call takes care of incidents, in the midst of it. */
  function writeOperators(): void {
    for (let count = dice.pick([0, 0, 2, 5]); count > 0; count--) {
      const { atMs } = acts[dice.between(0, acts.length - 1)] ?? { atMs: startMs };
      const step = dice.pick(['acknowledge', 'resolve'] as const);
      add(near(atMs) + dice.fraction() * minute, { kind: 'handleIncident', step, index: dice.between(0, 9) });
    }
  }

  function writeTrouble(): void {
    const spanMs = lastMs - startMs;
    const someTime = () => {
      const { atMs } = acts[dice.between(0, acts.length - 1)] ?? { atMs: startMs };
      return dice.hits(0.7) ? near(atMs) : startMs + dice.fraction() * spanMs;
    };
    const trouble = (probability: number, act: () => Act) => {
      if (!dice.hits(probability)) return;
      for (let count = dice.pick([1, 1, 3]); count > 0; count--) add(someTime(), act());
    };
    trouble(0.25, () => ({ kind: 'kill', ms: 0 }));
    trouble(0.15, () => ({ kind: 'loseListen', ms: dice.between(100, 40 * second) }));
    trouble(0.15, () => ({ kind: 'clockStep', ms: dice.between(-1_500, 1_500) }));
    trouble(0.1, () => ({ kind: 'storeOutage', ms: dice.between(100, 20 * second) }));
    trouble(0.1, () => ({ kind: 'danaOutage', ms: dice.between(1_000, 60 * second) }));
    trouble(0.08, () => ({ kind: 'keyWrong', ms: dice.between(1_000, 60 * second) }));
    trouble(0.15, () => ({ kind: 'jump', ms: dice.pick(jumpsMs) }));
    trouble(0.15, () => ({ kind: 'replay', ms: dice.between(0, 20) }));
  }
}
