import { expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { judgeOrder } from '../../../src/domain/settlement/judge-order.ts';
import { anOrder, aRefund, minute } from '../../support/orders.ts';
import { aLine } from '../../support/settlement/settled-line.ts';

const always = () => true;
const never = () => false;
const order = anOrder({ status: 'PAID' });
const refund = aRefund({ status: 'SUCCEEDED' });
const refundLine = {
  type: 'REFUND',
  requestId: 'refund-1',
  gross: -1_000_000n,
  transactionId: 'r-1',
} as const;

test('a payment whose lines have its amount together is matched, whatever its purses', () => {
  const lines = [
    aLine({ gross: 5_500_000n }),
    aLine({ gross: 2_000_000n, payMethod: 'COUPON_DEALS' }),
    aLine({ gross: -2_000_000n, payMethod: 'COUPON_DEALS', type: 'VOUCHER_DEDUCTION' }),
  ];
  const { lines: judged, differences } = judgeOrder(order, [], lines, always);
  expect(judged.map(({ state }) => state)).toEqual(['MATCHED', 'MATCHED', 'MATCHED']);
  expect(differences).toEqual([]);
});

test('an amount that is off by one sen differs, with both figures', () => {
  const { lines, differences } = judgeOrder(order, [], [aLine({ gross: 7_500_001n })], always);
  expect(lines[0]?.state).toBe('AMOUNT_DIFFERS');
  expect(differences).toEqual([
    { kind: 'AMOUNT_DIFFERS', subject: { what: 'payment' }, expected: 7_500_000n, found: 7_500_001n },
  ]);
});

test('money that was settled for an order that is not paid here differs', () => {
  const { differences } = judgeOrder(anOrder({ status: 'EXPIRED' }), [], [aLine()], always);
  expect(differences).toMatchObject([{ kind: 'AMOUNT_DIFFERS', subject: { what: 'payment' }, expected: 0n }]);
});

test('of a line that stands twice, one is matched and the other doubled', () => {
  const { lines, differences } = judgeOrder(order, [], [aLine(), aLine({ batchNo: 'batch-2' })], always);
  expect(lines.map(({ state }) => state)).toEqual(['MATCHED', 'DOUBLED']);
  expect(differences).toMatchObject([{ kind: 'DOUBLED', expected: 7_500_000n, found: 15_000_000n }]);
});

test('an order that nobody knows is unknown, also if its lines cancel each other out', () => {
  const lines = [aLine(), aLine({ type: 'CANCEL', gross: -7_500_000n })];
  expect(judgeOrder(null, [], lines, always).differences).toMatchObject([
    { kind: 'UNKNOWN', subject: { what: 'order' } },
  ]);
});

test('what is not in the files is missing only if the files of all its days were imported', () => {
  expect(judgeOrder(order, [], [], never).differences).toEqual([]);
  expect(judgeOrder(order, [], [], always).differences).toEqual([
    { kind: 'MISSING', subject: { what: 'payment' }, expected: 7_500_000n, found: 0n },
  ]);
  expect(judgeOrder(anOrder({ status: 'PENDING' }), [], [], always).differences).toEqual([]);
});

test('refunds are compared one by one, by their number', () => {
  const refunded = anOrder({ status: 'PARTIALLY_REFUNDED' });
  const judge = (...lines: Parameters<typeof aLine>[0][]) =>
    judgeOrder(refunded, [refund], [aLine(), ...lines.map(aLine)], always).differences;
  expect(judge(refundLine)).toEqual([]);
  expect(judge()).toMatchObject([
    { kind: 'MISSING', subject: { what: 'refund', partnerRefundNo: 'refund-1' } },
  ]);
  expect(judge({ ...refundLine, gross: -999_999n })).toMatchObject([{ kind: 'AMOUNT_DIFFERS' }]);
  expect(judge(refundLine, { ...refundLine, requestId: 'other' })).toMatchObject([
    { kind: 'UNKNOWN', subject: { what: 'refunds made elsewhere' }, found: 1_000_000n },
  ]);
});

test('refunds that were made elsewhere are known by their sum', () => {
  const refunded = anOrder({ status: 'PARTIALLY_REFUNDED' });
  const lines = [aLine(), aLine({ ...refundLine, requestId: 'portal-1' })];
  expect(judgeOrder(refunded, [], lines, always).differences).toEqual([]);
});

test('a refund that DANA declined, and settled all the same, differs; one that is pending may be made already', () => {
  const lines = [aLine(), aLine(refundLine)];
  const declined = aRefund({ status: 'FAILED' });
  expect(judgeOrder(order, [declined], lines, always).differences).toMatchObject([
    {
      kind: 'AMOUNT_DIFFERS',
      subject: { what: 'refund', partnerRefundNo: 'refund-1' },
      expected: 0n,
      found: 1_000_000n,
    },
  ]);
  expect(judgeOrder(order, [aRefund()], lines, always).differences).toEqual([]);
});

test('a cancellation and a chargeback are compared with what the order has', () => {
  const voided = anOrder({
    status: 'CANCELLED',
    paid: order.amount,
    paidAt: minute(5),
    voided: order.amount,
  });
  const cancelled = aLine({ type: 'CANCEL', gross: -7_500_000n });
  expect(judgeOrder(voided, [], [aLine(), cancelled], always).differences).toEqual([]);
  expect(judgeOrder(voided, [], [aLine()], always).differences).toMatchObject([
    { kind: 'MISSING', subject: { what: 'cancellation' } },
  ]);
  const chargeback = aLine({ type: 'CHARGEBACK', gross: -7_500_000n });
  expect(judgeOrder(order, [], [aLine(), chargeback], always).differences).toMatchObject([
    { kind: 'AMOUNT_DIFFERS', subject: { what: 'chargeback' }, expected: 0n },
  ]);
});

test('a line that does not add up is one difference, whatever its amount', () => {
  const { lines, differences } = judgeOrder(
    order,
    [],
    [aLine({ commission: 100n, net: 7_499_000n })],
    always,
  );
  expect(lines[0]?.state).toBe('FEE_DIFFERS');
  expect(differences).toMatchObject([{ kind: 'FEE_DIFFERS', expected: 7_499_900n, found: 7_499_000n }]);
});

const refunded = anOrder({ status: 'PARTIALLY_REFUNDED', refunded: rupiah(2_000_000n) });
const twin = aRefund({ id: 'b', partnerRefundNo: 'refund-2', status: 'SUCCEEDED' });
const back = { payMethod: 'ADJUSTMENT', gross: 1_000_000n } as const;
const judgeReturn = (refunds: Parameters<typeof judgeOrder>[1], ...lines: Parameters<typeof aLine>[0][]) =>
  judgeOrder(refunded, refunds, [aLine(), ...lines.map((line) => aLine(line))], never);

test('an adjustment returns the refund that it names, else the only one of its amount', () => {
  const named = judgeReturn([refund, twin], { ...back, requestId: 'refund-2' });
  expect(named).toMatchObject({
    returns: [{ partnerRefundNo: 'refund-2', returned: 1_000_000n }],
    differences: [],
  });
  expect(judgeReturn([refund], back).returns).toMatchObject([{ partnerRefundNo: 'refund-1' }]);
  expect(named.lines.map(({ state }) => state)).toEqual(['MATCHED', 'ADJUSTMENT']);
});

test('an adjustment that fits several refunds, or none that was made, is left for a person', () => {
  const open = [
    { kind: 'ADJUSTMENT', subject: { what: 'adjustment', transactionId: 'txn-1' }, found: 1_000_000n },
  ];
  expect(judgeReturn([refund, twin], back)).toMatchObject({ returns: [], differences: open });
  expect(judgeReturn([], back)).toMatchObject({ returns: [], differences: open });
  expect(judgeReturn([aRefund()], back)).toMatchObject({
    returns: [],
    differences: [{ kind: 'ADJUSTMENT', subject: { what: 'return of refund', partnerRefundNo: 'refund-1' } }],
  });
});

test('a refund that is made again after it came back does not change which one came back', () => {
  const again = { ...twin, createdAt: new Date('2026-02-01T00:00:00Z') };
  expect(judgeReturn([refund, again], back).returns).toMatchObject([{ partnerRefundNo: 'refund-1' }]);
});

test('no more than the refund comes back: beyond it the amount differs, and the same line twice is doubled', () => {
  const one = { ...back, requestId: 'refund-1' };
  const beyond = judgeReturn([refund], one, { ...one, transactionId: 'txn-2', gross: 1n });
  expect(beyond.returns).toEqual([{ partnerRefundNo: 'refund-1', returned: 1_000_000n }]);
  expect(beyond.differences).toMatchObject([
    { kind: 'AMOUNT_DIFFERS', expected: 1_000_000n, found: 1_000_001n },
  ]);
  const doubled = judgeReturn([refund], one, one);
  expect(doubled.returns).toEqual([{ partnerRefundNo: 'refund-1', returned: 1_000_000n }]);
  expect(doubled.differences).toMatchObject([{ kind: 'DOUBLED', expected: 1_000_000n, found: 2_000_000n }]);
});
