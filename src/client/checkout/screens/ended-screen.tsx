import { usePage } from '../page-context.ts';
import { Notice, ShopLink } from './notice-screens.tsx';

/** The try, or the whole checkout, ended without money. While time is left the payer may try again. */
export function EndedScreen() {
  const { session, view, wording, nowMs } = usePage();
  const { checkout, order } = view;
  if (checkout === null) return null;
  const isOver = nowMs >= Date.parse(checkout.expiresAt) || order?.status === 'EXPIRED';
  const mayTryAgain = !isOver && !view.isClosed;
  return (
    <Notice {...textsOf()} look="bad">
      {mayTryAgain && (
        <button type="button" class="primary" onClick={() => session.choose(true)}>
          {wording.ended.again}
        </button>
      )}
      <ShopLink isPrimary={!mayTryAgain} />
      <p class="hint">{wording.ended.paidAnyway}</p>
    </Notice>
  );

  function textsOf() {
    if (isOver) return wording.ended.expired;
    if (view.isClosed) return wording.ended.closed;
    return order?.status === 'FAILED' ? wording.ended.failed : wording.ended.cancelled;
  }
}
