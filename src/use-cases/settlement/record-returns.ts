import { rupiah, zeroRupiah } from '../../domain/money.ts';
import type { Refund } from '../../domain/refund.ts';
import type { SettledRefund } from '../../domain/settlement/judge-order.ts';
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
 * is on record already changes nothing, so it may be repeated at any time. `read`: the order's refunds as they were
 * compared with the files. False if another return was recorded since then, such as the assignment of the very line by
 * people: then nothing more is recorded, and the order must be compared again.
 */
export function makeRecordReturns(deps: RecordReturnsDeps) {
  return async (
    orderId: string,
    returns: readonly RefundReturn[],
    read: readonly SettledRefund[],
  ): Promise<boolean> => {
    const known = new Map(read.map(({ partnerRefundNo, returned }) => [partnerRefundNo, returned]));
    const isAsRead = ({ partnerRefundNo, returned }: Refund) =>
      returned === (known.get(partnerRefundNo) ?? zeroRupiah);
    for (const { partnerRefundNo, returned } of returns) {
      let isCurrent = true;
      const outcome = await deps.orders.change(orderId, (order, refunds) => {
        isCurrent = refunds.every(isAsRead);
        const refund = refunds.find((one) => one.partnerRefundNo === partnerRefundNo);
        if (!isCurrent || refund === undefined) return null;
        return changeByReturn(changeContext('SETTLEMENT', deps), order, refund, rupiah(returned));
      });
      if (!isCurrent) return false;
      if (outcome.kind === 'changed') known.set(partnerRefundNo, rupiah(returned));
    }
    return true;
  };
}
