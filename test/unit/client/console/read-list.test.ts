import { expect, test } from 'vitest';
import { listLinesMax, readList } from '../../../../src/client/console/batches/read-list.ts';
import { batchAddress, readRoute } from '../../../../src/client/console/route.ts';

test('a list from a spreadsheet program is read, with its quotes, semicolons and byte order mark', () => {
  const text = '\uFEFFOrder;Amount;Reason\r\nord-1;25000;"Rain; no ""show"""\r\nord-2;;\r\n';
  expect(readList(text)).toEqual({
    kind: 'read',
    lines: [
      { partnerReferenceNo: 'ord-1', amount: '25000', reason: 'Rain; no "show"' },
      { partnerReferenceNo: 'ord-2' },
    ],
  });
});

test.each([
  ['another header', 'number,amount\nord-1,1', 'line 1'],
  ['no line', 'order\n', 'line 2'],
  ['a line without an order', 'order,amount\n,25000', 'line 2: order'],
  ['an amount with a point', 'order,amount\nord-1,1\nord-2,25.000', 'line 3: amount'],
  ['a quote that does not end', 'order\n"ord-1', 'Quote'],
  ['a line with more columns', 'order\nord-1,2,3', 'Invalid Record Length'],
])('a list with %s is refused, and says where', (_, text, where) => {
  const list = readList(text);
  expect(list).toMatchObject({ kind: 'unreadable', why: expect.stringContaining(where) });
});

test('a list that is longer than a request is not cut off', () => {
  const lines = (count: number) =>
    ['order', ...Array.from({ length: count }, (_, n) => `ord-${n}`)].join('\n');
  expect(readList(lines(listLinesMax))).toMatchObject({ kind: 'read' });
  expect(readList(lines(listLinesMax + 1))).toEqual({ kind: 'tooLong' });
});

test('the address of a batch leads to it, whatever its number', () => {
  expect(readRoute(batchAddress('concert/2026 ü'))).toEqual({ screen: 'batches', part: 'concert/2026 ü' });
  expect(readRoute('#batches/%')).toEqual({ screen: 'search' });
});
