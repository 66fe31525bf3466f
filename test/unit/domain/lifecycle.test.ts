import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder, minute, openNewOrder } from '../../support/orders.ts';
import { facts, nextOf, oneRupiah } from './one-fact-each.ts';

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
