import { expect, test } from 'vitest';
import { readRefundList } from '../../../src/spreadsheets/read-refund-list.ts';

const read = (text: string, linesMax = 10) => readRefundList(text, linesMax);

test('a list of refunds has an order on each line, and an amount and a reason if somebody wrote them', () => {
  expect(read('order,amount,reason\nord-1,25000,"Row 7, broken"\nord-2,25000.00,\nord-3,,\n')).toEqual({
    kind: 'read',
    refunds: [
      { partnerReferenceNo: 'ord-1', amount: 2_500_000n, reason: 'Row 7, broken' },
      { partnerReferenceNo: 'ord-2', amount: 2_500_000n, reason: null },
      { partnerReferenceNo: 'ord-3', amount: null, reason: null },
    ],
  });
});

test('a list from a spreadsheet program is read, with its quotes, semicolons, empty rows and byte order mark', () => {
  const text = '\uFEFFOrder;Amount;Reason\r\nord-1;25000;"Rain; no ""show"""\r\n;;\r\nord-2;;\r\n;;\r\n\r\n';
  expect(read(text)).toEqual({
    kind: 'read',
    refunds: [
      { partnerReferenceNo: 'ord-1', amount: 2_500_000n, reason: 'Rain; no "show"' },
      { partnerReferenceNo: 'ord-2', amount: null, reason: null },
    ],
  });
});

test.each([
  ['nothing', '', { kind: 'empty' }],
  ['only a header', 'order\n', { kind: 'empty' }],
  ['another header', 'number,amount\na,1\n', { kind: 'header' }],
  ['a column that comes twice', 'order,amount,amount\nord-1,1,2\n', { kind: 'header' }],
  ['a line without an order', 'order,amount\nord-1,25000\n,1\n', { kind: 'orderMissing', line: 3 }],
  ['an amount in words', 'order,amount\nord-1,free\n', { kind: 'amount', line: 2 }],
  ['the amount 0', 'order,amount\nord-1,0\n', { kind: 'amount', line: 2 }],
  ['an amount with a point', 'order,amount\nord-1,1\n\nord-2,25.000\n', { kind: 'amount', line: 4 }],
  ['an amount with an exponent', 'order,amount\nord-1,1e6\n', { kind: 'amount', line: 2 }],
  ['a negative amount', 'order,amount\nord-1,-1\n', { kind: 'amount', line: 2 }],
  ['a line with fewer columns', 'order,amount\nord-1\n', { kind: 'cells', line: 2 }],
  ['a line with more columns', 'order\nord-1\nord-2,2,3\n', { kind: 'cells', line: 3 }],
  ['a quote that does not end', 'order\nord-1\n"ord-2', { kind: 'quotes', line: 3 }],
  ['a quote in a value', 'order\nord-1\nord"2"\n', { kind: 'quotes', line: 3 }],
  ['a line that is no line', `order\n${'a'.repeat(20_000)}\n`, { kind: 'lineTooLong', line: 2 }],
  ['more lines than allowed', `order\n${'a\n'.repeat(11)}`, { kind: 'tooLong', linesMax: 10 }],
])('a list with %s is refused, and says where', (_, text, fault) => {
  expect(read(text)).toEqual({ kind: 'unreadable', fault });
});

test('a list of exactly as many lines as allowed is read', () => {
  expect(read(`order\n${'a\n'.repeat(10)}`)).toMatchObject({ kind: 'read' });
});
