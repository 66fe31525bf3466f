import { orderAddress } from './route.ts';

interface OrderLinkProps {
  readonly order: { readonly id: string; readonly partnerReferenceNo: string } | null | undefined;
  /** What stands there if there is no such order, or it may not be seen. */
  readonly otherwise?: string | null | undefined;
}

/** An order's number, which opens the order. */
export function OrderLink({ order, otherwise }: OrderLinkProps) {
  if (!order) return <span class="number">{otherwise}</span>;
  return (
    <a class="number" href={orderAddress(order.id)}>
      {order.partnerReferenceNo}
    </a>
  );
}
