import { formatRupiah } from '../../domain/money.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Log } from '../ports/log.ts';
import type { OrderStore } from '../ports/order-store.ts';

/**
 * The store, which logs every refund and cancellation that was requested, once and with its actor, whoever requests it:
 * a merchant's server, a payer who chooses another way to pay, or the gateway. A repeat changes nothing and logs nothing.
 */
export function logRequests(store: OrderStore, log: Log): OrderStore {
  function logIfRequested({ orderId, actor, fact }: OrderEvent): void {
    if (fact.type === 'CANCELLATION_REQUESTED') log.info('order.cancellation_requested', { orderId, actor });
    if (fact.type !== 'REFUND_REQUESTED') return;
    const { refundId, partnerRefundNo } = fact;
    const amount = formatRupiah(fact.amount);
    log.info('refund.requested', { orderId, refundId, partnerRefundNo, amount, actor });
  }
  return {
    ...store,
    async change(...input) {
      const outcome = await store.change(...input);
      if (outcome.kind === 'changed') logIfRequested(outcome.event);
      return outcome;
    },
  };
}
