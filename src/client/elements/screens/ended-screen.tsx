import { mayChoose } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';
import { Notice, ShopLink } from './notice-screens.tsx';

/** The attempt or the whole checkout ended unpaid. While time remains, the payer may choose again. */
export function EndedScreen() {
  const { actions, view, wording, nowMs } = usePage();
  const mayTryAgain = mayChoose(view, nowMs);
  return (
    <Notice {...textsOf()} look="bad">
      {mayTryAgain && (
        <button type="button" class="primary" onClick={() => actions.choose(true)}>
          {wording.ended.again}
        </button>
      )}
      <ShopLink isPrimary={!mayTryAgain} />
      <p class="hint">{wording.ended.paidAnyway}</p>
    </Notice>
  );

  function textsOf() {
    if (view.isClosed) return wording.ended.closed;
    if (!mayTryAgain) return wording.ended.expired;
    // DANA also reports EXPIRED, long before the expiry, if the payer rejected the payment in the wallet.
    if (view.order?.status === 'EXPIRED') return wording.ended.notCompleted;
    return view.order?.status === 'FAILED' ? wording.ended.failed : wording.ended.cancelled;
  }
}
