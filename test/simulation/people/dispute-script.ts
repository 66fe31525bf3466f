import { rupiah } from '../../../src/domain/money.ts';
import type { Dice } from '../world/dice.ts';
import type { Intent } from './act.ts';
import type { TimedAct } from './script.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
/** Before the last query about any order of the world, so that everything becomes known. */
const lastDay = 110;
const kinds = ['chargeBack', 'chargeBack', 'returnChargeback', 'freeze', 'release', 'release'] as const;

/**
 * What banks and DANA do about paid orders in the months after: in half of the worlds, some disputes; in some, DANA
 * cannot be reached for hours.
 */
export function writeDisputes(dice: Dice, intents: readonly Intent[], startMs: number): readonly TimedAct[] {
  const acts: TimedAct[] = [];
  const someTime = () => startMs + Math.round(dice.fraction() * dice.pick([5, 20, lastDay]) * day);
  const [first, ...others] = intents;
  if (first === undefined || dice.hits(0.5)) return acts;
  for (let count = dice.pick([1, 3, 6]); count > 0; count--) {
    const intent = dice.pick([first, ...others]);
    acts.push({
      atMs: someTime(),
      process: 0,
      act: { kind: dice.pick(kinds), intent, share: dice.fraction() },
    });
  }
  // Shops give money back for months, whatever a bank does meanwhile.
  for (let count = dice.pick([0, 1, 3]); count > 0; count--) {
    const intent = dice.pick([first, ...others]);
    const partnerRefundNo = `${intent.partnerReferenceNo}-late${count}`;
    const amount = dice.pick([null, intent.amount, rupiah(intent.amount / 2n)]);
    const act = { kind: 'refund', intent, partnerRefundNo, amount, attemptsMax: 2 } as const;
    acts.push({ atMs: someTime(), process: count % 2, act });
  }
  for (let count = dice.pick([0, 0, 2]); count > 0; count--) {
    const ms = dice.between(hour, 6 * hour);
    acts.push({ atMs: someTime(), process: 0, act: { kind: 'danaOutage', ms } });
  }
  return acts;
}
