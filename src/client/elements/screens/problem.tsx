import type { PayProblem } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';

/**
 * Why an attempt failed; screen readers announce it. `message` is the gateway's; null: the gateway was
 * unreachable.
 */
export function Problem({ message, isDeclined }: PayProblem) {
  const { wording } = usePage();
  return (
    <div class="problem" role="alert">
      <strong>{wording.options.problem}</strong>
      <p>{message ?? wording.options.noConnection}</p>
      {isDeclined && <p>{wording.options.afterDecline}</p>}
    </div>
  );
}
