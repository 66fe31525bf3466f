import { describe, expect, test } from 'vitest';
import { lifecycle, replay } from '../../../src/domain/lifecycle.ts';
import { zeroRupiah } from '../../../src/domain/money.ts';
import { type Order, type OrderStatus, orderStatuses } from '../../../src/domain/order.ts';
import { type OrderFact, orderFactTypes } from '../../../src/domain/order-event.ts';
import { anOrder, minute } from '../../support/orders.ts';
import { approval, facts, nextOf, oneRupiah } from './one-fact-each.ts';

/** What the fact needs: a refund that can come back; a payment that a cancellation returned, or a chargeback before it. */
function disputed(status: OrderStatus, type: OrderFact['type']): Partial<Order> {
  const { amount } = anOrder();
  if (type === 'REFUND_RETURNED' || type === 'ADJUSTMENT_ASSIGNED')
    return { paid: amount, refunded: status === 'REFUNDED' ? amount : oneRupiah };
  const isEnded = status === 'CANCELLED' || status === 'REFUNDED';
  if (!type.startsWith('CHARGE') && !(type === 'APPROVAL_REQUESTED' && isEnded)) return {};
  const chargedBack = type === 'CHARGED_BACK' ? zeroRupiah : oneRupiah;
  const wasReturned = isEnded ? { paid: amount, returnedTwice: chargedBack } : {};
  return { chargedBack, ...wasReturned, ...(status === 'CANCELLED' ? { voided: amount } : {}) };
}

/** What the end of an approval needs: the request, by somebody else; and after an hour, an expiry. */
function waiting(type: OrderFact['type']): Partial<Order> {
  const isEnd = type.startsWith('APPROVAL') && type !== 'APPROVAL_REQUESTED';
  const expiresAt = minute(type === 'APPROVAL_EXPIRED' ? 5 : 60);
  const { approvalId: id, act, amount } = approval;
  return isEnd ? { waitingApprovals: [{ id, act, amount, requesterId: 'key-1', expiresAt }] } : {};
}

/** Where nothing is left to give back, people are asked about what the bank took only. */
function factFor(status: OrderStatus, type: OrderFact['type']): OrderFact {
  const fact = facts[type];
  const isEnded = status === 'REFUNDED' || status === 'CANCELLED';
  return fact.type === 'APPROVAL_REQUESTED' && isEnded ? { ...fact, act: 'CHARGEBACK_WON' } : fact;
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
    const decision = nextOf(order, factFor(status, type));
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
      const decision = nextOf(order, factFor(status, type));
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
