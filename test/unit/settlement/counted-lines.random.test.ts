import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedLines, type ImportedLine } from '../../../src/domain/settlement/counted-lines.ts';
import { judgeOrder } from '../../../src/domain/settlement/judge-order.ts';
import { anOrder } from '../../support/orders.ts';
import { fuzzMs, fuzzRuns, testSeed } from '../../support/sample.ts';
import { aLine } from '../../support/settlement/settled-line.ts';

const line = fc.record({
  gross: fc.constantFrom(7_500_000n, 5_500_000n, 2_000_000n),
  payMethod: fc.constantFrom('BALANCE', 'COUPON_DEALS', 'ADJUSTMENT'),
  batchNo: fc.constantFrom('batch-1', 'batch-2'),
});
/** Files with a few lines each; that many lines are the same makes files overlap. */
const files = fc.array(fc.array(line, { maxLength: 4 }), { minLength: 1, maxLength: 4 });

/** What a judgement says, without the numbers of imports and lines, which depend on the order of arrival. */
function judged(imported: readonly ImportedLine[]) {
  const counted = countedLines(imported);
  const { lines, differences } = judgeOrder(anOrder({ status: 'PAID' }), [], counted, () => true);
  const states = lines.map(({ line: { key }, state }) => `${key} ${state}`).sort();
  const subjects = differences.map(({ kind, subject, expected, found }) =>
    [kind, subject, expected, found].join(),
  );
  return { states, differences: subjects.sort() };
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
      expect(judged(imported(turned)).differences).toEqual(expected.differences);
      expect(judged(imported([...all, ...all])).differences).toEqual(expected.differences);
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
