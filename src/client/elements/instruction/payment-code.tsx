import { formatRupiah } from '../format.ts';
import { usePage } from '../page-context.ts';
import { CodeField } from './code-field.tsx';
import type { InstructionProps } from './instruction-props.ts';
import { Steps } from './steps.tsx';

/** The code that the payer shows or reads out at the counter of a minimarket. */
export function PaymentCode({ order, instruction }: InstructionProps<'PaymentCodeInstruction'>) {
  const { wording } = usePage();
  const { outlet, code } = instruction;
  return (
    <section class="card instruction">
      <h1 tabIndex={-1}>{wording.paymentCode.title(outlet)}</h1>
      <CodeField label={wording.paymentCode.number} code={code} />
      <h2>{wording.paymentCode.howTo}</h2>
      <Steps steps={wording.paymentCode.steps(outlet, formatRupiah(order.amount.value))} />
    </section>
  );
}
