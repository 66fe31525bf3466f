import type { Order } from '../../src/domain/order.ts';
import { type OrderDetail, type OrderView, orderDetails } from '../../src/use-cases/ports/order-reads.ts';

/** What a reader gets of this order who asks for these details. */
export function viewOf(order: Order, details: readonly OrderDetail[] = orderDetails): OrderView {
  const {
    contentHash,
    externalStoreId,
    subMerchantId,
    notFoundAt,
    contradictions,
    waitingApprovals,
    ...view
  } = order;
  const { goods, metadata, instruction, paidWith, ...summary } = view;
  const asked = details.map((detail) => [detail, view[detail]]);
  return { ...summary, ...Object.fromEntries(asked) };
}
