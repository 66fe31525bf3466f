import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancel, refund, refundedSen, voidedSen } from '../../../src/simulator/model/cancel-and-refund.ts';
import { nextDeadline, passDeadlines } from '../../../src/simulator/model/deadlines.ts';
import { rupiah, senOf } from '../../../src/simulator/model/money.ts';
import type { Order, Payment, Refund } from '../../../src/simulator/model/order.ts';
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
