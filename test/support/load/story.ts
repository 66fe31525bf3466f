import type { Dice } from '../../simulation/world/dice.ts';

/** What happens to one order, planned beforehand. Numbers of refunds begin with the order's own number. */
export type Act =
  | { readonly kind: 'pay' }
  | { readonly kind: 'cancel'; readonly timesAtOnce: number }
  /** The payer and the merchant act in the same moment. */
  | { readonly kind: 'payAndCancel' }
  | { readonly kind: 'refund'; readonly wishes: readonly RefundWish[] }
  | { readonly kind: 'read'; readonly isFresh: boolean };

/** The requests of one act are sent at once. */
export interface RefundWish {
  readonly partnerRefundNo: string;
  /** Whole rupiah; null for everything that is left. */
  readonly amount: number | null;
}

/** One fault of DANA's for this order; docs/simulator.md lists the faults. */
export interface Fault {
  readonly operation: 'createOrder' | 'queryPayment' | 'cancelOrder' | 'refundOrder' | 'notify';
  readonly fault: string;
  readonly delayMs?: number;
  readonly commits?: boolean;
  readonly responseCode?: string;
  readonly copies?: number;
}

/** One sale, from its order to its end. */
export interface Story {
  readonly partnerReferenceNo: string;
  readonly title: string;
  /** Whole rupiah. */
  readonly amount: number;
  /** How many identical createOrder requests are sent at once. */
  readonly timesAtOnce: number;
  /** Whether another client sends other content under the same number at the same time. */
  readonly hasRival: boolean;
  /** A client that does not repeat a request whose answer it lost. */
  readonly isForgotten: boolean;
  readonly watchersCount: number;
  readonly acts: readonly Act[];
  readonly faults: readonly Fault[];
}

/** The simulator declines a refund of this amount, as DANA's UAT suite requires. */
const refusedRefundAmount = 435_815;
const amount = 900_000;

/** How difficult DANA makes it; see the load's settings. */
export interface Hardship {
  readonly faultChance: number;
  readonly mayDanaRefuse: boolean;
}

/** Draws the story of one order. */
export function planStory(
  partnerReferenceNo: string,
  dice: Dice,
  { faultChance, mayDanaRefuse }: Hardship,
): Story {
  const plot = dice.pick(mayDanaRefuse ? [...plots, refusedRefund] : plots)(partnerReferenceNo, dice);
  const reads = Array.from(
    { length: dice.between(0, 2) },
    (): Act => ({ kind: 'read', isFresh: dice.hits(0.5) }),
  );
  const place = dice.between(0, plot.length);
  return {
    partnerReferenceNo,
    title: `Sale ${partnerReferenceNo}`,
    amount,
    timesAtOnce: dice.pick([1, 1, 1, 2, 4]),
    hasRival: dice.hits(0.2),
    isForgotten: dice.hits(0.1),
    watchersCount: dice.between(1, 3),
    acts: [...plot.slice(0, place), ...reads, ...plot.slice(place)],
    faults: planFaults(dice, faultChance),
  };
}

const refusedRefund: Plot = (reference) => [
  { kind: 'pay' },
  { kind: 'refund', wishes: [{ partnerRefundNo: `${reference}-r0`, amount: refusedRefundAmount }] },
  { kind: 'refund', wishes: [{ partnerRefundNo: `${reference}-r1`, amount: null }] },
];

type Plot = (partnerReferenceNo: string, dice: Dice) => Act[];

const plots: readonly [Plot, ...Plot[]] = [
  () => [],
  () => [{ kind: 'pay' }],
  (_, dice) => [{ kind: 'cancel', timesAtOnce: dice.pick([1, 1, 3]) }],
  (_, dice) => [{ kind: 'pay' }, { kind: 'cancel', timesAtOnce: dice.pick([1, 1, 3]) }],
  () => [{ kind: 'payAndCancel' }],
  // Refunds in parts, each request perhaps sent twice at once.
  (reference, dice) => [
    { kind: 'pay' },
    ...[200_000, 300_000, null].map((part, index): Act => {
      const wish = { partnerRefundNo: `${reference}-r${index}`, amount: part };
      return { kind: 'refund', wishes: dice.hits(0.3) ? [wish, wish] : [wish] };
    }),
  ],
  // Two refunds at once that exceed the balance together: one of them succeeds.
  (reference) => [
    { kind: 'pay' },
    {
      kind: 'refund',
      wishes: [0, 1, 2].map((index) => ({ partnerRefundNo: `${reference}-r${index}`, amount: 500_000 })),
    },
  ],
  // The same number with another amount is a conflict.
  (reference) => [
    { kind: 'pay' },
    { kind: 'refund', wishes: [{ partnerRefundNo: `${reference}-r0`, amount: 100_000 }] },
    { kind: 'refund', wishes: [{ partnerRefundNo: `${reference}-r0`, amount: 150_000 }] },
  ],
  (reference) => [
    { kind: 'pay' },
    { kind: 'refund', wishes: [{ partnerRefundNo: `${reference}-r0`, amount: 400_000 }] },
    { kind: 'cancel', timesAtOnce: 1 },
  ],
];

/** Calls that end without a clear answer; DANA may have carried them out. */
const callFaults: readonly [Omit<Fault, 'operation'>, ...Omit<Fault, 'operation'>[]] = [
  { fault: 'commit-then-hang' },
  { fault: 'hang-before-commit' },
  { fault: 'commit-late', delayMs: 3_000 },
  { fault: 'commit-late', delayMs: 11_000 },
  { fault: 'reset-mid-body', commits: true },
  { fault: 'reset-mid-body', commits: false },
  { fault: 'html-502', commits: true },
  { fault: 'empty-500', commits: true },
  { fault: 'internal-error', commits: true },
  { fault: 'internal-error', commits: false },
  { fault: 'truncated-json', commits: true },
  { fault: 'null-body', commits: false },
  { fault: 'too-many-requests' },
  { fault: 'delay', delayMs: 1_500 },
];

const notifyFaults: readonly [Omit<Fault, 'operation'>, ...Omit<Fault, 'operation'>[]] = [
  { fault: 'drop' },
  { fault: 'duplicate', copies: 4 },
  { fault: 'delay', delayMs: 2_000 },
  { fault: 'reorder', delayMs: 2_000 },
  { fault: 'wrong-amount' },
  { fault: 'wrong-key' },
  { fault: 'wrong-merchant' },
  { fault: 'unknown-status' },
  { fault: 'no-finished-time' },
  { fault: 'epoch-times' },
  { fault: 'spaced-body' },
  { fault: 'replay-old', delayMs: 3_000 },
];

function planFaults(dice: Dice, chance: number): Fault[] {
  const faults: Fault[] = [];
  for (const operation of ['createOrder', 'queryPayment', 'cancelOrder', 'refundOrder'] as const) {
    if (dice.hits(chance)) faults.push({ operation, ...dice.pick(callFaults) });
  }
  if (dice.hits(chance / 4)) {
    faults.push({ operation: 'createOrder', fault: 'unknown-code', responseCode: '4035402' });
  }
  if (dice.hits(chance / 2)) {
    const operation = dice.pick(['cancelOrder', 'refundOrder'] as const);
    faults.push({ operation, fault: 'in-progress', delayMs: 3_000 });
  }
  if (dice.hits(chance / 4)) faults.push({ operation: 'notify', fault: 'before-create-answer' });
  // The gateway queries DANA at once after a notification that it cannot accept, and again a minute after a
  // lost answer: too long for a story.
  const mayAsk = faults.every(({ operation }) => operation !== 'queryPayment');
  if (mayAsk && dice.hits(chance)) faults.push({ operation: 'notify', ...dice.pick(notifyFaults) });
  return faults;
}
