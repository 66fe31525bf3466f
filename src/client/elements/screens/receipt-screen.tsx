import { useEffect, useState } from 'preact/hooks';
import type { Order } from '../checkout-view.ts';
import { formatDateTime, formatRupiah } from '../format.ts';
import { Icon } from '../icons.tsx';
import { methodName } from '../option-groups.ts';
import { usePage } from '../page-context.ts';
import { ShopLink } from './notice-screens.tsx';

/** The receipt of a paid order, including later refunds. */
export function ReceiptScreen() {
  const { view, wording } = usePage();
  const { checkout, order } = view;
  if (checkout === null || order === null) return null;
  const options =
    checkout.paymentOptions.__typename === 'PaymentOptions' ? checkout.paymentOptions.options : [];
  const { receipt } = wording;
  const texts = { PAID: receipt, REFUNDED: receipt.refunded, PARTIALLY_REFUNDED: receipt.partlyRefunded };
  const { title, lead } = texts[order.status as keyof typeof texts] ?? receipt;
  // What came back to the merchant, the payer does not have.
  const kept = Number(order.refundedAmount.value) - Number(order.returnedAmount.value);
  const rows: readonly (readonly [label: string, value: string | null | undefined])[] = [
    [wording.total, formatRupiah(order.amount.value)],
    [receipt.refundedAmount, kept > 0 ? formatRupiah(String(kept)) : null],
    [receipt.method, methodName(order, options)],
    [receipt.paidAt, order.paidAt ? formatDateTime(order.paidAt, wording.locale) : null],
    [wording.orderNo, order.partnerReferenceNo],
    [receipt.reference, order.referenceNo],
  ];
  return (
    <section class="card receipt">
      <span class="seal">
        <Icon of="check" />
      </span>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{lead}</p>
      <dl>
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Onward order={order} url={checkout.successUrl ?? null} />
      <button type="button" class="print" onClick={() => print()}>
        {receipt.print}
      </button>
    </section>
  );
}

/** Leads on to the merchant's page for paid orders, by a button; without one to the shop. */
function Onward({ order, url }: { order: Order; url: string | null }) {
  const { wording, returnsAfterMs } = usePage();
  const address = url === null ? null : addressAfter(url, order);
  const leftMs = useCountdown(address === null ? null : returnsAfterMs);
  useEffect(() => {
    if (address !== null && leftMs === 0) location.assign(address);
  }, [address, leftMs]);
  if (address === null) return <ShopLink />;
  return (
    <>
      <a class="button primary" href={address}>
        {wording.receipt.goOn}
      </a>
      {leftMs !== null && <p class="hint">{wording.receipt.goesOn(Math.ceil(leftMs / 1_000))}</p>}
    </>
  );
}

/** Whose parameter `order` names the order, and proves nothing: the merchant's server reads it. */
function addressAfter(url: string, { id }: Order): string {
  const address = new URL(url);
  address.searchParams.set('order', id);
  return address.href;
}

/** What is left of `ms` since this part was first shown, second by second; null if `ms` is. */
function useCountdown(ms: number | null): number | null {
  const [leftMs, setLeftMs] = useState(ms);
  useEffect(() => {
    if (leftMs === null || leftMs <= 0) return;
    const timer = setTimeout(() => setLeftMs(Math.max(0, leftMs - 1_000)), 1_000);
    return () => clearTimeout(timer);
  }, [leftMs]);
  return leftMs;
}
