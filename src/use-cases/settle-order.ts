import type { Order } from '../domain/order.ts';
import type { AdoptOrphans } from './adopt-orphans.ts';
import type { AttemptCancel } from './attempt-cancel.ts';
import type { AttemptCreate } from './attempt-create.ts';
import type { AttemptRefund } from './attempt-refund.ts';
import type { GuardCheckout } from './guard-checkout.ts';
import type { QueryOrder } from './query-order.ts';

/**
 * Asks DANA for whatever answer is owed about one order and records it; the order as it is then. What DANA had told
 * before the order was there comes first: an order that has come to rest is not looked at again. So does what
 * the tries of a checkout owe to each other.
 */
export function makeSettleOrder(deps: {
  adoptOrphans: AdoptOrphans;
  attemptCreate: AttemptCreate;
  attemptCancel: AttemptCancel;
  attemptRefund: AttemptRefund;
  queryOrder: QueryOrder;
  guardCheckout: GuardCheckout;
}) {
  return async function settleOrder(order: Order): Promise<Order> {
    await deps.adoptOrphans(order);
    await deps.guardCheckout(order);
    if (order.status === 'CONFIRMING') return deps.attemptCreate.repeat(order);
    if (order.cancellation?.status === 'PENDING') return deps.attemptCancel.repeat(order);
    if (order.refundPending > 0n) return deps.attemptRefund.repeatAll(order);
    return deps.queryOrder.query(order);
  };
}
export type SettleOrder = ReturnType<typeof makeSettleOrder>;
