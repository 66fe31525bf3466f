import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { countedLines, type ImportedLine } from '../../../src/domain/settlement/counted-lines.ts';
import { judgeOrder } from '../../../src/domain/settlement/judge-order.ts';
import { subjectWords } from '../../../src/domain/settlement/settlement-subject.ts';
import { anOrder, aRefund } from '../../support/orders.ts';
import { fuzzMs, fuzzRuns, testSeed } from '../../support/sample.ts';
import { aLine } from '../../support/settlement/settled-line.ts';

const refunds = [
  aRefund({ status: 'SUCCEEDED', amount: rupiah(2_000_000n) }),
  aRefund({ id: 'b', partnerRefundNo: 'refund-2', status: 'SUCCEEDED', amount: rupiah(5_500_000n) }),
];
const order = anOrder({ status: 'REFUNDED' });

const line = fc.record({
  requestId: fc.constantFrom(null, null, 'refund-1', 'refund-2'),
  gross: fc.constantFrom(7_500_000n, 5_500_000n, 2_000_000n),
  payMethod: fc.constantFrom('BALANCE', 'COUPON_DEALS', 'ADJUSTMENT'),
  batchNo: fc.constantFrom('batch-1', 'batch-2'),
});
/** Files with a few lines each; that many lines are the same makes files overlap. */
const files = fc.array(fc.array(line, { maxLength: 4 }), { minLength: 1, maxLength: 4 });

/** What a judgement says, without the numbers of imports and lines, which depend on the order of arrival. */
function judged(imported: readonly ImportedLine[]) {
  const counted = countedLines(imported);
  const { lines, differences, returns } = judgeOrder(order, refunds, counted, () => true);
  const states = lines.map(({ line: { key }, state }) => `${key} ${state}`).sort();
  const subjects = differences.map(({ kind, subject, expected, found }) =>
    [kind, subjectWords(subject).EN, expected, found].join(),
  );
  const returned = returns.map(({ partnerRefundNo, returned }) => `${partnerRefundNo} ${returned}`);
  return { states, differences: subjects.sort(), returned: returned.sort() };
}

function imported(all: readonly (readonly Partial<ImportedLine>[])[]): ImportedLine[] {
  return all.flatMap((lines, index) =>
    lines.map((one, at) => aLine({ ...one, importNumber: index + 1, lineNo: at + 2 })),
  );
}

test('any order of files, and any file twice, gives the same judgement', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 0, max: 3 }), (all, turn) => {
      const expected = judged(imported(all));
      const turned = [...all.slice(turn), ...all.slice(0, turn)].reverse();
      const { differences, returned } = expected;
      expect(judged(imported(turned))).toMatchObject({ differences, returned });
      expect(judged(imported([...all, ...all]))).toMatchObject({ differences, returned });
    }),
    { numRuns: fuzzRuns(300), seed: testSeed, interruptAfterTimeLimit: fuzzMs },
  );
});

test('a line counts as often as it stands in the one file that has it most often', () => {
  const [once, twice] = [[{}], [{}, {}]];
  expect(countedLines(imported([once, twice]))).toHaveLength(2);
  expect(countedLines(imported([twice, once, twice]))).toHaveLength(2);
  expect(countedLines(imported([once, once]))).toHaveLength(1);
});

test('what came back of each refund is the same after any order of files, recorded after each of them', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 0, max: 3 }), (all, turn) => {
      const recorded = (arrived: typeof all) => {
        const returned = new Map<string, bigint>();
        for (let count = 1; count <= arrived.length; count++) {
          const { returns } = judgeOrder(
            order,
            refunds,
            countedLines(imported(arrived.slice(0, count))),
            () => true,
          );
          for (const one of returns) {
            expect(one.returned).toBeGreaterThanOrEqual(returned.get(one.partnerRefundNo) ?? 0n);
            returned.set(one.partnerRefundNo, one.returned);
          }
        }
        return [...returned].sort();
      };
      expect(recorded([...all.slice(turn), ...all.slice(0, turn)].reverse())).toEqual(recorded(all));
    }),
    { numRuns: fuzzRuns(300), seed: testSeed, interruptAfterTimeLimit: fuzzMs },
  );
});
