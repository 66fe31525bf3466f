import { type ApprovalRules, type Ceilings, noApprovalRules } from '../../../src/domain/approval-rules.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Dice } from '../world/dice.ts';
import type { Intent } from './act.ts';
import { type PersonNumber, refundNoOf } from './credentials.ts';
import type { Script, TimedAct } from './script.ts';

/** The rules of a world in which some money needs two people, and what its people may request. */
export interface ApprovalWorld {
  readonly rules: ApprovalRules;
  readonly ceilings: Ceilings;
}

const second = 1_000;
const day = 24 * 60 * 60 * second;
const share = 0.25;
const whole = (amount: bigint) => rupiah(amount * 100n);

/** In a quarter of the worlds; null in the others, whose people never need anybody. */
export function drawApprovalWorld(dice: Dice): ApprovalWorld | null {
  if (!dice.hits(share)) return null;
  return {
    rules: {
      ...noApprovalRules,
      refundAlone: dice.pick([whole(0n), whole(3_000n), whole(30_000n)]),
      cancellationAlone: dice.pick([null, whole(0n)]),
      dayAlone: dice.pick([null, whole(10_000n), whole(60_000n)]),
    },
    ceilings: {
      each: dice.pick([null, whole(60_000n)]),
      day: dice.pick([null, whole(20_000n), whole(100_000n)]),
    },
  };
}

/** Three people refund, and decide about what waits, also about their own requests, and some only after a day. */
export function writeApprovals(dice: Dice, script: Script): readonly TimedAct[] {
  const acts: TimedAct[] = [];
  const [first, ...others] = script.intents;
  if (first === undefined) return acts;
  const refundTimes = script.acts.flatMap(({ act, atMs }) => (act.kind === 'pay' ? [atMs] : []));
  const person = (): PersonNumber => dice.pick([1, 2, 3]);
  const someTime = () => {
    const paidMs = refundTimes[dice.between(0, refundTimes.length - 1)] ?? script.endMs;
    return paidMs + dice.pick([1, 5, 20]) * second * dice.fraction();
  };
  const add = (atMs: number, act: TimedAct['act']) =>
    acts.push({ atMs: Math.round(atMs), process: dice.between(0, 1), act });

  for (let count = dice.pick([2, 5, 9]); count > 0; count--) {
    const intent: Intent = dice.pick([first, ...others]);
    const part = rupiah((intent.amount / 100n / dice.pick([1n, 2n, 4n])) * 100n);
    const partnerRefundNo = refundNoOf(person(), `${intent.partnerReferenceNo}-${dice.between(1, 3)}`);
    const amount = dice.pick([null, part, part, part]);
    if (amount === 0n) continue;
    add(someTime(), { kind: 'refund', intent, partnerRefundNo, amount, attemptsMax: dice.pick([1, 4]) });
  }
  for (let count = dice.pick([0, 2, 5]); count > 0; count--) {
    add(someTime() + 5 * second * dice.fraction(), {
      kind: 'attest',
      person: person(),
      fact: dice.pick(['REFUNDED_BY_TRANSFER', 'REFUNDED_BY_TRANSFER', 'CHARGEBACK_WON']),
      intent: dice.pick([first, ...others]),
      share: dice.pick([0.2, 0.5, 0.5, 1]),
      reference: `paper-${dice.between(1, 4)}`,
    });
  }
  const decide = (): TimedAct['act'] => ({
    kind: 'decide',
    person: person(),
    decision: dice.pick(['APPROVE', 'APPROVE', 'REFUSE']),
    index: dice.between(0, 9),
  });
  for (let count = dice.pick([4, 8, 16]); count > 0; count--)
    add(someTime() + 10 * second * dice.fraction(), decide());
  if (dice.hits(0.3)) {
    const lateMs = script.endMs + second;
    add(lateMs, { kind: 'jump', ms: day + dice.between(-10, 60) * second });
    for (let count = 6; count > 0; count--) add(lateMs + dice.between(1, 5_000), decide());
  }
  return acts;
}
