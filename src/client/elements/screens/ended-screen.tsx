import { isReturned, isTimeToChoose, mayChoose } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';
import { Notice, ShopLink } from './notice-screens.tsx';

/**
 * The attempt or the whole checkout ended unpaid, or its payment was given back. The payer may choose again while time
 * remains and the gateway accepts another attempt.
 */
export function EndedScreen() {
  const { actions, view, wording, nowMs } = usePage();
  const mayTryAgain = mayChoose(view, nowMs);
  const wasPaid = view.order !== null && isReturned(view.order);
  return (
    <Notice {...textsOf()} look="bad">
      {mayTryAgain && (
        <button type="button" class="primary" onClick={() => actions.choose(true)}>
          {wording.ended.again}
        </button>
      )}
      <ShopLink isPrimary={!mayTryAgain} />
      {!wasPaid && <p class="hint">{wording.ended.paidAnyway}</p>}
    </Notice>
  );

  function textsOf() {
    if (wasPaid) return wording.ended.returned;
    if (!isTimeToChoose(view, nowMs)) return wording.ended.expired;
    if (!mayTryAgain) return wording.ended.closed;
    // DANA also reports EXPIRED, long before the expiry, if the payer rejected the payment in the wallet.
    if (view.order?.status === 'EXPIRED') return wording.ended.notCompleted;
    return view.order?.status === 'FAILED' ? wording.ended.failed : wording.ended.cancelled;
  }
}
