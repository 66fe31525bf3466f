import { describe, expect, test } from 'vitest';
import type {
  OrderFieldsFragment,
  RefundFieldsFragment,
} from '../../../src/client/core/generated/graphql.ts';
import { formatRupiah } from '../../../src/domain/money.ts';
import { brokenHistory, type Evidence } from '../../support/history/check-history.ts';
import type { Asked, Call, History, Told } from '../../support/history/history.ts';
import { foldEvents } from '../../support/invariants.ts';
import { settledRecord, settledRefund, settledTruth } from '../../support/settled-order.ts';

const record = settledRecord();
const { order, events } = record;
const { partnerReferenceNo, title } = order;
const cancelled = { ...settledTruth, state: 'CANCELLED' } as const;

/** The order as a client is shown it at this version. */
function shown(version: number, about: Partial<OrderFieldsFragment> = {}): OrderFieldsFragment {
  const then = foldEvents(order, events.slice(0, version));
  const money = (sen: typeof then.paid) => ({ value: formatRupiah(sen) });
  return {
    ...{ id: 'T1', partnerReferenceNo, title, status: then.status, version, referenceNo: then.referenceNo },
    ...{ payMethod: null, payOption: null, instruction: null, cancellation: null },
    ...{ createdAt: '', updatedAt: '', expiresAt: '', paidAt: then.paidAt?.toISOString() ?? null },
    amount: { ...money(order.amount), currency: 'IDR' },
    voidedAmount: money(then.voided),
    refundedAmount: money(then.refunded),
    returnedAmount: { value: '0.00' },
    refundableAmount: { value: '0.00' },
    ...about,
  };
}

const refund: RefundFieldsFragment = {
  ...{ id: 'R1', partnerRefundNo: 'r-1', refundNo: null, reason: null, status: 'SUCCEEDED' },
  ...{ createdAt: '', updatedAt: '', amount: { value: formatRupiah(settledRefund.amount), currency: 'IDR' } },
};

let atMs = 0;
/** One call after the other. */
function call(asked: Asked, told: Told): Call {
  atMs += 10;
  return { asked, told, beganAtMs: atMs, endedAtMs: atMs + 5 };
}
const data = (outcome: string, about: Partial<Extract<Told, { kind: 'data' }>> = {}): Told => ({
  ...{ kind: 'data', outcome, order: null, refund: null },
  ...about,
});
const create = (told: Told, asked: string = title) =>
  call({ operation: 'createOrder', partnerReferenceNo, title: asked }, told);
const cancel = (told: Told) => call({ operation: 'cancelOrder', partnerReferenceNo }, told);
const read = (state: OrderFieldsFragment) =>
  call({ operation: 'readOrder', partnerReferenceNo }, data('Order', { order: state }));
const refundCall = (told: Told, number = 'r-1', amount: bigint | null = settledRefund.amount) =>
  call({ operation: 'refundOrder', partnerReferenceNo, partnerRefundNo: number, amount }, told);

const calls = [
  create(data('CreateOrderSuccess', { order: shown(2) })),
  create(data('PartnerReferenceNoConflict'), 'Another'),
  read(shown(3)),
];
const refunded = refundCall(data('RefundOrderSuccess', { order: shown(5), refund }));
const wholeHistory: History = {
  calls: [...calls, refunded],
  watches: [{ partnerReferenceNo, states: [shown(1), shown(3), shown(5)] }],
  followed: [1, 2, 3, 4, 5].map((version) => ({ partnerReferenceNo, version })),
};
const sent = [{ operation: 'createOrder', number: partnerReferenceNo, body: '{"a":1}' }] as const;

function broken(history: Partial<History>, about: Partial<Evidence> = {}): string[] {
  return brokenHistory({
    history: { ...wholeHistory, ...history },
    recorded: { orders: [record], inbox: [] },
    truths: [settledTruth],
    sent,
    alarmed: new Set(),
    ...about,
  });
}

/** A whole history, and these calls after it. */
const and = (...calls: Call[]): Partial<History> => ({ calls: [...wholeHistory.calls, ...calls] });
const watching = (...states: OrderFieldsFragment[]): Partial<History> => ({
  watches: [{ partnerReferenceNo, states }],
});
const nothing = { orders: [], inbox: [] };

describe('the checker of histories', () => {
  test('finds nothing where all is well', () => {
    expect(broken({})).toEqual([]);
  });

  test.each<[string, Partial<History>, Partial<Evidence>?]>([
    ['I1 DANA has ord-2', {}, { truths: [settledTruth, { ...settledTruth, partnerReferenceNo: 'ord-2' }] }],
    ['I1 createOrder ord-1 was repeated', {}, { sent: [...sent, { ...sent[0], body: '{"a": 1}' }] }],
    ['I1 createOrder gave 2', and(create(data('CreateOrderSuccess', { order: shown(2, { id: 'T2' }) })))],
    ['I1 Another got the order', and(create(data('CreateOrderSuccess', { order: shown(2) }), 'Another'))],
    ['I11 was created, and is not', {}, { recorded: nothing }],
    ['I11 a conflict with nothing else', and(create(data('PartnerReferenceNoConflict')))],
    ['I11 was declined, and DANA has it', and(create(data('ProviderDeclined')))],
    ['I11 createOrder was answered InvalidInput', and(create(data('InvalidInput')))],
    ['I11 DANA was not to be had', { calls: [create(data('TemporarilyUnavailable'))] }],
    ['I11 ord-1 v9 was told', and(read(shown(5, { version: 9 })))],
    ['I11 ord-1 v3 was told otherwise', and(read(shown(3, { status: 'PENDING' })))],
    ['I11 ord-1 v3 was told otherwise', and(read(shown(3, { paidAt: null })))],
    ['I11 ord-1 v5 was told otherwise', and(read(shown(5, { refundedAmount: { value: '1.00' } })))],
    ['I11 ord-1 v2 was told otherwise', and(read(shown(2, { title: 'Another' })))],
    ['I11 ord-1 v5 was told CANCELLED', and(read(shown(5, { status: 'CANCELLED' })))],
    ['I11 was cancelled, is PART', and(cancel(data('CancelOrderSuccess', { order: shown(5) })))],
    ['I11 was cancelled, DANA says SUCC', and(cancel(data('CancelOrderSuccess', { order: shown(5) })))],
    ['I11 a cancellation was declined', and(cancel(data('OrderNotCancellable'))), { truths: [cancelled] }],
    ['I11 cancelOrder did not find ord-1', and(cancel(data('OrderNotFound')))],
    ['I11 readOrder did not find ord-1', and(readNothing())],
    ['I4 v3 was told after v5', and(read(shown(3)))],
    ['I3 r-1: requested 5', and(refundCall(data('RefundOrderPending', { refund }), 'r-1', 5n))],
    ['I3 refundOrder r-1 was repeated', {}, { sent: refundBodies('{}', '{ }') }],
    ['I11 r-1 was refunded', {}, { truths: [{ ...settledTruth, refunds: [] }] }],
    ['I11 r-1 was declined', and(refundCall(data('RefundExceedsBalance')))],
    ['I10 createOrder of ord-1', and(create({ kind: 'error', code: 'INTERNAL_SERVER_ERROR', message: '' }))],
    ['I6 a watcher of ord-1 saw another', watching(shown(1), shown(5, { partnerReferenceNo: 'ord-2' }))],
    ['I6 a watcher of ord-1 saw versions', watching(shown(3), shown(2), shown(5))],
    ['I6 a watcher of ord-1 saw v3 last', watching(shown(1), shown(3))],
    ['I6 a watcher of ord-1 saw vundefined', watching()],
    ['I13 ord-1', { followed: wholeHistory.followed.slice(1) }],
    ['I13 ord-1', { followed: [...wholeHistory.followed, ...wholeHistory.followed.slice(4)] }],
    ['I13 ord-1', { followed: wholeHistory.followed.toReversed() }],
  ])('finds %s', (what, history, about) => {
    expect(broken(history, about).filter((found) => found.startsWith(what))).not.toEqual([]);
  });

  test('takes lost answers and requests to come back for what they are', () => {
    const errors = ['NETWORK', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED'].map((code) =>
      create({ kind: 'error', code, message: '' }),
    );
    expect(broken(and(...errors, create(data('TemporarilyUnavailable'))))).toEqual([]);
  });

  test('does not hold a refusal against an answer that was given at the same time', () => {
    const refused = refundCall(data('RefundExceedsBalance'));
    const twin = { ...refunded, beganAtMs: refused.beganAtMs, endedAtMs: refused.endedAtMs };
    expect(broken(and(refused, twin))).toEqual([]);
  });

  test('lets DANA contradict itself where an incident tells of it', () => {
    const alarmed = new Set([partnerReferenceNo]);
    const ended = cancel(data('CancelOrderSuccess', { order: shown(5) }));
    expect(broken(and(ended), { alarmed })).toEqual([]);
  });
});

function readNothing(): Call {
  return call({ operation: 'readOrder', partnerReferenceNo }, data('Order'));
}

function refundBodies(...bodies: string[]): Evidence['sent'] {
  return bodies.map((body) => ({ operation: 'refundOrder', number: 'r-1', body }));
}
