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
      <ShopLink />
      <button type="button" class="print" onClick={() => print()}>
        {receipt.print}
      </button>
    </section>
  );
}
