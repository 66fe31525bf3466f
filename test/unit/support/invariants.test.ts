import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { aServerKey } from '../../support/actors.ts';
import { aDetail } from '../../support/incidents.ts';
import { brokenInvariants, type DanaTruth, type RecordedOrder } from '../../support/invariants.ts';
import { minute } from '../../support/orders.ts';
import { settledRecord, settledRefund, settledTruth } from '../../support/settled-order.ts';

const refund = settledRefund;
const truth = settledTruth;
const aRecord = settledRecord;
const { amount } = aRecord().order;

function broken(record: RecordedOrder, truths: readonly DanaTruth[] = [truth], isSettled = true): string[] {
  const recorded = { orders: [record], inbox: [] };
  const translateFinishNotify = unreadable;
  return brokenInvariants({ recorded, truths, isSettled, merchantId: 'm', translateFinishNotify });
}

const withOrder = (about: Partial<Order>): RecordedOrder => {
  const record = aRecord();
  return { ...record, order: { ...record.order, ...about } };
};

describe('the oracle', () => {
  test('finds nothing where all is well', () => {
    expect(broken(aRecord())).toEqual([]);
  });

  test.each<[string, RecordedOrder, DanaTruth[]?]>([
    ['I1', withOrder({ referenceNo: 'DANA-2' })],
    ['I1', aRecord(), [truth, truth]],
    ['I2', aRecord(), []],
    ['I2', aRecord(), [{ ...truth, state: 'CANCELLED' }]],
    ['I3', withOrder({ voided: amount })],
    ['I3', { ...aRecord(), refunds: [] }],
    ['I3', { ...aRecord(), refunds: [{ ...refund, status: 'PENDING' }] }],
    ['I3', aRecord(), [{ ...truth, refunds: [] }]],
    ['I3', aRecord(), [{ ...truth, refunds: [...truth.refunds, ...truth.refunds] }]],
    ['I3', aRecord(), [{ ...truth, refunded: 0n }]],
    ['I3', aRecord(), [{ ...truth, voided: amount }]],
    ['I3', aRecord(), [{ ...truth, chargedBack: amount }]],
    ['I3', aRecord(), [{ ...truth, isFrozen: true }]],
    ['I4', { ...aRecord(), events: aRecord().events.slice(1) }],
    ['I8', withOrder({ paidAt: minute(9) })],
    ['I8', withOrder({ version: 9 })],
    ['I9', withOrder({ paid: rupiah(100n) })],
    [
      'I9',
      withOrder({ paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: rupiah(amount - 100n) }] }),
    ],
    ['I9', withOrder({ amount: rupiah(amount + 100n) })],
  ])('finds what breaks %s', (invariant, record, truths) => {
    expect(broken(record, truths).filter((what) => what.startsWith(invariant))).not.toEqual([]);
  });

  test('does not ask for agreement before everything is settled', () => {
    expect(broken(aRecord(), [{ ...truth, refunded: 0n, voided: 0n }], false)).toEqual([]);
  });

  test('finds a step that no evidence explains', () => {
    const { order, events, refunds } = aRecord();
    const guessed = events.map((event) =>
      event.fact.type === 'ACCEPTED' || event.fact.type === 'REFUNDED'
        ? { ...event, source: 'API' as const, actor: aServerKey }
        : event,
    );
    expect(broken({ order, events: guessed, refunds })).toEqual([
      'I7 CONFIRMING to PENDING by ACCEPTED from API (order ord-1)',
      'I7 PAID to PARTIALLY_REFUNDED by REFUNDED from API (order ord-1)',
    ]);
  });

  test('finds an answered notification that is not in the inbox', () => {
    const acknowledged = [{ body: '{}', timestamp: 'then' }];
    expect(broken(aRecord(), [{ ...truth, acknowledged }])).toEqual([
      'I5 answered 2005600 and not in the inbox: then {}',
    ]);
  });
});

function unreadable() {
  return { kind: 'unreadable', reason: aDetail('not read in this test'), partnerReferenceNo: null } as const;
}
