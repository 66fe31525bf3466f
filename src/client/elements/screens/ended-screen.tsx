import { mayChoose } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';
import { Notice, ShopLink } from './notice-screens.tsx';

/** The try, or the whole checkout, ended without money. While time is left the payer may try again. */
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
    // DANA calls an order expired too whose payer refused it in the wallet, long before its time.
    if (view.order?.status === 'EXPIRED') return wording.ended.notCompleted;
    return view.order?.status === 'FAILED' ? wording.ended.failed : wording.ended.cancelled;
  }
}
