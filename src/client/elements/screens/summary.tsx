import { formatLeft, formatRupiah, formatTime } from '../format.ts';
import { itemsCount, lineTotal } from '../goods.ts';
import { Icon } from '../icons.tsx';
import { usePage } from '../page-context.ts';

/** The purchase, its amount and its expiry. `isPayable` shows the remaining time. */
export function Summary({ isPayable }: { isPayable: boolean }) {
  const { view, wording, nowMs } = usePage();
  const { checkout } = view;
  if (checkout === null) return null;
  const { goods, expiresAt } = checkout;
  const leftMs = Date.parse(expiresAt) - nowMs;
  const reference = (
    <p class="reference muted">
      {wording.orderNo} <span>{checkout.partnerReferenceNo}</span>
    </p>
  );
  return (
    <section class="summary card" aria-labelledby="summary-title">
      <p class="muted" id="summary-title">
        {checkout.title}
      </p>
      <p class="total">
        <span class="visually-hidden">{wording.total} </span>
        {formatRupiah(checkout.amount.value)}
      </p>
      {isPayable && (
        <p class="deadline" data-urgent={leftMs < 120_000}>
          <Icon of="clock" />
          <span>
            {wording.timeLeft}{' '}
            <time class="countdown" role="timer" dateTime={expiresAt}>
              {formatLeft(leftMs)}
            </time>
          </span>
          <span class="muted">{wording.payBefore(formatTime(expiresAt, wording.locale))}</span>
        </p>
      )}
      {goods.length === 0 ? (
        reference
      ) : (
        <details class="goods">
          <summary>{wording.items(itemsCount(goods))}</summary>
          <ul>
            {goods.map(({ name, quantity, price }) => (
              <li key={name}>
                <span>
                  {name}{' '}
                  <span class="muted">
                    {quantity} × {formatRupiah(price.value)}
                  </span>
                </span>
                <span>{formatRupiah(lineTotal(price.value, quantity))}</span>
              </li>
            ))}
          </ul>
          {reference}
        </details>
      )}
    </section>
  );
}
