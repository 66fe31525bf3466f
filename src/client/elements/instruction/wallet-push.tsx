import { formatRupiah } from '../format.ts';
import { usePage } from '../page-context.ts';
import type { InstructionProps } from './instruction-props.ts';
import { Steps } from './steps.tsx';

/** The payer confirms in the wallet's own app, which shows the request by itself. */
export function WalletPush({ order, instruction }: InstructionProps<'WalletPushInstruction'>) {
  const { wording } = usePage();
  const { wallet } = instruction;
  return (
    <section class="card instruction">
      <h1 tabIndex={-1}>{wording.push.title(wallet)}</h1>
      <Steps steps={wording.push.steps(wallet, formatRupiah(order.amount.value))} />
    </section>
  );
}
