import type { Instruction, Order } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';

/** The simulator's page for the payer of this instruction. */
function payerPath({ referenceNo }: Order, instruction: Instruction): string {
  switch (instruction.__typename) {
    case 'VirtualAccountInstruction':
      return `/bank?number=${instruction.number}`;
    case 'PaymentCodeInstruction':
      return `/bank?number=${encodeURIComponent(instruction.code)}`;
    case 'QrisInstruction':
      return `/scan?qr=${encodeURIComponent(instruction.content)}`;
    default:
      return `/n/cashier/new/checkout?bizNo=${referenceNo}`;
  }
}

/**
 * With the simulator, a link to the payer's bank, wallet or counter, in a new tab. A real shop has no such
 * link.
 */
export function SimulatorLink({ order, instruction }: { order: Order; instruction: Instruction }) {
  const { wording, simulator } = usePage();
  if (simulator === null) return null;
  const address = new URL(simulator + payerPath(order, instruction));
  // The payer's bank speaks the language that was chosen here.
  address.searchParams.set('lang', wording.language);
  return (
    <a class="simulator" href={address.href} target="_blank" rel="noreferrer">
      {wording.simulator}
    </a>
  );
}
