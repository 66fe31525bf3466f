import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cancel,
  cancelWindowMs,
  refund,
  refundedSen,
  voidedSen,
} from '../../../src/simulator/model/cancel-and-refund.ts';
import { nextDeadline, passDeadlines } from '../../../src/simulator/model/deadlines.ts';
import { rupiah, senOf } from '../../../src/simulator/model/money.ts';
import type { Order, OrderState, Payment, Refund } from '../../../src/simulator/model/order.ts';
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

const refundOf = (sen: bigint, partnerRefundNo: string, nowMs: number, delayMs = 0): Refund => ({
  partnerRefundNo,
  refundNo: '2',
  amount: rupiah(sen),
  request: { partnerRefundNo, refundAmount: rupiah(sen) },
  status: delayMs > 0 ? 'IN_PROGRESS' : 'DONE',
  requestedAt: new Date(nowMs).toISOString(),
  finishesAt: new Date(nowMs + delayMs).toISOString(),
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

const delays = fc.constantFrom(0, minute, 60 * minute);
const command = fc.oneof(
  fc.record({ do: fc.constantFrom('startPaying', 'pay', 'payLate', 'refuse', 'expire') }),
  fc.record({ do: fc.constant('cancel'), delayMs: delays }),
  fc.record({
    do: fc.constant('refund'),
    delayMs: delays,
    sen: fc.bigInt({ min: 1n, max: 12_000n }),
    no: fc.constantFrom('a', 'b', 'c'),
  }),
  fc.record({ do: fc.constant('wait'), ms: fc.integer({ min: 0, max: 30 * 60 * minute }) }),
);
type Command = { do: string; delayMs?: number; sen?: bigint; no?: string; ms?: number };

function apply(order: Order, { do: verb, delayMs = 0, sen = 1n, no = '' }: Command, nowMs: number): Order {
  const now = new Date(nowMs);
  const step = {
    startPaying: () => startPaying(order),
    pay: () => pay(order, paymentAt(nowMs), false),
    payLate: () => pay(order, paymentAt(nowMs), true),
    refuse: () => refuse(order, now),
    expire: () => expire(order, now),
    cancel: () => cancelAt(order, nowMs, delayMs),
    refund: () => refund(order, refundOf(sen, no, nowMs, delayMs)),
  }[verb];
  const result = step?.();
  return result?.kind === 'changed' ? result.order : order;
}

test('no sequence of steps loses or doubles money', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      let nowMs = startMs;
      let order = anOrder();
      for (const one of commands as Command[]) {
        const before = order;
        nowMs += one.ms ?? 0;
        order = apply(passDeadlines(order, new Date(nowMs)), one, nowMs);

        const paidSen = order.payment === null ? 0n : senOf(order.payment.amount);
        const spokenForSen = order.refunds.reduce((sum, made) => sum + senOf(made.amount), 0n);
        expect(refundedSen(order)).toBeLessThanOrEqual(spokenForSen);
        expect(spokenForSen + voidedSen(order)).toBeLessThanOrEqual(paidSen);
        expect(new Set(order.refunds.map((made) => made.partnerRefundNo)).size).toBe(order.refunds.length);
        if (order.state === 'SUCCESS') expect(order.payment).not.toBeNull();
        if (before.payment !== null) expect(order.payment).toBe(before.payment);
        if (before.state === 'SUCCESS') expect(['SUCCESS', 'CANCELLED']).toContain(order.state);
        const due = nextDeadline(passDeadlines(order, new Date(nowMs)));
        if (due !== null) expect(due.getTime()).toBeGreaterThan(nowMs);
      }
    }),
    { seed: 20_260_115, numRuns: 2000 },
  );
});
