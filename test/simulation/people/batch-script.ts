import { rupiah } from '../../../src/domain/money.ts';
import type { Dice } from '../world/dice.ts';
import type { PersonNumber } from './credentials.ts';
import type { Script, TimedAct } from './script.ts';

const second = 1_000;

/** People refund many sales at once, decide about it, stop it and let it go on; some ask twice, also with other content. */
export function writeBatches(dice: Dice, { intents, acts, endMs }: Script): readonly TimedAct[] {
  const written: TimedAct[] = [];
  const paidTimes = acts.flatMap(({ act, atMs }) => (act.kind === 'pay' ? [atMs] : []));
  const person = (): PersonNumber => dice.pick([1, 2, 3]);
  const someTime = () =>
    (paidTimes[dice.between(0, paidTimes.length - 1)] ?? endMs) + 20 * second * dice.fraction();
  const add = (atMs: number, act: TimedAct['act']) =>
    written.push({ atMs: Math.round(atMs), process: dice.between(0, 1), act });
  for (let count = dice.pick([0, 1, 1, 2]); count > 0; count--) {
    const by = person();
    const batchNo = `batch-${dice.between(1, 2)}-by${by}`;
    const lines = intents.map((intent) => {
      const part = rupiah((intent.amount / 100n / dice.pick([2n, 3n])) * 100n);
      return { intent, amount: dice.pick([null, part, part]) };
    });
    const wanted = lines.filter(({ amount }) => amount !== 0n);
    const atMs = someTime();
    for (let times = dice.pick([1, 1, 2]); times > 0; times--)
      add(atMs + dice.between(0, 3_000), {
        kind: 'batch',
        person: by,
        batchNo,
        lines: wanted,
        attemptsMax: dice.pick([1, 4]),
      });
    for (let times = dice.pick([1, 2, 3]); times > 0; times--)
      add(atMs + dice.between(500, 20_000), {
        kind: 'decideBatch',
        person: person(),
        decision: dice.pick(['APPROVE', 'APPROVE', 'APPROVE', 'REFUSE']),
      });
    if (dice.hits(0.3)) {
      const stopMs = atMs + dice.between(1_000, 15_000);
      add(stopMs, { kind: 'steerBatch', person: person(), step: 'STOP' });
      add(stopMs + dice.between(100, 10_000), { kind: 'steerBatch', person: person(), step: 'RESUME' });
    }
  }
  return written;
}
