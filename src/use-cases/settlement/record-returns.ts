import { rupiah } from '../../domain/money.ts';
import type { RefundReturn } from '../../domain/settlement/refund-returns.ts';
import { changeByReturn, changeContext } from '../changes/order-changes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChanges } from '../ports/order-changes.ts';

export interface RecordReturnsDeps {
  readonly orders: Pick<OrderChanges, 'change'>;
  readonly clock: Clock;
  readonly chance: Chance;
}

/**
 * Makes the function that records which refunds of an order came back to the merchant by DANA's settlement files. What
 * is on record already changes nothing, so it may be repeated at any time.
 */
export function makeRecordReturns(deps: RecordReturnsDeps) {
  return async (orderId: string, returns: readonly RefundReturn[]): Promise<void> => {
    for (const { partnerRefundNo, returned } of returns) {
      await deps.orders.change(orderId, (order, refunds) => {
        const refund = refunds.find((one) => one.partnerRefundNo === partnerRefundNo);
        if (refund === undefined) return null;
        return changeByReturn(changeContext('SETTLEMENT', deps), order, refund, rupiah(returned));
      });
    }
  };
}
