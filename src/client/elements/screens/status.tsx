import type { CheckoutView } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';
import type { Wording } from '../wording.ts';

type Hearing = keyof Wording['connection'];

/** How the page hears of the payment at this moment: never better than it is. */
function hearingOf({ connection, isOffline }: CheckoutView): Hearing {
  if (isOffline) return 'offline';
  return connection ?? 'closed';
}

/** What the page is waiting for, and whether it would hear of it. Read aloud when it changes. */
export function Status() {
  const { view, wording } = usePage();
  const hearing = hearingOf(view);
  return (
    <div class="status" data-hearing={hearing}>
      <span class="beacon" aria-hidden="true" />
      <p role="status">
        <strong>{wording.waiting}</strong>
        <span>{wording.connection[hearing]}</span>
      </p>
    </div>
  );
}
