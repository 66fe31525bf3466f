import { describe, expect, test } from 'vitest';
import { isCancellable, mayCancel, mayRefund } from '../../../src/domain/cancel-and-refund-rules.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { orderStatuses } from '../../../src/domain/order.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder, birth } from '../../support/orders.ts';

const pending = { status: 'PENDING', requestedAt: birth, actor: aServerKey, reason: null } as const;
const failed = { ...pending, status: 'FAILED' } as const;
const { amount } = anOrder();

describe('an order', () => {
  test.each(orderStatuses)('that is %s may be cancelled while it is open or paid', (status) => {
    const open = ['CONFIRMING', 'PENDING', 'PAID'];
    const expected = status === 'CANCELLED' ? 'CANCELLED' : 'NOT_CANCELLABLE';
    expect(mayCancel(anOrder({ status }))).toBe(open.includes(status) ? 'ALLOWED' : expected);
  });

  test('whose cancellation is pending is not cancelled twice', () => {
    expect(mayCancel(anOrder({ status: 'PENDING', cancellation: pending }))).toBe('PENDING');
  });

  test('whose cancellation DANA declined may be cancelled again', () => {
    expect(mayCancel(anOrder({ status: 'PENDING', cancellation: failed }))).toBe('ALLOWED');
  });

  test('with a pending refund may not be cancelled', () => {
    const order = anOrder({ status: 'PAID', paid: amount, refundPending: rupiah(1n) });
    expect(mayCancel(order)).toBe('NOT_CANCELLABLE');
  });

  test.each(orderStatuses)(
    'that is %s is offered to readers for cancelling exactly if it may be cancelled',
    (status) => {
      const states = [
        {},
        { cancellation: pending },
        { cancellation: failed },
        { refundPending: rupiah(1n) },
        { refunded: rupiah(1n) },
        { chargedBack: rupiah(1n) },
      ];
      for (const state of states) {
        const order = anOrder({ status, paid: amount, ...state });
        expect(isCancellable(order)).toBe(mayCancel(order) === 'ALLOWED');
      }
      // What waits for a second person reserves its amount, and nothing is offered meanwhile.
      expect(isCancellable(anOrder({ status, paid: amount, reserved: rupiah(1n) }))).toBe(false);
    },
  );

  test.each(orderStatuses)('that is %s may be refunded while part of its payment is left', (status) => {
    const isRefundable = status === 'PAID' || status === 'PARTIALLY_REFUNDED';
    expect(mayRefund(anOrder({ status, paid: amount }), rupiah(1n)).kind).toBe(
      isRefundable ? 'ALLOWED' : 'NOT_REFUNDABLE',
    );
  });

  test('with a pending cancellation may not be refunded', () => {
    const order = anOrder({ status: 'PAID', paid: amount, cancellation: pending });
    expect(mayRefund(order, null)).toEqual({ kind: 'NOT_REFUNDABLE' });
    expect(mayRefund({ ...order, cancellation: failed }, null).kind).toBe('ALLOWED');
  });

  test('is refunded with what is left if no amount is given', () => {
    const order = anOrder({ status: 'PARTIALLY_REFUNDED', paid: amount, refunded: rupiah(100n) });
    expect(mayRefund(order, null)).toEqual({ kind: 'ALLOWED', amount: amount - 100n });
    expect(mayRefund(order, rupiah(amount - 100n))).toEqual({ kind: 'ALLOWED', amount: amount - 100n });
  });

  test('is not refunded with more than is left, nor if nothing is left', () => {
    const order = anOrder({ status: 'PAID', paid: amount, refundPending: rupiah(100n) });
    expect(mayRefund(order, rupiah(amount - 99n))).toEqual({ kind: 'EXCEEDS_BALANCE' });
    expect(mayRefund({ ...order, refundPending: amount }, null)).toEqual({ kind: 'EXCEEDS_BALANCE' });
  });
});
