import { bankSteps } from '../bank-steps.ts';
import { formatRupiah, groupDigits, plainRupiah } from '../format.ts';
import { usePage } from '../page-context.ts';
import { CodeField } from './code-field.tsx';
import type { InstructionProps } from './instruction-props.ts';
import { Steps } from './steps.tsx';

/**
 * A transfer to a virtual account: its number, the exact amount, and the steps in the bank's app, ATM and
 * site.
 */
export function VirtualAccount({ order, instruction }: InstructionProps<'VirtualAccountInstruction'>) {
  const { wording } = usePage();
  const { bank, number } = instruction;
  const amount = formatRupiah(order.amount.value);
  const { title, number: label, howTo, menusVary } = wording.virtualAccount;
  return (
    <section class="card instruction">
      <h1 tabIndex={-1}>{title(bank)}</h1>
      <CodeField label={label} code={number} />
      <CodeField label={wording.exactAmount} code={plainRupiah(order.amount.value)} shown={amount} />
      <h2>{howTo}</h2>
      {bankSteps(wording, { bank, number: groupDigits(number), amount }).map(({ name, steps }, index) => (
        <details key={name} class="way" open={index === 0}>
          <summary>{name}</summary>
          <Steps steps={steps} />
        </details>
      ))}
      <p class="hint">{menusVary}</p>
    </section>
  );
}
