import { expect, test } from 'vitest';
import { readRefundList } from '../../../src/spreadsheets/read-refund-list.ts';

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const read = (text: string, linesMax = 10) => readRefundList(bytesOf(text), linesMax);

test('a list of refunds has an order on each line, and an amount and a reason if somebody wrote them', async () => {
  expect(await read('order,amount,reason\nord-1,25000,"Row 7, broken"\nord-2,,\n')).toEqual([
    { partnerReferenceNo: 'ord-1', amount: 2_500_000n, reason: 'Row 7, broken' },
    { partnerReferenceNo: 'ord-2', amount: null, reason: null },
  ]);
  expect(await read('\ufeffOrder;Amount\nord-1;25000\n')).toEqual([
    { partnerReferenceNo: 'ord-1', amount: 2_500_000n, reason: null },
  ]);
});

test.each([
  ['', 'the list has no line'],
  ['order\n', 'the list has no line'],
  ['number,amount\na,1\n', 'line 1'],
  ['order,amount\nord-1,25000\n,1\n', 'line 3, column order'],
  ['order,amount\nord-1,free\n', 'line 2, column amount'],
  ['order,amount\nord-1\n', 'line 2'],
  [`order\n${'a\n'.repeat(11)}`, 'at most 10 lines'],
])('%j is no list: %s', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});
