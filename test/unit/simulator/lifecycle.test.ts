import { expect, test } from 'vitest';
import { cancel, cancelWindowMs, voidedSen } from '../../../src/simulator/model/cancel-and-refund.ts';
import { passDeadlines } from '../../../src/simulator/model/deadlines.ts';
import type { Order, OrderState, Payment } from '../../../src/simulator/model/order.ts';
import { expire, pay, refuse, startPaying } from '../../../src/simulator/model/payments.ts';

const startMs = Date.parse('2026-01-15T03:00:00.000Z');

const minute = 60_000;

const amount = { value: '100.00', currency: 'IDR' };

function anOrder(differing: Partial<Order> = {}): Order {
  return {
    merchantId: 'm-1',
    partnerId: 'p-1',
    partnerReferenceNo: 'ord-1',
    referenceNo: '1',
    request: {},
    title: 'Tea',
    amount,
    externalStoreId: null,
    subMerchantId: null,
    choice: null,
    instruction: { kind: 'redirect' },
    returnUrl: null,
    notificationUrl: null,
    createdAt: new Date(startMs).toISOString(),
    expiresAt: new Date(startMs + 30 * minute).toISOString(),
    state: 'INIT',
    payment: null,
    refunds: [],
    cancellation: null,
    dispute: null,
    closedAt: null,
    closeReason: null,
    ...differing,
  };
}

const paymentAt = (ms: number): Payment => ({
  payMethod: 'BALANCE',
  payOption: '',
  cashierRequestId: 'c-1',
  amount,
  paidAt: new Date(ms).toISOString(),
});

const cancelAt = (order: Order, nowMs: number, delayMs = 0) =>
  cancel(order, { now: new Date(nowMs), finishesAt: new Date(nowMs + delayMs), reason: null });

/** Every state and every step: the state that follows, or null where DANA refuses. */
const steps = ['startPaying', 'pay', 'payLate', 'refuse', 'expire', 'cancel'] as const;

const lifecycle: Record<OrderState, Record<(typeof steps)[number], OrderState | null>> = {
  INIT: {
    startPaying: 'PAYING',
    pay: 'SUCCESS',
    payLate: 'SUCCESS',
    refuse: 'CLOSED',
    expire: 'CLOSED',
    cancel: 'CANCELLED',
  },
  PAYING: {
    startPaying: null,
    pay: 'SUCCESS',
    payLate: 'SUCCESS',
    refuse: 'CLOSED',
    expire: 'CLOSED',
    cancel: 'CANCELLED',
  },
  SUCCESS: { startPaying: null, pay: null, payLate: null, refuse: null, expire: null, cancel: 'CANCELLED' },
  CLOSED: { startPaying: null, pay: null, payLate: 'SUCCESS', refuse: null, expire: null, cancel: null },
  CANCELLED: {
    startPaying: null,
    pay: null,
    payLate: 'SUCCESS',
    refuse: null,
    expire: null,
    cancel: 'CANCELLED',
  },
};

function inState(state: OrderState): Order {
  const done = { status: 'DONE', reason: null, requestedAt: '', finishesAt: '' } as const;
  return anOrder({
    state,
    ...(state === 'SUCCESS' && { payment: paymentAt(startMs) }),
    ...(state === 'CANCELLED' && { cancellation: done }),
  });
}

function take(order: Order, step: (typeof steps)[number]): OrderState | null {
  const now = new Date(startMs + minute);
  if (step === 'cancel') {
    const result = cancelAt(order, now.getTime());
    return result.kind === 'changed' ? result.order.state : result.kind === 'repeated' ? order.state : null;
  }
  const result = {
    startPaying: () => startPaying(order),
    pay: () => pay(order, paymentAt(now.getTime()), false),
    payLate: () => pay(order, paymentAt(now.getTime()), true),
    refuse: () => refuse(order, now),
    expire: () => expire(order, now),
  }[step]();
  return result.kind === 'changed' ? result.order.state : null;
}

const cells = Object.entries(lifecycle).flatMap(([state, row]) =>
  steps.map((step) => [state as OrderState, step, row[step]] as const),
);

test.each(cells)('%s, %s: %s', (state, step, expected) => {
  expect(take(inState(state), step)).toBe(expected);
});

test('a paid order can be cancelled for 24 hours and not a millisecond longer', () => {
  const paid = anOrder({ state: 'SUCCESS', payment: paymentAt(startMs) });
  expect(cancelAt(paid, startMs + cancelWindowMs).kind).toBe('changed');
  expect(cancelAt(paid, startMs + cancelWindowMs + 1)).toEqual({ kind: 'refused', because: 'window' });
});

test('expiry closes an untouched order but not a payment under way', () => {
  const after = new Date(startMs + 31 * minute);
  expect(passDeadlines(anOrder({ state: 'PAYING' }), after).state).toBe('PAYING');
  expect(passDeadlines(anOrder(), after)).toMatchObject({
    state: 'CLOSED',
    closeReason: 'ORDER_EXPIRED',
    closedAt: anOrder().expiresAt,
  });
});

test('a cancellation in progress voids a payment that arrives before it is done', () => {
  const step = cancelAt(anOrder(), startMs, minute);
  if (step.kind !== 'changed') throw new Error(step.kind);
  const paid = pay(step.order, paymentAt(startMs + 1000), false);
  if (paid.kind !== 'changed') throw new Error(paid.because);
  const settled = passDeadlines(paid.order, new Date(startMs + minute));
  expect(settled.state).toBe('CANCELLED');
  expect(voidedSen(settled)).toBe(10_000n);
});
