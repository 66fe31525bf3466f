import type { CheckoutView } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';
import type { Wording } from '../wording.ts';

type Hearing = keyof Wording['connection'];

/** The current state of the connection, never better than it really is. */
function hearingOf({ connection, isOffline }: CheckoutView): Hearing {
  if (isOffline) return 'offline';
  return connection ?? 'closed';
}

/**
 * Shows that the page waits for the payment, and the state of its connection; screen readers announce
 * changes.
 */
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
