import { methodName } from '../option-groups.ts';
import { usePage } from '../page-context.ts';
import type { InstructionProps } from './instruction-props.ts';

/**
 * The link to a wallet or DANA's page, where the payment continues. The payer may return here without having
 * paid.
 */
export function Redirect({ order, instruction }: InstructionProps<'RedirectInstruction'>) {
  const { view, wording } = usePage();
  const result = view.checkout?.paymentOptions;
  const method = methodName(order, result?.__typename === 'PaymentOptions' ? result.options : []);
  const { title, lead, go, afterwards } = wording.redirect;
  return (
    <section class="card instruction">
      <h1 tabIndex={-1}>{title(method)}</h1>
      <p>{lead(method)}</p>
      <a class="button primary" href={instruction.url}>
        {go(method)}
      </a>
      <p class="hint">{afterwards}</p>
    </section>
  );
}
