import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/domain/decision.ts';
import { decide, lifecycle, replay } from '../../../src/domain/lifecycle.ts';
import { rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import { type Order, type OrderStatus, orderStatuses } from '../../../src/domain/order.ts';
import { type OrderFact, orderFactTypes } from '../../../src/domain/order-event.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import { anOrder, minute, openNewOrder } from '../../support/orders.ts';

const oneRupiah = rupiah(100n);

const refusal = { reason: 'OTHER', responseCode: '4035405', responseMessage: 'Do Not Honor' } as const;

const approval = { approvalId: 'a', act: 'REFUND', amount: oneRupiah } as const;

/** One fact of each type. */
const facts: Readonly<Record<OrderFact['type'], OrderFact>> = {
  CREATED: { type: 'CREATED' },
  ACCEPTED: { type: 'ACCEPTED', referenceNo: 'DANA-1', instruction: null },
  DECLINED: { type: 'DECLINED', ...refusal },
  NOT_FOUND: { type: 'NOT_FOUND' },
  NEVER_CREATED: { type: 'NEVER_CREATED' },
  PAID: {
    type: 'PAID',
    referenceNo: 'DANA-1',
    paidAt: minute(5),
    paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
  },
  PAYMENT_FAILED: { type: 'PAYMENT_FAILED' },
  EXPIRED: { type: 'EXPIRED' },
  CANCELLATION_REQUESTED: { type: 'CANCELLATION_REQUESTED', reason: null },
  CANCELLED: { type: 'CANCELLED', voided: zeroRupiah, paidAt: null },
  CANCELLATION_DECLINED: { type: 'CANCELLATION_DECLINED', ...refusal },
  APPROVAL_REQUESTED: {
    type: 'APPROVAL_REQUESTED',
    ...approval,
    reason: null,
    expiresAt: minute(60),
  },
  APPROVAL_GRANTED: { type: 'APPROVAL_GRANTED', ...approval, reason: 'Checked' },
  APPROVAL_REFUSED: { type: 'APPROVAL_REFUSED', ...approval, reason: 'Not ours' },
  APPROVAL_EXPIRED: { type: 'APPROVAL_EXPIRED', ...approval },
  REFUND_REQUESTED: {
    type: 'REFUND_REQUESTED',
    refundId: 'r',
    partnerRefundNo: 'r',
    amount: oneRupiah,
    reason: null,
  },
  REFUNDED: { type: 'REFUNDED', refundId: 'r', refundNo: null, amount: oneRupiah, from: 'PENDING' },
  REFUND_DECLINED: { type: 'REFUND_DECLINED', refundId: 'r', amount: oneRupiah, ...refusal },
  REFUND_RETURNED: { type: 'REFUND_RETURNED', refundId: 'r', amount: oneRupiah, returned: oneRupiah },
  REFUNDED_ELSEWHERE: { type: 'REFUNDED_ELSEWHERE', amount: oneRupiah },
  CHARGED_BACK: { type: 'CHARGED_BACK', amount: oneRupiah },
  CHARGEBACK_RETURNED: { type: 'CHARGEBACK_RETURNED', amount: oneRupiah },
  FROZEN: { type: 'FROZEN' },
  RELEASED: { type: 'RELEASED' },
  CONTRADICTED: { type: 'CONTRADICTED', contradiction: 'EXPIRED', detail: 'EXPIRED while PAID' },
};

/** What the fact needs: a refund that can come back; a payment that a cancellation returned, or a chargeback before it. */
function disputed(status: OrderStatus, type: OrderFact['type']): Partial<Order> {
  const { amount } = anOrder();
  if (type === 'REFUND_RETURNED')
    return { paid: amount, refunded: status === 'REFUNDED' ? amount : oneRupiah };
  if (type !== 'CHARGED_BACK' && type !== 'CHARGEBACK_RETURNED') return {};
  const chargedBack = type === 'CHARGED_BACK' ? zeroRupiah : oneRupiah;
  const isReturned = status === 'CANCELLED' || status === 'REFUNDED';
  const wasReturned = isReturned ? { paid: amount, returnedTwice: chargedBack } : {};
  return { chargedBack, ...wasReturned, ...(status === 'CANCELLED' ? { voided: amount } : {}) };
}

/** What the end of an approval needs: the request, by somebody else; and after an hour, an expiry. */
function waiting(type: OrderFact['type']): Partial<Order> {
  const isEnd = type.startsWith('APPROVAL') && type !== 'APPROVAL_REQUESTED';
  const expiresAt = minute(type === 'APPROVAL_EXPIRED' ? 5 : 60);
  const { approvalId: id, act, amount } = approval;
  return isEnd ? { waitingApprovals: [{ id, act, amount, requesterId: 'key-1', expiresAt }] } : {};
}

function nextOf(order: Order, fact: OrderFact): Decision {
  return decide(order, fact, fact.type.startsWith('APPROVAL') ? approver : 'QUERY', minute(6));
}

describe('every status × every fact', () => {
  const cells = orderStatuses.flatMap((status) => orderFactTypes.map((type) => ({ status, type })));

  test.each(cells)('$status, $type', ({ status, type }) => {
    // Room for what a refund fact gives back or releases, where there is money to give.
    const isWithoutRefund = status === 'REFUNDED' || type === 'CANCELLED' || anOrder({ status }).paid === 0n;
    const order = anOrder({
      status,
      ...disputed(status, type),
      ...waiting(type),
      ...(isWithoutRefund ? {} : { refundPending: oneRupiah }),
    });
    const rule = lifecycle[status][type];
    if (status === 'REFUNDED' && (type === 'REFUNDED' || type === 'REFUND_DECLINED')) return;
    const decision = nextOf(order, facts[type]);
    if (rule === undefined) {
      expect(decision.kind).toBe('contradicted');
      expect(decision.order.status).toBe(status);
      return;
    }
    expect(decision.kind).not.toBe('contradicted');
    if (rule !== 'byRefunds' && rule !== 'unlessVoided') expect(decision.order.status).toBe(rule);
  });

  test.each(cells)(
    '$status, $type: a change is one version more and replays to itself',
    ({ status, type }) => {
      const order = anOrder({
        status,
        ...disputed(status, type),
        ...waiting(type),
        refundPending: status === 'REFUNDED' ? zeroRupiah : oneRupiah,
      });
      if (status === 'REFUNDED' && (type === 'REFUNDED' || type === 'REFUND_DECLINED')) return;
      const decision = nextOf(order, facts[type]);
      if (decision.kind === 'unchanged') {
        expect(decision.order).toBe(order);
        return;
      }
      expect(decision.order.version).toBe(order.version + 1);
      expect(decision.event.status).toBe(decision.order.status);
      expect(replay(order, decision.event)).toEqual(decision.order);
    },
  );
});

test('a new order is CONFIRMING at version 1, by the caller’s request', () => {
  const { order, event } = openNewOrder();
  expect(order).toMatchObject({ status: 'CONFIRMING', version: 1, updatedAt: order.createdAt });
  expect(event).toMatchObject({
    orderId: order.id,
    version: 1,
    occurredAt: order.createdAt,
    source: 'API',
    actor: aServerKey,
    status: 'CONFIRMING',
    fact: { type: 'CREATED' },
  });
});

describe('money wins', () => {
  test.each(['EXPIRED', 'FAILED', 'CANCELLED'] as const)('a payment after %s is PAID, and told', (status) => {
    const decision = nextOf(anOrder({ status }), facts.PAID);
    expect(decision).toMatchObject({ kind: 'changed', isReversal: true, order: { status: 'PAID' } });
  });

  test('a payment that a cancel already gave back stays CANCELLED', () => {
    const { order } = nextOf(anOrder({ status: 'PAID' }), facts.CANCELLED);
    expect(order).toMatchObject({ status: 'CANCELLED', voided: order.amount });
    expect(nextOf(order, facts.PAID).kind).toBe('unchanged');
  });

  test('an unpaid cancel gives nothing back until DANA says so', () => {
    const { order } = nextOf(anOrder({ status: 'PENDING' }), facts.CANCELLED);
    expect(order).toMatchObject({ status: 'CANCELLED', voided: 0n, paid: 0n });
    const told = nextOf(order, { type: 'CANCELLED', voided: order.amount, paidAt: minute(5) });
    expect(told.order).toMatchObject({ status: 'CANCELLED', voided: order.amount, paidAt: minute(5) });
  });

  test('a cancel is contradicted while a refund is pending, and done once that was refused', () => {
    const refunding = nextOf(anOrder({ status: 'PAID' }), facts.REFUND_REQUESTED).order;
    const contradicted = nextOf(refunding, facts.CANCELLED);
    expect(contradicted).toMatchObject({ kind: 'contradicted', order: { status: 'PAID', voided: 0n } });
    const refused = nextOf(contradicted.order, facts.REFUND_DECLINED).order;
    const { order } = nextOf(refused, facts.CANCELLED);
    expect(order).toMatchObject({ status: 'CANCELLED', voided: order.amount });
  });

  test('the end that a payment overturned is on record: told again it is no new contradiction', () => {
    const paid = nextOf(anOrder({ status: 'EXPIRED' }), facts.PAID).order;
    expect(paid.contradictions).toEqual(['EXPIRED']);
    expect(nextOf(paid, facts.EXPIRED).kind).toBe('unchanged');
  });

  test('a close after payment changes nothing and is recorded once', () => {
    const paid = anOrder({ status: 'PAID' });
    const first = nextOf(paid, facts.EXPIRED);
    expect(first).toMatchObject({
      kind: 'contradicted',
      order: { status: 'PAID', contradictions: ['EXPIRED'] },
      event: { fact: { type: 'CONTRADICTED', contradiction: 'EXPIRED', detail: 'EXPIRED while PAID' } },
    });
    expect(nextOf(first.order, facts.EXPIRED).kind).toBe('unchanged');
  });
});

describe('the create answer', () => {
  test('coming after the payment it fills in what is missing and keeps PAID', () => {
    const paid = nextOf(anOrder(), { ...facts.PAID, referenceNo: null } as OrderFact).order;
    expect(nextOf(paid, facts.ACCEPTED).order).toMatchObject({ status: 'PAID', referenceNo: 'DANA-1' });
  });

  test('refused while a cancel waits: the cancel is done', () => {
    const waiting = nextOf(anOrder(), facts.CANCELLATION_REQUESTED).order;
    const { order } = nextOf(waiting, facts.DECLINED);
    expect(order).toMatchObject({ status: 'FAILED', cancellation: { status: 'SUCCEEDED' } });
  });
});

describe('refunds decide the status', () => {
  const paid = anOrder({ status: 'PAID' });

  test.each([
    [1n, 'PARTIALLY_REFUNDED'],
    [paid.amount, 'REFUNDED'],
  ] as const)('%s sen back: %s', (sen, status) => {
    const { order } = nextOf(paid, { type: 'REFUNDED_ELSEWHERE', amount: rupiah(sen) });
    expect(order).toMatchObject({ status, refunded: sen });
  });

  test('a request reserves, a refusal releases', () => {
    const requested = nextOf(paid, facts.REFUND_REQUESTED).order;
    expect(requested).toMatchObject({ status: 'PAID', refundPending: oneRupiah });
    expect(nextOf(requested, facts.REFUND_DECLINED).order).toMatchObject({
      status: 'PAID',
      refundPending: 0n,
    });
  });
});

describe('what DANA reports beyond what was paid is contradicted, and changes no amount', () => {
  const paid = anOrder({ status: 'PAID' });
  const tooMuch = rupiah(paid.amount + 100n);

  test.each([
    ['a cancel of an unpaid order', anOrder({ status: 'PENDING' }), { ...facts.CANCELLED, voided: tooMuch }],
    ['a cancel of a paid order', paid, { ...facts.CANCELLED, voided: tooMuch }],
    [
      'a refund made elsewhere after everything was given back',
      anOrder({ status: 'PAID', voided: paid.amount }),
      { ...facts.REFUNDED_ELSEWHERE },
    ],
    ['a refund made elsewhere', paid, { ...facts.REFUNDED_ELSEWHERE, amount: tooMuch }],
    [
      'a refund made elsewhere of what another one has reserved',
      anOrder({ status: 'PAID', refundPending: oneRupiah }),
      { ...facts.REFUNDED_ELSEWHERE, amount: paid.amount },
    ],
    [
      'a refund that was refused, and whose amount went back otherwise',
      anOrder({ status: 'REFUNDED' }),
      { ...facts.REFUNDED, from: 'FAILED' },
    ],
  ] as [string, Order, OrderFact][])('%s', (_, order, fact) => {
    const decision = nextOf(order, fact);
    expect(decision.kind).toBe('contradicted');
    const { status, paid: before, refunded, refundPending, voided } = order;
    expect(decision.order).toMatchObject({ status, paid: before, refunded, refundPending, voided });
    expect(nextOf(decision.order, fact).kind).toBe('unchanged');
  });
});
